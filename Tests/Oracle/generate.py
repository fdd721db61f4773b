"""Makes cases: a folder each, with a model, its inputs and LiteRT's answers.

python3 -m Oracle.generate --output cases --seed 1 --count 1200
"""

import argparse
import collections
import glob
import hashlib
import json
import os
import shutil
import sys

import numpy as np

from Oracle import families, models
from Oracle.builder import CLAIMS, Graph
from Oracle.draw import QUANTIZED, Draw
from Oracle.litert import BUILT_IN, REFERENCE, LiteRT, Refused
from Oracle.registry import FAMILIES

FEWEST = 3
ATTEMPTS = 6
SUMMARY = "summary.json"
# Combinations whose reference kernel does something other than the operator's definition.
DEPARTURES = {
    # Its window lacks the last of the neighbours, so that a radius of 0 sums nothing.
    "LOCAL_RESPONSE_NORMALIZATION/float32",
    # It leaves out the change of scale, or the sum altogether.
    "SUM/int8",
    "SUM/int16",
    # Its results lie 32768 too low: it takes the smallest int16 for the zero point.
    "SOFTMAX/int8-to-int16",
}


def tolerance(graph, output):
    """How an output is compared: see compare.py."""
    tensor = graph.tensors[output]
    if tensor.dtype.startswith("float"):
        return {"class": "float", "fraction": graph.fraction}
    if tensor.dtype in QUANTIZED and tensor.quantization is not None:
        return {"class": "quantized", "levels": graph.levels, "lenient": graph.lenient}
    return {"class": "exact"}


def described(graph, values, tensors):
    return [
        {
            "type": graph.tensors[tensor].dtype,
            "shape": list(value.shape),
            "declared": graph.tensors[tensor].shape,
        }
        for tensor, value in zip(tensors, values)
    ]


def write(folder, graph, content, outputs, facts):
    os.makedirs(folder)
    with open(os.path.join(folder, "model.tflite"), "wb") as file:
        file.write(content)
    for number, value in enumerate(graph.values):
        np.save(os.path.join(folder, f"input{number}.npy"), value)
    for number, value in enumerate(outputs):
        np.save(os.path.join(folder, f"output{number}.npy"), value)
    facts = {
        **facts,
        "operators": [{"name": name, "version": version} for name, version, *_ in graph.operators],
        "inputs": described(graph, graph.values, graph.inputs),
        "outputs": [
            {**entry, "tolerance": tolerance(graph, tensor)}
            for entry, tensor in zip(described(graph, outputs, graph.outputs), graph.outputs)
        ],
    }
    with open(os.path.join(folder, "case.json"), "w") as file:
        json.dump(facts, file, indent=1)
        file.write("\n")


def settled_answers(judge, graph, kernels):
    """The graph's file and answers, once its tensors have the shapes LiteRT finds for them."""
    for claim in CLAIMS:
        graph.claim(claim)
        try:
            _, shapes = judge.answer(graph.serialized(), graph.values, kernels)
            break
        except Refused as refusal:
            reason = refusal
    else:
        raise reason
    graph.settle(shapes)
    content = graph.serialized()
    outputs, _ = judge.answer(content, graph.values, kernels)
    return content, outputs


def answered(judge, graph, key):
    """The answers of LiteRT's reference kernels or, where there are none or they are known to
    depart from what the operator is defined to do, of its other built-in kernels."""
    if key not in DEPARTURES:
        try:
            return *settled_answers(judge, graph, REFERENCE), REFERENCE
        except Refused as refusal:
            reason = refusal
    else:
        reason = None
    is_missing = "Didn't find op" in str(reason)
    try:
        answers = settled_answers(judge, graph, BUILT_IN)
    except Refused as refusal:
        raise (refusal if is_missing else reason or refusal) from None
    # Where there is a reference kernel that does not answer, its rounding is unknown.
    graph.lenient = not is_missing
    return *answers, BUILT_IN


