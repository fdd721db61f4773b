"""Reductions along axes."""

import numpy as np

from Oracle.draw import QUANTIZED
from Oracle.registry import alike


def some_axes(draw, rank):
    """Axes counted from either end, at times all of them, in any order."""
    count = rank if draw.chance(0.2) else draw.integer(1, rank)
    axes = draw.random.permutation(rank)[:count]
    return np.array([axis - rank if draw.chance(0.3) else axis for axis in axes], np.int32)


@alike(["MEAN", "SUM"], "float32", "int8", "uint8", "int16", "int32", "int64")
@alike(["REDUCE_MAX", "REDUCE_MIN"], "float32", "int8", "uint8", "int16", "int32", "int64")
@alike(["REDUCE_PROD"], "float32", "int8", "int16", "int32", "int64")
@alike(["REDUCE_ANY", "REDUCE_ALL"], "bool")
def reduction(draw, graph, operator, dtype):
    shape = draw.shape(draw.integer(1, 5), 5)
    axes = some_axes(draw, len(shape))
    if operator == "MEAN" and draw.ordinal % 3 == 0:
        # The mean over an image, which most classifiers have.
        shape, axes = draw.shape(4, 7), np.array([1, 2], np.int32)
    bounds = {"low": -2, "high": 3} if operator == "REDUCE_PROD" else {}
    if operator == "REDUCE_PROD" and dtype in QUANTIZED:
        bounds = {}
    x, quantization = draw.operand(dtype, shape, **bounds)
    if dtype == "bool":
        # Mostly one value, or else every result would be the same.
        x = draw.random.random(shape) < (0.2 if operator == "REDUCE_ANY" else 0.8)
    result = quantization
    if dtype in QUANTIZED and operator in ("MEAN", "SUM", "REDUCE_PROD"):
        taps = np.prod([shape[axis] for axis in axes])
        scale = float(quantization.scale[0])
        if operator == "REDUCE_PROD":
            quantization = draw.quantization(dtype, 3.0 / np.iinfo(dtype).max)
            result = draw.quantization(dtype, 3.0 / np.iinfo(dtype).max)
        elif draw.ordinal % 3 != 1:
            growth = np.sqrt(taps) if operator == "SUM" else 1 / np.sqrt(taps)
            result = draw.quantization(dtype, scale * growth * draw.real(0.8, 1.5))
        elif operator == "SUM":
            result = draw.quantization(dtype, scale * taps)
    axes = axes[0] if len(axes) == 1 and draw.chance(0.5) else axes
    version = {"int8": 2, "int16": 3}.get(dtype, 1)
    if operator.startswith("REDUCE_A"):
        version = 1
    return graph.operator(
        operator,
        [graph.input(x, quantization), graph.constant(np.asarray(axes, np.int32))],
        dtype,
        ("ReducerOptions", {"keepDims": draw.turn([False, True])}),
        min(version, 2) if operator in ("SUM", "REDUCE_PROD") else version,
        result,
    )


@alike(["ARG_MAX", "ARG_MIN"], "float32", "int8", "uint8", "int32", "bool", "float32-to-int64")
def position(draw, graph, operator, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 4), 6)
    x, quantization = draw.operand(dtype, shape)
    if dtype != "float32" and dtype != "bool":
        # A narrow range, so that ties occur.
        x = draw.values(dtype, shape, low=0, high=4)
    axis = draw.integer(-len(shape), len(shape) - 1)
    result = "int64" if kind else "int32"
    options = "ArgMaxOptions" if operator == "ARG_MAX" else "ArgMinOptions"
    version = {"int8": 2}.get(dtype, 1)
    return graph.operator(
        operator,
        [graph.input(x, quantization), graph.constant(np.array(axis, np.int32))],
        result,
        (options, {"outputType": 4 if kind else 2}),
        version,
    )
