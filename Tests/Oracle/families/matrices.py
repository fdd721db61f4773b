"""Operators that write a part of a tensor: diagonals, slices, segments, distinct elements."""

import numpy as np

from Oracle.registry import family

TYPES = ["float32", "int8", "uint8", "int16", "int32", "int64"]


@family("MATRIX_DIAG", *TYPES)
def diagonal(draw, graph, variant):
    x, quantization = draw.operand(variant, draw.shape(draw.integer(1, 3), 4))
    inputs = [graph.input(x, quantization)]
    options = ("MatrixDiagOptions", {})
    return graph.operator("MATRIX_DIAG", inputs, variant, options, 1, quantization)


@family("MATRIX_SET_DIAG", *TYPES)
def set_diagonal(draw, graph, variant):
    shape = draw.shape(draw.integer(2, 4), 5)
    quantization = draw.quantization(variant)
    diagonals = [*shape[:-2], min(shape[-2:])]
    inputs = [graph.input(draw.values(variant, part), quantization) for part in (shape, diagonals)]
    options = ("MatrixSetDiagOptions", {})
    return graph.operator("MATRIX_SET_DIAG", inputs, variant, options, 1, quantization)


@family("DYNAMIC_UPDATE_SLICE", "float32", "int8", "int32", "int64", "bool")
def update(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 4), 5)
    part = [draw.integer(1, size) for size in shape]
    # A start that would reach over the end is moved back.
    start = [draw.integer(0, size) for size in shape]
    quantization = draw.quantization(variant)
    inputs = [graph.input(draw.values(variant, sizes), quantization) for sizes in (shape, part)]
    inputs.append(graph.input(np.array(start, np.int32)))
    return graph.operator("DYNAMIC_UPDATE_SLICE", inputs, variant, quantization=quantization)


@family("SEGMENT_SUM", "float32", "int32")
def segments(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 3), 6)
    # Numbered from zero, without gaps.
    numbers = np.cumsum([0, *draw.values("int32", [shape[0] - 1], low=0, high=1)])
    numbers = numbers.astype(np.int32)
    inputs = [graph.input(draw.values(variant, shape)), graph.input(numbers)]
    return graph.operator("SEGMENT_SUM", inputs, variant, ("SegmentSumOptions", {}))


@family("BROADCAST_ARGS", "int32", "int64")
def common_shape(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 5), 4)
    other = [1 if draw.chance(0.4) else size for size in shape][draw.integer(0, len(shape) - 1) :]
    shapes = [shape, other] if draw.chance(0.5) else [other, shape]
    inputs = [graph.input(np.array(part, variant)) for part in shapes]
    return graph.operator("BROADCAST_ARGS", inputs, variant)


@family("SPARSE_TO_DENSE", "float32", "int32", "int64", "int8", "uint8")
def scatter_values(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 4), 5)
    count = draw.integer(1, 4)
    places = np.stack([draw.random.integers(0, size, count) for size in shape], axis=-1)
    places = np.unique(places.astype(np.int32), axis=0)
    inputs = [
        graph.input(places),
        graph.constant(np.array(shape, np.int32)),
        graph.input(draw.values(variant, [len(places)])),
        graph.constant(draw.values(variant, [])),
    ]
    version = {"int8": 3, "uint8": 3, "int64": 2}.get(variant, 1)
    options = ("SparseToDenseOptions", {"validateIndices": False})
    return graph.operator("SPARSE_TO_DENSE", inputs, variant, options, version)


@family("UNIQUE", "float32", "int8", "uint8", "int16", "int32", "int64")
def distinct(draw, graph, variant):
    low = 0 if variant == "uint8" else -3
    x = draw.values(variant, [draw.integer(1, 12)], low=low, high=3)
    x = np.round(x) if variant == "float32" else x
    options = ("UniqueOptions", {"idxOutType": 2})
    return graph.operators_of("UNIQUE", [graph.input(x)], [variant, "int32"], options)
