"""Operators that move elements without changing them."""

import numpy as np

from Oracle.registry import alike, family

TYPES = ["float32", "int8", "uint8", "int16", "int32", "int64", "bool"]


# These have had a second version since they take int8.
SECOND_FOR_INT8 = {
    "DEPTH_TO_SPACE",
    "SPACE_TO_DEPTH",
    "SPACE_TO_BATCH_ND",
    "BATCH_TO_SPACE_ND",
    "TILE",
    "TRANSPOSE",
}


def same(graph, operator, inputs, dtype, quantization, options=None):
    """An operator whose result has the type and the quantization of its operand."""
    version = 2 if operator in SECOND_FOR_INT8 and dtype == "int8" else 1
    if operator == "BROADCAST_TO":
        version = 2
    return graph.operator(operator, inputs, dtype, options, version, quantization)


@family("RESHAPE", *TYPES, "float32-options", "float32-dynamic")
def reshape(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 5), 4)
    target = list(draw.random.permutation(shape))
    if len(target) > 1 and draw.chance(0.5):
        target[:2] = [target[0] * target[1]]
    if draw.chance(0.5):
        target.insert(draw.integer(0, len(target)), 1)
    target = [int(size) for size in target]
    if draw.chance(0.5):
        target[draw.integer(0, len(target) - 1)] = -1  # What the others leave.
    x, quantization = draw.operand(dtype, shape)
    inputs = [graph.input(x, quantization)]
    if kind == "dynamic":
        inputs.append(graph.input(np.array(target, np.int32)))
    elif kind != "options":
        inputs.append(graph.constant(np.array(target, np.int32)))
    options = ("ReshapeOptions", {"newShape": np.array(target, np.int32)})
    return same(
        graph, "RESHAPE", inputs, dtype, quantization, None if kind == "dynamic" else options
    )


@family("SQUEEZE", *TYPES[:6])
def squeeze(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 5), 3)
    ones = [axis for axis, size in enumerate(shape) if size == 1]
    axes = [] if draw.ordinal % 2 else [axis for axis in ones if draw.chance(0.6)]
    axes = [axis - len(shape) if draw.chance(0.3) else axis for axis in axes]
    x, quantization = draw.operand(variant, shape)
    options = ("SqueezeOptions", {"squeezeDims": np.array(axes, np.int32)})
    return same(graph, "SQUEEZE", [graph.input(x, quantization)], variant, quantization, options)


@family("EXPAND_DIMS", *TYPES[:6])
def expand(draw, graph, variant):
    shape = draw.shape(draw.integer(0, 4), 4)
    x, quantization = draw.operand(variant, shape)
    axis = draw.integer(-len(shape) - 1, len(shape))
    axis = np.array(axis, np.int32) if draw.chance(0.5) else np.array([axis], np.int32)
    inputs = [graph.input(x, quantization), graph.constant(axis)]
    return same(graph, "EXPAND_DIMS", inputs, variant, quantization, ("ExpandDimsOptions", {}))


