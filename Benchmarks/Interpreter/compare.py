"""Measures the interpreter beside LiteRT: the same models, inputs and threads, in turns.

python Benchmarks/Interpreter/compare.py --program .build-benchmarks/release/interpreter \
  --models ../shared/models [--threads 1,2] [--rounds 30] [--only face]

Both take a few runs each by turns, so that both meet the same load; the first run of each turn
only warms the caches. A ratio is the median over turns of the ratio of their medians.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
from ai_edge_litert.interpreter import Interpreter

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "Tests"))
from Oracle.builder import Graph  # noqa: E402

MODELS = [
    "face_landmark",
    "pose_landmark_full",
    "pose_detection",
    "posenet_100_257_float",
    "posenet_075_481x641_uint8",
    "movenet_lightning_int8",
]
RUNS = 4
MIB = 1 << 20
# What the interpreter is held to.
NANOSECONDS_PER_STEP = 100
SPARE_MIB = 10
FACE_MESH_MILLISECONDS = 20


class Ours:
    """The program that computes on request (Benchmarks/Sources/interpreter)."""

    def __init__(self, program, model, threads, inputs, delegate="auto"):
        self.process = subprocess.Popen(
            [program, model, str(threads), delegate, *inputs],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.start = self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.process.args[0]} ended with {self.process.wait()}")
        return json.loads(line)

    def ask(self, request):
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        return self.answer()

    def run(self, count):
        return [nanoseconds / 1e6 for nanoseconds in self.ask(f"run {count}")["nanoseconds"]]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class LiteRT:
    def __init__(self, model, threads):
        self.interpreter = Interpreter(model, num_threads=threads)
        self.interpreter.allocate_tensors()

    def set(self, values):
        for detail, value in zip(self.interpreter.get_input_details(), values):
            self.interpreter.set_tensor(detail["index"], value)

    def run(self, count):
        times = []
        for _ in range(count):
            start = time.perf_counter()
            self.interpreter.invoke()
            times.append((time.perf_counter() - start) * 1e3)
        return times


def random_inputs(model):
    """The same values in every run, in the range that the type has."""
    random = np.random.default_rng(1)
    for detail in Interpreter(model).get_input_details():
        if detail["dtype"] == np.float32:
            yield random.random(detail["shape"], np.float32)
        else:
            limits = np.iinfo(detail["dtype"])
            yield random.integers(
                limits.min, limits.max, detail["shape"], detail["dtype"], endpoint=True
            )


def written(values, folder):
    paths = []
    for number, value in enumerate(values):
        paths.append(os.path.join(folder, f"input{number}.raw"))
        value.tofile(paths[-1])
    return paths


def compare(program, model, threads, rounds):
    """Medians of both in milliseconds, and the median ratio."""
    values = list(random_inputs(model))
    with tempfile.TemporaryDirectory() as folder:
        with Ours(program, model, threads, written(values, folder)) as ours:
            theirs = LiteRT(model, threads)
            theirs.set(values)
            pairs = []
            for number in range(rounds + 1):
                # Who goes first changes, so that neither always follows the other.
                turns = [ours, theirs] if number % 2 else [theirs, ours]
                medians = {turn: statistics.median(turn.run(RUNS + 1)[1:]) for turn in turns}
                if number:
                    pairs.append((medians[ours], medians[theirs]))
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
        statistics.median(pair[0] / pair[1] for pair in pairs),
    )


def compare_all(arguments):
    print("model                       threads    ours ms  LiteRT ms   ratio")
    for threads in arguments.threads:
        for name in MODELS:
            if arguments.only and arguments.only not in name:
                continue
            model = os.path.join(arguments.models, name + ".tflite")
            ours, theirs, ratio = compare(arguments.program, model, threads, arguments.rounds)
            print(f"{name:27} {threads:7} {ours:10.2f} {theirs:10.2f} {ratio:7.2f}", flush=True)


def load_all(arguments):
    """What loading and preparing take, median of 9 processes, and memory after ten runs.

    Weights that are stored in half precision or without their zeros are larger once they are
    computed with, so the file's size stands for too little there.
    """
    print("\nmodel                        load ms  prepare ms  file MiB  arena MiB  resident MiB")
    for name in MODELS:
        if arguments.only and arguments.only not in name:
            continue
        model = os.path.join(arguments.models, name + ".tflite")
        starts = []
        for _ in range(9):
            with Ours(arguments.program, model, 1, []) as ours:
                starts.append(ours.start)
                ours.run(10)
                memory = ours.ask("memory")
        load = statistics.median(start["loadNanoseconds"] for start in starts) / 1e6
        prepare = statistics.median(start["prepareNanoseconds"] for start in starts) / 1e6
        file, arena = os.path.getsize(model) / MIB, starts[0]["arenaBytes"] / MIB
        resident = (memory["private"] + memory["file"]) / MIB
        print(
            f"{name:27} {load:8.2f} {prepare:11.2f} {file:9.1f} {arena:10.1f} {resident:13.1f}"
            f"  (file + arena + {resident - file - arena:.1f}, held to {SPARE_MIB})",
            flush=True,
        )
        if name == "face_landmark":
            print(f"{'':27} {load + prepare:.2f} ms together, held to {FACE_MESH_MILLISECONDS}")


def chain(length):
    """A model that negates one number many times."""
    graph = Graph()
    value = graph.input(np.ones([1], np.float32))
    for _ in range(length):
        value = graph.operator("NEG", [value], "float32", ("NegOptions", {}))
        graph.tensors[value].shape = [1]
    graph.outputs = [value]
    return graph.serialized()


def overhead(arguments):
    """What a step costs that has next to nothing to do."""
    length = 1000
    with tempfile.TemporaryDirectory() as folder:
        model = os.path.join(folder, "chain.tflite")
        with open(model, "wb") as file:
            file.write(chain(length))
        with Ours(arguments.program, model, 1, []) as ours:
            ours.run(200)
            nanoseconds = statistics.median(ours.run(1000)) * 1e6 / ours.start["steps"]
        theirs = LiteRT(model, 1)
        theirs.run(200)
        other = statistics.median(theirs.run(1000)) * 1e6 / length
    print(
        f"\na step that negates one number: {nanoseconds:.0f} ns, held to {NANOSECONDS_PER_STEP};"
        f" {nanoseconds / other:.2f} x LiteRT's ({other:.0f} ns)"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--models", required=True, help="folder of the .tflite files")
    parser.add_argument("--threads", default="1,2", help="numbers of threads, by commas")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--only", help="only models whose name contains this")
    arguments = parser.parse_args()
    arguments.threads = [int(number) for number in arguments.threads.split(",")]
    missing = [
        name
        for name in MODELS
        if not os.path.exists(os.path.join(arguments.models, name + ".tflite"))
    ]
    if missing:
        sys.exit(f"{arguments.models} lacks {missing[0]}.tflite: name the folder with --models")
    compare_all(arguments)
    load_all(arguments)
    overhead(arguments)


if __name__ == "__main__":
    main()
