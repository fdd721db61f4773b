"""Runs the program over a folder of cases and compares its outputs with LiteRT's.

python3 -m Oracle.compare cases --program .build/release/pose-animate --delegate reference
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

SMALLEST_SCALE = 1e-6
SECONDS_TO_RUN = 120
# The delegate whose kernels have to round as LiteRT's reference kernels do.
EXACT = "reference"


@dataclasses.dataclass
class Result:
    """What came of one case; `problem` is None when it passed."""

    path: str
    operator: str
    variant: str
    # Of floats: the largest difference over the output's scale; of others: in levels.
    difference: float = 0.0
    problem: str | None = None
    refused: bool = False


def float_difference(expected, actual):
    """The largest difference over the output's scale, infinite where only one is finite."""
    expected, actual = expected.astype(np.float64), actual.astype(np.float64)
    finite = np.isfinite(expected)
    if not np.array_equal(finite, np.isfinite(actual)):
        return np.inf
    if not np.array_equal(expected[~finite], actual[~finite], equal_nan=True):
        return np.inf
    if not finite.any():
        return 0.0
    scale = max(np.abs(expected[finite]).max(), SMALLEST_SCALE)
    return float(np.abs(expected[finite] - actual[finite]).max() / scale)


def level_difference(expected, actual):
    """The largest difference of integers; booleans differ by one. Python's integers do not
    overflow where the extremes of int64 meet."""
    unequal = expected != actual
    pairs = zip(expected[unequal].tolist(), actual[unequal].tolist())
    return float(max((abs(int(a) - int(b)) for a, b in pairs), default=0))


def compare_output(expected, actual, tolerance, delegate):
    """The difference, and the problem or None."""
    if actual.dtype != expected.dtype:
        return np.inf, f"type {actual.dtype}, expected {expected.dtype}"
    if actual.shape != expected.shape:
        return np.inf, f"shape {list(actual.shape)}, expected {list(expected.shape)}"
    if expected.size == 0:
        return 0.0, None
    if tolerance["class"] == "float":
        difference, allowed = float_difference(expected, actual), tolerance["fraction"]
    else:
        difference, allowed = level_difference(expected, actual), 0
        inexact = delegate != EXACT or tolerance.get("lenient")
        if tolerance["class"] == "quantized" and inexact:
            allowed = tolerance["levels"]
    if difference <= allowed:
        return difference, None
    count = int(np.sum(expected != actual))
    return difference, f"differs by {difference:.3g} (of {expected.size} values {count} differ)"


def run_case(path, program, delegate, extra=()):
    """Runs one case and compares all of its outputs."""
    with open(os.path.join(path, "case.json")) as file:
        case = json.load(file)
    result = Result(path, case["op"], case["variant"])
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "models", "run", os.path.join(path, "model.tflite")]
        for number in range(len(case["inputs"])):
            command += ["--input", f"{number}={os.path.join(path, f'input{number}.npy')}"]
        command += ["--output", folder + "/", "--delegate", delegate, "--quiet", *extra]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, errors="replace", timeout=SECONDS_TO_RUN
            )
        except subprocess.TimeoutExpired:
            result.problem = f"did not end within {SECONDS_TO_RUN} s"
            return result
        if done.returncode != 0:
            said = done.stderr.strip().split("\n")[-1]
            result.problem = f"exit status {done.returncode}: {said}"
            # An error that the program reports, as against one that ends it.
            result.refused = 0 < done.returncode < 128
            return result
        for number, output in enumerate(case["outputs"]):
            expected = np.load(os.path.join(path, f"output{number}.npy"))
            try:
                actual = np.load(os.path.join(folder, f"{number}.npy"))
            except (OSError, ValueError) as error:
                result.problem = f"output {number}: {error}"
                return result
            difference, problem = compare_output(expected, actual, output["tolerance"], delegate)
            result.difference = max(result.difference, difference)
            if problem and not result.problem:
                result.problem = f"output {number}: {problem}"
    return result


def cases(folder, only=None):
    """The folders of cases, in order."""
    paths = sorted(
        entry.path
        for entry in os.scandir(folder)
        if os.path.exists(os.path.join(entry.path, "case.json"))
    )
    return [path for path in paths if only is None or only in os.path.basename(path)]


def compare(folder, program, delegate=EXACT, jobs=2, only=None, extra=()):
    """The results of all cases of a folder, in order."""
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return list(
            pool.map(lambda path: run_case(path, program, delegate, extra), cases(folder, only))
        )


def failures(results):
    return [result for result in results if result.problem]


def report(results, write=print):
    """Pass counts by operator, the worst difference by operator and type, and what failed."""
    by_operator = collections.defaultdict(list)
    by_variant = collections.defaultdict(list)
    for result in results:
        by_operator[result.operator].append(result)
        by_variant[f"{result.operator}/{result.variant}"].append(result)
    write("passed  of  operator")
    for operator, group in sorted(by_operator.items()):
        passed = len(group) - len(failures(group))
        write(f"{passed:6} {len(group):3}  {operator}{'' if passed == len(group) else '  <--'}")
    write("\nworst difference (floats: of the scale; others: levels)")
    for variant, group in sorted(by_variant.items()):
        worst = max(result.difference for result in group)
        if worst > 0:
            write(f"{worst:10.3g}  {variant}")
    failed = failures(results)
    if failed:
        write("\nfailed")
    for result in failed:
        write(f"{result.path}: {result.problem}")
    refused = sum(result.refused for result in failed)
    write(
        f"\n{len(results) - len(failed)} of {len(results)} cases pass; "
        f"{refused} were refused, {len(failed) - refused} are wrong"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", help="a folder that Oracle.generate has made")
    parser.add_argument("--program", required=True)
    parser.add_argument("--delegate", default=EXACT)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", help="only cases whose name contains this")
    arguments = parser.parse_args()
    results = compare(
        arguments.folder, arguments.program, arguments.delegate, arguments.jobs, arguments.only
    )
    if not results:
        sys.exit(f"no cases in {arguments.folder}; make some with Oracle.generate")
    report(results)
    sys.exit(1 if failures(results) else 0)


if __name__ == "__main__":
    main()