@family("TRANSPOSE", *TYPES, "float32-6d")
def transpose(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    rank = 6 if kind else draw.integer(1, 5)
    x, quantization = draw.operand(dtype, draw.shape(rank, 4))
    order = draw.random.permutation(rank).astype(np.int32)
    if draw.chance(0.2):
        order -= rank  # Counted from the end.
    inputs = [graph.input(x, quantization), graph.constant(order)]
    return same(graph, "TRANSPOSE", inputs, dtype, quantization, ("TransposeOptions", {}))


@family("TILE", *TYPES, "float32-dynamic")
def tile(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    rank = draw.integer(1, 4)
    x, quantization = draw.operand(dtype, draw.shape(rank, 3))
    times = draw.random.integers(1, 4, rank).astype(draw.turn([np.int32, np.int64]))
    second = graph.input(times) if kind else graph.constant(times)
    inputs = [graph.input(x, quantization), second]
    return same(graph, "TILE", inputs, dtype, quantization, ("TileOptions", {}))


@family("BROADCAST_TO", *TYPES)
def broadcast(draw, graph, variant):
    target = draw.shape(draw.integer(1, 5), 4)
    shape = [1 if draw.chance(0.4) else size for size in target]
    shape = shape[draw.integer(0, len(shape) - 1) :]
    x, quantization = draw.operand(variant, shape)
    target = np.array(target, draw.turn([np.int32, np.int64]))
    inputs = [graph.input(x, quantization), graph.constant(target)]
    options = ("BroadcastToOptions", {})
    return same(graph, "BROADCAST_TO", inputs, variant, quantization, options)


@alike(["DEPTH_TO_SPACE", "SPACE_TO_DEPTH"], *TYPES[:3], *TYPES[4:6])
def blocks(draw, graph, operator, variant):
    block = draw.integer(1, 3)
    batches, height, width, depth = draw.shape(4, 4)
    if operator == "DEPTH_TO_SPACE":
        shape = [batches, height, width, depth * block * block]
    else:
        shape = [batches, height * block, width * block, depth]
    x, quantization = draw.operand(variant, shape)
    kind = "DepthToSpaceOptions" if operator == "DEPTH_TO_SPACE" else "SpaceToDepthOptions"
    inputs = [graph.input(x, quantization)]
    options = (kind, {"blockSize": block})
    return same(graph, operator, inputs, variant, quantization, options)


@family("SPACE_TO_BATCH_ND", *TYPES[:6], "float32-3d")
def space_to_batch(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    spatial = 1 if kind else 2
    block = [draw.integer(1, 3) for _ in range(spatial)]
    size = [draw.integer(1, 6) for _ in range(spatial)]
    sides = []
    for b, n in zip(block, size):
        before = draw.integer(0, 2)
        sides.append([before, -(n + before) % b])
    x, quantization = draw.operand(dtype, [draw.integer(1, 2), *size, draw.integer(1, 5)])
    inputs = [
        graph.input(x, quantization),
        graph.constant(np.array(block, np.int32)),
        graph.constant(np.array(sides, np.int32)),
    ]
    options = ("SpaceToBatchNDOptions", {})
    return same(graph, "SPACE_TO_BATCH_ND", inputs, dtype, quantization, options)


@family("BATCH_TO_SPACE_ND", *TYPES[:6], "float32-3d")
def batch_to_space(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    spatial = 1 if kind else 2
    block = [draw.integer(1, 3) for _ in range(spatial)]
    size = [draw.integer(1, 4) for _ in range(spatial)]
    crops = []
    for b, n in zip(block, size):
        before = draw.integer(0, min(2, b * n - 1))
        crops.append([before, draw.integer(0, min(2, b * n - 1 - before))])
    batches = int(np.prod(block)) * draw.integer(1, 2)
    x, quantization = draw.operand(dtype, [batches, *size, draw.integer(1, 5)])
    inputs = [
        graph.input(x, quantization),
        graph.constant(np.array(block, np.int32)),
        graph.constant(np.array(crops, np.int32)),
    ]
    options = ("BatchToSpaceNDOptions", {})
    return same(graph, "BATCH_TO_SPACE_ND", inputs, dtype, quantization, options)


@family("REVERSE_V2", *TYPES)
def reverse(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 5), 4)
    x, quantization = draw.operand(variant, shape)
    axis = draw.integer(0, len(shape) - 1)
    axes = [axis, axis + 1] if axis + 1 < len(shape) and draw.chance(0.4) else [axis]
    inputs = [graph.input(x, quantization), graph.constant(np.array(axes, np.int32))]
    options = ("ReverseV2Options", {})
    return same(graph, "REVERSE_V2", inputs, variant, quantization, options)


@family("REVERSE_SEQUENCE", "float32", "uint8", "int8", "int16", "int32", "int64")
def reverse_sequences(draw, graph, variant):
    shape = draw.shape(draw.integer(2, 4), 5)
    axes = draw.random.permutation(len(shape))
    along, batch = int(axes[0]), int(axes[1])
    lengths = draw.random.integers(0, shape[along] + 1, shape[batch])
    lengths = lengths.astype(draw.turn([np.int32, np.int64]))
    x, quantization = draw.operand(variant, shape)
    inputs = [graph.input(x, quantization), graph.input(lengths)]
    options = ("ReverseSequenceOptions", {"seqDim": along, "batchDim": batch})
    return graph.operator("REVERSE_SEQUENCE", inputs, variant, options, 1, quantization)
