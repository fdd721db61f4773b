"""Parts of a tensor."""

import numpy as np

from Oracle.registry import family

TYPES = ["float32", "int8", "uint8", "int16", "int32", "int64", "bool"]


@family("SLICE", *TYPES, "float32-dynamic")
def slices(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 5), 5)
    begin = [draw.integer(0, size - 1) for size in shape]
    extent = [
        -1 if draw.chance(0.3) else draw.integer(1, size - start)
        for size, start in zip(shape, begin)
    ]
    integers = draw.turn([np.int32, np.int64])
    bounds = [np.array(begin, integers), np.array(extent, integers)]
    x, quantization = draw.operand(dtype, shape)
    put = graph.input if kind else graph.constant
    inputs = [graph.input(x, quantization), *map(put, bounds)]
    version = {"int8": 2, "int16": 4}.get(dtype, 1)
    if len(shape) == 5:
        version = max(version, 5)
    return graph.operator("SLICE", inputs, dtype, ("SliceOptions", {}), version, quantization)


def mask(draw, rank, probability):
    return sum(1 << axis for axis in range(rank) if draw.chance(probability))


@family(
    "STRIDED_SLICE", *TYPES, "float32-masks", "float32-shrink", "float32-ellipsis",
    "float32-new-axis", "float32-backwards", "float32-dynamic", "int32-shape",
)  # fmt: skip
def strided(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    if kind == "shape":
        return part_of_shape(draw, graph)
    shape = draw.shape(draw.integer(1, 4), 6)
    fields = {}
    entries = len(shape)
    if kind == "ellipsis":
        entries = draw.integer(1, len(shape))
        fields["ellipsisMask"] = 1 << draw.integer(0, entries - 1)
    if kind == "new-axis":
        shape = shape[:3]
        entries = len(shape) + 1
        fields["newAxisMask"] = 1 << draw.integer(0, entries - 1)
    begin, end, stride = [], [], []
    # Which axis an entry is about matters only for its bounds; any are legal after a mask.
    for entry in range(entries):
        size = shape[min(entry, len(shape) - 1)]
        step = draw.choice([1, 1, 2, 3])
        first, last = draw.integer(0, size - 1), draw.integer(1, size)
        if last <= first and kind in ("", "dynamic"):
            first, last = 0, size
        if kind == "backwards" and draw.chance(0.7):
            step, first, last = -step, draw.integer(0, size - 1), -size - 1
        elif draw.chance(0.3):
            first -= size  # Counted from the end.
        begin.append(first)
        end.append(last)
        stride.append(step)
    if kind in ("masks", "backwards"):
        fields["beginMask"] = mask(draw, entries, 0.5)
        fields["endMask"] = mask(draw, entries, 0.5)
    if kind == "shrink":
        fields["shrinkAxisMask"] = mask(draw, entries, 0.5) or 1
        stride = [1] * entries
        end = [b + 1 if b != -1 else size for b, size in zip(begin, shape)]
    x, quantization = draw.operand(dtype, shape)
    put = graph.input if kind == "dynamic" else graph.constant
    inputs = [graph.input(x, quantization)]
    inputs += [put(np.array(values, np.int32)) for values in (begin, end, stride)]
    version = {"int8": 2, "bool": 3, "int16": 4}.get(dtype, 1)
    options = ("StridedSliceOptions", fields)
    return graph.operator("STRIDED_SLICE", inputs, dtype, options, version, quantization)


def part_of_shape(draw, graph):
    """One dimension of a tensor, as converters write it for a batch of unknown size."""
    x = graph.input(draw.values("float32", draw.shape(3)))
    shape = graph.operator("SHAPE", [x], "int32", ("ShapeOptions", {"outType": 2}))
    axis = draw.integer(0, 2)
    bounds = [graph.constant(np.array([value], np.int32)) for value in (axis, axis + 1, 1)]
    options = ("StridedSliceOptions", {"shrinkAxisMask": 1})
    return graph.operator("STRIDED_SLICE", [shape, *bounds], "int32", options)
