"""Tensors put together and taken apart."""

import numpy as np

from Oracle.draw import QUANTIZED
from Oracle.registry import family

TYPES = ["float32", "int8", "uint8", "int16", "int32", "int64", "bool"]


@family("CONCATENATION", *TYPES, "int8-rescaled", "uint8-rescaled")
def concatenation(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 5), 5)
    axis = draw.integer(-len(shape), len(shape) - 1)
    result = draw.quantization(dtype)
    inputs = []
    for number in range(draw.integer(1, 5)):
        part = list(shape)
        part[axis] = draw.integer(1, 5)
        quantization = result
        if kind:
            quantization = draw.quantization(dtype, float(result.scale[0]) * draw.real(0.5, 1.2))
        x = draw.values(dtype, part)
        constant = number > 0 and draw.chance(0.2)
        inputs.append(graph.constant(x, quantization) if constant else graph.input(x, quantization))
    version = {"int8": 2, "int16": 3}.get(dtype, 1)
    options = ("ConcatenationOptions", {"axis": axis})
    return graph.operator("CONCATENATION", inputs, dtype, options, version, result)


@family("SPLIT", *TYPES[:6])
def split(draw, graph, variant):
    count = draw.integer(1, 4)
    shape = draw.shape(draw.integer(1, 4), 4)
    axis = draw.integer(-len(shape), len(shape) - 1)
    shape[axis] = count * draw.integer(1, 3)
    x, quantization = draw.operand(variant, shape)
    inputs = [graph.constant(np.array(axis, np.int32)), graph.input(x, quantization)]
    version = {"int8": 2, "int16": 4, "int32": 3}.get(variant, 1)
    options = ("SplitOptions", {"numSplits": count})
    return graph.operators_of(
        "SPLIT", inputs, [variant] * count, options, version, [quantization] * count
    )


@family("SPLIT_V", *TYPES[:6])
def split_unevenly(draw, graph, variant):
    sizes = [draw.integer(1, 4) for _ in range(draw.integer(1, 4))]
    shape = draw.shape(draw.integer(1, 4), 4)
    axis = draw.integer(-len(shape), len(shape) - 1)
    shape[axis] = sum(sizes)
    if draw.chance(0.4):
        sizes[draw.integer(0, len(sizes) - 1)] = -1  # The rest.
    x, quantization = draw.operand(variant, shape)
    inputs = [
        graph.input(x, quantization),
        graph.constant(np.array(sizes, np.int32)),
        graph.constant(np.array(axis, np.int32)),
    ]
    count = len(sizes)
    options = ("SplitVOptions", {"numSplits": count})
    version = 2 if variant in ("int8", "int16") else 1
    return graph.operators_of(
        "SPLIT_V", inputs, [variant] * count, options, version, [quantization] * count
    )


@family("PACK", *TYPES[:6])
def pack(draw, graph, variant):
    shape = draw.shape(draw.integer(0, 4), 4)
    count = draw.integer(1, 4)
    quantization = draw.quantization(variant)
    inputs = [graph.input(draw.values(variant, shape), quantization) for _ in range(count)]
    axis = draw.integer(-len(shape) - 1, len(shape))
    options = ("PackOptions", {"valuesCount": count, "axis": axis})
    version = 2 if variant in QUANTIZED else 1
    return graph.operator("PACK", inputs, variant, options, version, quantization)


@family("UNPACK", *TYPES)
def unpack(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 4), 4)
    axis = draw.integer(-len(shape), len(shape) - 1)
    x, quantization = draw.operand(variant, shape)
    count = shape[axis]
    options = ("UnpackOptions", {"num": count, "axis": axis})
    version = {"int8": 2, "uint8": 2, "bool": 3, "int16": 4}.get(variant, 1)
    inputs = [graph.input(x, quantization)]
    return graph.operators_of(
        "UNPACK", inputs, [variant] * count, options, version, [quantization] * count
    )
