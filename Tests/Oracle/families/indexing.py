"""Elements chosen by indices, conditions or order."""

import numpy as np

from Oracle.draw import QUANTIZED
from Oracle.registry import family

TYPES = ["float32", "int8", "uint8", "int16", "int32", "int64", "bool"]


@family("GATHER", *TYPES, "float32-batched", "float32-int64-indices")
def gather(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 4), 5)
    axis = draw.integer(0, len(shape) - 1)
    batched = draw.integer(1, axis) if kind == "batched" and axis > 0 else 0
    indices_shape = [*shape[:batched], *draw.shape(draw.integer(0 if not batched else 1, 2), 4)]
    indices = draw.values("int32", indices_shape, low=0, high=shape[axis] - 1)
    if kind == "int64-indices":
        indices = indices.astype(np.int64)
    x, quantization = draw.operand(dtype, shape)
    second = graph.constant(indices) if draw.ordinal % 2 else None
    first = graph.input(x, quantization)
    second = graph.input(indices) if second is None else second
    if not batched and draw.chance(0.3):
        axis -= len(shape)
    version = {"int8": 2, "bool": 3, "int16": 4}.get(dtype, 1)
    options = ("GatherOptions", {"axis": axis, "batchDims": batched})
    if batched:
        version = max(version, 5)
    return graph.operator("GATHER", [first, second], dtype, options, version, quantization)


def places(draw, shape, count, depth):
    """Indices into the first `depth` axes."""
    columns = [draw.random.integers(0, shape[axis], count) for axis in range(depth)]
    return np.stack(columns, axis=-1).astype(draw.turn([np.int32, np.int64]))


@family("GATHER_ND", *TYPES)
def gather_places(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 4), 4)
    depth = draw.integer(1, len(shape))
    indices = places(draw, shape, draw.shape(draw.integer(1, 2), 4), depth)
    x, quantization = draw.operand(variant, shape)
    inputs = [graph.input(x, quantization), graph.input(indices)]
    version = {"int16": 3, "bool": 5}.get(variant, 1)
    options = ("GatherNdOptions", {})
    return graph.operator("GATHER_ND", inputs, variant, options, version, quantization)


@family("SCATTER_ND", *TYPES)
def scatter(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 4), 4)
    depth = draw.integer(1, len(shape))
    # Places may repeat: what is scattered there is summed. Sums of bytes would wrap.
    indices = places(draw, shape, [draw.integer(1, 5)], depth).astype(np.int32)
    if variant in QUANTIZED or variant == "bool":
        indices = np.unique(indices, axis=0)
    updates = draw.values(variant, [len(indices), *shape[depth:]])
    inputs = [
        graph.input(indices),
        graph.input(updates),
        graph.constant(np.array(shape, np.int32)),
    ]
    return graph.operator("SCATTER_ND", inputs, variant, ("ScatterNdOptions", {}))


@family("SELECT", *TYPES, "float32-scalar", "float32-rows")
def select(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 4), 4)
    condition = {"": shape, "scalar": [], "rows": shape[:1]}[kind]
    quantization = draw.quantization(dtype)
    inputs = [graph.input(draw.values("bool", condition))]
    inputs += [graph.input(draw.values(dtype, shape), quantization) for _ in range(2)]
    version = 2 if dtype == "int8" else 1
    return graph.operator("SELECT", inputs, dtype, ("SelectOptions", {}), version, quantization)


@family("SELECT_V2", *TYPES, "float32-broadcast", "int8-broadcast", "int32-broadcast")
def select_broadcast(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 4), 4)
    shapes = [shape] * 3
    if kind:
        shapes = [
            [1 if draw.chance(0.4) else size for size in shape][draw.integer(0, len(shape)) :]
            for _ in range(2)
        ]
        shapes.insert(draw.integer(0, 2), shape)
    quantization = draw.quantization(dtype)
    inputs = [graph.input(draw.values("bool", shapes[0]))]
    inputs += [graph.input(draw.values(dtype, other), quantization) for other in shapes[1:]]
    options = ("SelectV2Options", {})
    return graph.operator("SELECT_V2", inputs, dtype, options, 1, quantization)


@family("WHERE", "bool", "float32", "int32", "int64", "int8", "uint8")
def where(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 5), 4)
    x = draw.values(variant, shape)
    if variant != "bool":
        x = (x * draw.random.integers(0, 2, shape)).astype(variant)
    version = 1 if variant == "bool" else 2
    return graph.operator("WHERE", [graph.input(x)], "int64", ("WhereOptions", {}), version)


@family("ONE_HOT", *TYPES, "float32-int64-indices")
def one_hot(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    depth = draw.integer(1, 6)
    shape = draw.shape(draw.integer(0, 3), 4)
    # Indices outside of the depth mark nothing.
    indices = draw.values("int32", shape, low=-1, high=depth)
    quantization = draw.quantization(dtype)
    on, off = draw.values(dtype, []), draw.values(dtype, [])
    if dtype == "bool":
        on, off = np.array(True), np.array(False)
    inputs = [
        graph.input(indices.astype(np.int64) if kind else indices),
        graph.constant(np.array(depth, np.int32)),
        graph.constant(on, quantization),
        graph.constant(off, quantization),
    ]
    options = ("OneHotOptions", {"axis": draw.integer(-1, len(shape))})
    return graph.operator("ONE_HOT", inputs, dtype, options, 1, quantization)


@family("TOPK_V2", "float32", "int8", "uint8", "int16", "int32", "int64", "float32-ties")
def largest(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 3), 9)
    x, quantization = draw.operand(dtype, shape)
    if kind:
        x = np.round(x / 2)
    inputs = [
        graph.input(x, quantization),
        graph.constant(np.array(draw.integer(1, shape[-1]), np.int32)),
    ]
    version = 2 if dtype == "int8" else 1
    return graph.operators_of(
        "TOPK_V2", inputs, [dtype, "int32"], ("TopKV2Options", {}), version, [quantization, None]
    )


@family("CUMSUM", "float32", "int32", "int64")
def cumulative(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 4), 5)
    inputs = [
        graph.input(draw.values(variant, shape)),
        graph.constant(np.array(draw.integer(-len(shape), len(shape) - 1), np.int32)),
    ]
    fields = {
        "exclusive": draw.turn([False, True]),
        "reverse": draw.turn([False, True], every=2),
    }
    return graph.operator("CUMSUM", inputs, variant, ("CumsumOptions", fields))


@family("EMBEDDING_LOOKUP", "float32", "int8", "uint8", "float32-from-int8")
def embedding(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    table = [draw.integer(2, 12), *draw.shape(draw.integer(1, 3), 5)]
    lookup = draw.values("int32", [draw.integer(1, 6)], low=0, high=table[0] - 1)
    stored = "int8" if kind else dtype
    w, quantization = draw.operand(stored, table)
    if kind:
        w, quantization = draw.weights("int8", table)
    inputs = [graph.input(lookup), graph.constant(w, quantization)]
    version = 2 if stored == "int8" else 1
    result = None if kind else quantization
    return graph.operator("EMBEDDING_LOOKUP", inputs, dtype, None, version, result)
