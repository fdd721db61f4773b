"""Makes cases: a folder each, with a model, its inputs and LiteRT's answers.

    python3 -m Oracle.generate --output cases --seed 1 --count 1200
"""

import argparse
import collections
import json
import os
import shutil
import sys

import numpy as np

from Oracle import families, models
from Oracle.builder import Graph
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
        return {"class": "quantized", "levels": graph.levels}
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
        "operators": [
            {"name": name, "version": version} for name, version, *_ in graph.operators
        ],
        "inputs": described(graph, graph.values, graph.inputs),
        "outputs": [
            {**entry, "tolerance": tolerance(graph, tensor)}
            for entry, tensor in zip(
                described(graph, outputs, graph.outputs), graph.outputs
            )
        ],
    }
    with open(os.path.join(folder, "case.json"), "w") as file:
        json.dump(facts, file, indent=1)
        file.write("\n")


def settled_answers(judge, graph, kernels):
    """The graph's file and answers, once its tensors have the shapes LiteRT finds for them."""
    _, shapes = judge.answer(graph.serialized(), graph.values, kernels)
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
    try:
        return *settled_answers(judge, graph, BUILT_IN), BUILT_IN
    except Refused as refusal:
        raise reason or refusal from None


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


def generate(folder, seed=1, count=1200, only=None, report=print):
    """Fills an empty or missing folder with cases and a summary, which it returns."""
    families.register_all()
    keys = [key for key in FAMILIES if only is None or only in key]
    each = max(FEWEST, -(-count // len(keys))) if keys else 0
    made = collections.Counter()
    refusals = collections.defaultdict(collections.Counter)
    os.makedirs(folder, exist_ok=True)
    with LiteRT() as judge:
        for key in keys:
            made[key] = sum(
                make_case(judge, folder, key, seed, ordinal, refusals) for ordinal in range(each)
            )
        for name in models.MODELS:
            if only is None or only in f"GRAPH/{name}":
                made[f"GRAPH/{name}"] = int(make_model(judge, folder, name, seed, refusals))
    summary = {
        "seed": seed,
        "count": count,
        "cases": sum(made.values()),
        "made": dict(made),
        "refused": {key: dict(reasons) for key, reasons in refusals.items()},
        "left_out": [key for key, number in made.items() if number == 0],
    }
    with open(os.path.join(folder, SUMMARY), "w") as file:
        json.dump(summary, file, indent=1)
        file.write("\n")
    report(
        f"{summary['cases']} cases of {sum(map(bool, made.values()))} combinations in {folder}"
    )
    for key, reasons in refusals.items():
        for reason, times in reasons.items():
            report(f"refused {times} times: {key}: {reason}")
    for key in summary["left_out"]:
        report(f"left out, refused always: {key}")
    return summary


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--output", required=True, help="folder for the cases; must be empty")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1200, help="cases in all, about")
    parser.add_argument("--only", help="only combinations whose name contains this")
    parser.add_argument("--replace", action="store_true", help="removes the folder first")
    arguments = parser.parse_args()
    if arguments.replace and os.path.isfile(os.path.join(arguments.output, SUMMARY)):
        shutil.rmtree(arguments.output)
    if os.path.isdir(arguments.output) and os.listdir(arguments.output):
        sys.exit(f"{arguments.output} is not empty; name another folder or give --replace")
    generate(arguments.output, arguments.seed, arguments.count, arguments.only)


if __name__ == "__main__":
    main()
