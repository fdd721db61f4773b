"""Padding, of any axis."""

import numpy as np

from Oracle.draw import QUANTIZED
from Oracle.registry import family

TYPES = ["float32", "int8", "uint8", "int16", "int32", "int64", "bool"]
VERSIONS = {"int8": 2, "int16": 3, "bool": 4}


def amounts(draw, rank, largest=3):
    kind = draw.turn([np.int32, np.int32, np.int64])
    return draw.random.integers(0, largest + 1, (rank, 2)).astype(kind)


@family("PAD", *TYPES, "float32-5d", "float32-dynamic")
def pad(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    rank = 5 if kind == "5d" else draw.integer(1, 4)
    x, quantization = draw.operand(dtype, draw.shape(rank, 4))
    first = graph.input(x, quantization)
    sides = amounts(draw, rank)
    second = graph.input(sides) if kind == "dynamic" else graph.constant(sides)
    version = VERSIONS.get(dtype, 1)
    return graph.operator("PAD", [first, second], dtype, ("PadOptions", {}), version, quantization)


@family("PADV2", *TYPES[:6])
def pad_with_value(draw, graph, variant):
    rank = draw.integer(1, 4)
    x, quantization = draw.operand(variant, draw.shape(rank, 4))
    value = draw.values(variant, [1] if variant in QUANTIZED else [])
    inputs = [
        graph.input(x, quantization),
        graph.constant(amounts(draw, rank)),
        graph.constant(value, quantization),
    ]
    version = VERSIONS.get(variant, 1)
    return graph.operator("PADV2", inputs, variant, ("PadV2Options", {}), version, quantization)


@family("MIRROR_PAD", "float32", "int8", "uint8", "int16", "int32", "int64")
def mirror(draw, graph, variant):
    mode = draw.turn([0, 1])  # 0 reflects without the edge, 1 with it.
    shape = [size + 1 for size in draw.shape(draw.integer(1, 4), 4)]
    x, quantization = draw.operand(variant, shape)
    sides = [[draw.integer(0, size - 1 + mode) for _ in range(2)] for size in shape]
    inputs = [graph.input(x, quantization), graph.constant(np.array(sides, np.int32))]
    version = {"int8": 2, "int16": 3}.get(variant, 1)
    return graph.operator(
        "MIRROR_PAD", inputs, variant, ("MirrorPadOptions", {"mode": mode}), version, quantization
    )
