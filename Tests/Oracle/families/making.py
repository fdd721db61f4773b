"""Tensors made from few numbers or from the shape of another."""

import numpy as np

from Oracle.registry import family

KINDS = {"int32": 2, "int64": 4}


@family("FILL", "float32", "int8", "int16", "int32", "int64", "bool", "float32-dynamic")
def fill(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = np.array(draw.shape(draw.integer(1, 4), 4), draw.turn([np.int32, np.int64]))
    quantization = draw.quantization(dtype)
    dimensions = graph.input(shape) if kind else graph.constant(shape)
    inputs = [dimensions, graph.input(draw.values(dtype, []), quantization)]
    version = 3 if dtype in ("int8", "int16") else 2 if dtype == "bool" else 1
    return graph.operator("FILL", inputs, dtype, ("FillOptions", {}), version, quantization)


@family("RANGE", "float32", "int32", "int64")
def numbers(draw, graph, variant):
    step = draw.integer(1, 4) * draw.turn([1, -1])
    start = draw.integer(-8, 8)
    limit = start + step * draw.integer(1, 7) + draw.integer(0, 1)
    values = [start, limit, step]
    if variant == "float32":
        values = [value * 0.3 for value in values]
    put = graph.input if draw.ordinal % 2 else graph.constant
    inputs = [put(np.array(value, variant)) for value in values]
    if not graph.inputs:
        inputs[0] = graph.input(np.array(values[0], variant))
    return graph.operator("RANGE", inputs, variant, ("RangeOptions", {}))


@family("SHAPE", "int32", "int64")
def shape_of(draw, graph, variant):
    dtype = draw.turn(["float32", "int8", "int64"])
    x, quantization = draw.operand(dtype, draw.shape(draw.integer(0, 5), 6))
    options = ("ShapeOptions", {"outType": KINDS[variant]})
    return graph.operator("SHAPE", [graph.input(x, quantization)], variant, options)


@family("RANK", "int32")
def rank_of(draw, graph, variant):
    x, quantization = draw.operand(
        draw.turn(["float32", "uint8", "int32"]), draw.shape(draw.integer(0, 5), 4)
    )
    return graph.operator("RANK", [graph.input(x, quantization)], variant, ("RankOptions", {}))