def make_case(judge, folder, key, seed, ordinal, refusals):
    """Writes one case, trying other random numbers where LiteRT refuses some."""
    operator, variant = key.split("/")
    for attempt in range(ATTEMPTS):
        draw = Draw(seed, key, ordinal, attempt)
        graph = Graph()
        outputs = FAMILIES[key](draw, graph, variant)
        graph.outputs = outputs if isinstance(outputs, list) else [outputs]
        try:
            content, answers, kernels = answered(judge, graph, key)
        except Refused as refusal:
            refusals[key][str(refusal)] += 1
            continue
        name = f"{operator}-{variant}-{ordinal:03d}".lower()
        facts = {
            "op": operator,
            "variant": variant,
            "seed": seed,
            "ordinal": ordinal,
            "attempt": attempt,
            "kernels": kernels,
        }
        write(os.path.join(folder, name), graph, content, answers, facts)
        return True
    return False


def make_model(judge, folder, name, seed, refusals):
    draw = Draw(seed, name, 0)
    graph = Graph()
    outputs = models.MODELS[name](draw, graph)
    graph.outputs = outputs if isinstance(outputs, list) else [outputs]
    try:
        content, answers, kernels = answered(judge, graph, f"GRAPH/{name}")
    except Refused as refusal:
        refusals[f"GRAPH/{name}"][str(refusal)] += 1
        return False
    facts = {"op": "GRAPH", "variant": name, "seed": seed, "ordinal": 0, "kernels": kernels}
    write(os.path.join(folder, f"graph-{name}"), graph, content, answers, facts)
    return True


def generate(folder, settings, report):
    """Fills a new folder with cases and a summary."""
    seed, count, only = settings["seed"], settings["count"], settings["only"]
    families.register_all()
    keys = [key for key in FAMILIES if only is None or only in key]
    each = max(FEWEST, -(-count // len(keys))) if keys else 0
    made = collections.Counter()
    refusals = collections.defaultdict(collections.Counter)
    os.makedirs(folder)
    with LiteRT() as judge:
        for key in keys:
            made[key] = sum(
                make_case(judge, folder, key, seed, ordinal, refusals) for ordinal in range(each)
            )
        for name in models.MODELS:
            if only is None or only in f"GRAPH/{name}":
                made[f"GRAPH/{name}"] = int(make_model(judge, folder, name, seed, refusals))
    summary = {
        **settings,
        "cases": sum(made.values()),
        "made": dict(made),
        "refused": {key: dict(reasons) for key, reasons in refusals.items()},
        "left_out": [key for key, number in made.items() if number == 0],
    }
    with open(os.path.join(folder, SUMMARY), "w") as file:
        json.dump(summary, file, indent=1)
        file.write("\n")
    report(f"{summary['cases']} cases of {sum(map(bool, made.values()))} combinations")
    for key, reasons in refusals.items():
        for reason, times in reasons.items():
            report(f"refused {times} times: {key}: {reason}")
    for key in summary["left_out"]:
        report(f"left out, refused always: {key}")


def fingerprint():
    """Changes with everything here that cases depend on."""
    base = os.path.dirname(os.path.abspath(__file__))
    paths = glob.glob(os.path.join(base, "**", "*.py"), recursive=True)
    paths = [path for path in paths if not path.endswith("_test.py")]
    digest = hashlib.sha256()
    for path in sorted([*paths, os.path.join(base, "requirements.txt")]):
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def summary_of(folder):
    """What a folder of cases says of itself; None of any other folder."""
    try:
        with open(os.path.join(folder, SUMMARY)) as file:
            return json.load(file)
    except (FileNotFoundError, NotADirectoryError):
        return None


def ensure(folder, seed=1, count=1200, only=None, report=print):
    """Makes the cases unless the folder holds the same ones; replaces other cases, and nothing
    but cases."""
    settings = {"seed": seed, "count": count, "only": only, "generator": fingerprint()}
    there = summary_of(folder)
    if there is not None and there.items() >= settings.items():
        report(f"{folder} is up to date: {there['cases']} cases")
        return
    if there is None and os.path.exists(folder) and os.listdir(folder):
        raise FileExistsError(f"{folder} holds something other than cases; name another folder")
    # An interrupted run leaves nothing that looks complete.
    partial = folder.rstrip("/") + ".partial"
    shutil.rmtree(partial, ignore_errors=True)
    generate(partial, settings, report)
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(partial, folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--output", required=True, help="folder for the cases")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1200, help="at least so many cases")
    parser.add_argument("--only", help="only combinations whose name contains this")
    arguments = parser.parse_args()
    try:
        ensure(arguments.output, arguments.seed, arguments.count, arguments.only)
    except OSError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
