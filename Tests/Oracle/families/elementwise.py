"""Operators on two operands that broadcast against each other."""

import numpy as np

from Oracle.draw import QUANTIZED
from Oracle.registry import alike, family

MIXED = "-broadcast"
OPTIONS = {
    "ADD": "AddOptions",
    "SUB": "SubOptions",
    "MUL": "MulOptions",
    "DIV": "DivOptions",
    "MAXIMUM": "MaximumMinimumOptions",
    "MINIMUM": "MaximumMinimumOptions",
    "SQUARED_DIFFERENCE": "SquaredDifferenceOptions",
    "POW": "PowOptions",
    "FLOOR_DIV": "FloorDivOptions",
    "FLOOR_MOD": "FloorModOptions",
    "EQUAL": "EqualOptions",
    "NOT_EQUAL": "NotEqualOptions",
    "LESS": "LessOptions",
    "LESS_EQUAL": "LessEqualOptions",
    "GREATER": "GreaterOptions",
    "GREATER_EQUAL": "GreaterEqualOptions",
    "LOGICAL_AND": "LogicalAndOptions",
    "LOGICAL_OR": "LogicalOrOptions",
}
VERSIONS = {
    "ADD": {"int8": 2, "int16": 3, "int64": 4},
    "SUB": {"int8": 2, "int16": 5, "int64": 4},
    "MUL": {"int8": 2, "int16": 4, "int64": 5},
    "DIV": {"uint8": 2},
    "MAXIMUM": {"int8": 2, "int16": 4},
    "MINIMUM": {"int8": 2, "int16": 4},
    "SQUARED_DIFFERENCE": {"int8": 2},
    "FLOOR_DIV": {"float32": 2, "int8": 3, "int16": 3},
    "FLOOR_MOD": {"int8": 2, "int16": 2},
    "EQUAL": {"int8": 2, "bool": 2, "int16": 4},
    "NOT_EQUAL": {"int8": 2, "bool": 2, "int16": 4},
    **{name: {"int8": 2} for name in ("LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL")},
}
ACTIVATED = ("ADD", "SUB", "MUL", "DIV")


def broadcast_shapes(draw, largest_rank=5):
    """Two shapes that broadcast, of equal or different ranks, scalars among them."""
    rank = draw.integer(1, largest_rank)
    full = draw.shape(rank, 4)
    shapes = [full, [1 if draw.chance(0.4) else size for size in full][draw.integer(0, rank) :]]
    if draw.chance(0.4):
        shapes[0] = [
            1 if draw.chance(0.3) and (i < rank - len(shapes[1])) else size
            for i, size in enumerate(full)
        ]
    if draw.chance(0.5):
        shapes.reverse()
    return shapes


def binary(draw, graph, operator, dtype, shapes, bounds=({}, {}), result=None, same=False):
    """An operator on two operands, of which the second is a constant in every third case."""
    x, xq = draw.operand(dtype, shapes[0], **bounds[0])
    y, yq = draw.operand(dtype, shapes[1], **bounds[1])
    if same:
        yq = xq
    first = graph.input(x, xq)
    second = graph.constant(y, yq) if draw.ordinal % 3 == 2 else graph.input(y, yq)
    fields = {"fusedActivationFunction": draw.activation()} if operator in ACTIVATED else {}
    if dtype == "int64" and fields:
        fields = {"fusedActivationFunction": 0}
    if operator in ("ADD", "SUB") and dtype == "int16":
        fields["potScaleInt16"] = False
    version = VERSIONS.get(operator, {}).get(dtype, 1)
    if result is None:
        result = dtype, xq if same else result_quantization(draw, operator, dtype, xq, yq)
    inputs = [first, second]
    return graph.operator(
        operator, inputs, result[0], (OPTIONS[operator], fields), version, result[1]
    )


def result_quantization(draw, operator, dtype, x, y):
    """Parameters that hold most results of an operator on quantized operands."""
    if dtype not in QUANTIZED:
        return None
    x, y = float(x.scale[0]), float(y.scale[0])
    levels = 128 if dtype != "int16" else 32768
    scale = {
        "MUL": x * y * levels,
        "DIV": x / y * 4 / levels,
        "SQUARED_DIFFERENCE": max(x, y) ** 2 * levels * 2,
    }.get(operator, x + y)
    return draw.quantization(dtype, scale * draw.real(0.4, 1.2))


def shapes_of(draw, variant):
    dtype, _, kind = variant.partition("-")
    if kind == "broadcast":
        return dtype, broadcast_shapes(draw)
    shape = draw.shape(draw.integer(1, 4), 6)
    return dtype, [shape, shape]


ARITHMETIC = ["float32", "int8", "uint8", "int16", "int32", "int64"]


@alike(["ADD", "SUB", "MUL"], *ARITHMETIC, *(dtype + MIXED for dtype in ARITHMETIC))
def arithmetic(draw, graph, operator, variant):
    dtype, shapes = shapes_of(draw, variant)
    return binary(draw, graph, operator, dtype, shapes)


@alike(["ADD", "SUB"], "int16-power-of-two")
def powers_of_two(draw, graph, operator, variant):
    """Scales that are powers of two, which the format's first int16 kernels require."""
    shape = draw.shape(3)
    exponent = draw.integer(8, 14)
    shift = draw.turn([0, 1, 2])
    scales = [2.0**-exponent, 2.0 ** -(exponent + shift)]
    operands = [
        graph.input(draw.values("int16", shape), draw.quantization("int16", scale, 0))
        for scale in draw.turn([scales, scales[::-1]])
    ]
    options = {"potScaleInt16": True, "fusedActivationFunction": draw.activation()}
    return graph.operator(
        operator,
        operands,
        "int16",
        (OPTIONS[operator], options),
        2,
        draw.quantization("int16", scales[0], 0),
    )


@family("DIV", "float32", "float32-broadcast", "int32", "int32-broadcast", "uint8", "int8")
def division(draw, graph, variant):
    dtype, shapes = shapes_of(draw, variant)
    if dtype == "float32":
        bounds = {}, {"low": 0.25, "high": 4.0}
    elif dtype == "int32":
        bounds = {}, {"low": 1, "high": 9}
    else:
        # A quantized divisor must not be zero: its values lie above its zero point.
        shape = shapes[0]
        x, xq = draw.operand(dtype, shape)
        low = draw.integer(-128, -20) if dtype == "int8" else draw.integer(0, 100)
        y = draw.values(dtype, shape, low=low + 20, high=127 if dtype == "int8" else 255)
        yq = draw.quantization(dtype, zero=low)
        inputs = [graph.input(x, xq), graph.input(y, yq)]
        options = {"fusedActivationFunction": draw.activation()}
        scale = float(xq.scale[0]) / float(yq.scale[0]) / 50
        return graph.operator(
            "DIV", inputs, dtype, ("DivOptions", options), 2, draw.quantization(dtype, scale)
        )
    return binary(draw, graph, "DIV", dtype, shapes, bounds)


@alike(["MAXIMUM", "MINIMUM"], *ARITHMETIC, "float32-broadcast", "int8-broadcast",
       "uint8-broadcast", "int32-broadcast")  # fmt: skip
def extremes(draw, graph, operator, variant):
    dtype, shapes = shapes_of(draw, variant)
    return binary(draw, graph, operator, dtype, shapes, same=True)


@family("SQUARED_DIFFERENCE", "float32", "float32-broadcast", "int32", "int8", "int8-broadcast")
def squared_difference(draw, graph, variant):
    dtype, shapes = shapes_of(draw, variant)
    return binary(draw, graph, "SQUARED_DIFFERENCE", dtype, shapes)


@family("POW", "float32", "float32-broadcast", "int32", "int32-broadcast")
def power(draw, graph, variant):
    dtype, shapes = shapes_of(draw, variant)
    if dtype == "float32":
        bounds = {"low": 0.1, "high": 4.0}, {"low": -3.0, "high": 3.0}
    else:
        bounds = {"low": -5, "high": 5}, {"low": 0, "high": 6}
    return binary(draw, graph, "POW", dtype, shapes, bounds)


@family("ATAN2", "float32")
def angle(draw, graph, variant):
    shape = draw.shape(draw.integer(0, 5))
    inputs = [graph.input(draw.floats(shape)) for _ in range(2)]
    return graph.operator("ATAN2", inputs, "float32")


@family("ADD_N", "float32", "int32")
def sum_of_many(draw, graph, variant):
    shape = draw.shape(draw.integer(1, 4), 5)
    inputs = [graph.input(draw.values(variant, shape)) for _ in range(draw.integer(2, 5))]
    return graph.operator("ADD_N", inputs, variant, ("AddNOptions", {}))


@alike(["FLOOR_DIV", "FLOOR_MOD"], "float32", "float32-broadcast", "int32", "int32-broadcast",
       "int64", "int8", "int16")  # fmt: skip
def floored(draw, graph, operator, variant):
    dtype, shapes = shapes_of(draw, variant)
    sign = draw.turn([1, -1])
    bound = sorted([sign * 1, sign * 9])
    low, high = bound if dtype != "float32" else sorted([sign * 0.5, sign * 4.0])
    x = draw.values(dtype, shapes[0])
    y = draw.values(dtype, shapes[1], low=low, high=high)
    inputs = [graph.input(x), graph.input(y)]
    version = VERSIONS[operator].get(dtype, 1)
    return graph.operator(operator, inputs, dtype, (OPTIONS[operator], {}), version)


COMPARED = ["float32", "int8", "uint8", "int32", "int64", "float32-broadcast", "int8-broadcast",
            "uint8-broadcast", "int32-broadcast"]  # fmt: skip


@alike(["EQUAL", "NOT_EQUAL"], *COMPARED, "bool", "int16")
@alike(["LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL"], *COMPARED, "int16")
def comparison(draw, graph, operator, variant):
    dtype, shapes = shapes_of(draw, variant)
    # A narrow range, so that equal operands occur.
    if dtype == "bool":
        x, y = draw.values(dtype, shapes[0]), draw.values(dtype, shapes[1])
    elif dtype == "float32":
        x, y = (np.round(draw.floats(shape, 1)) for shape in shapes)
    else:
        low = 0 if dtype == "uint8" else -2
        x, y = (draw.values(dtype, shape, low=low, high=3) for shape in shapes)
    xq = yq = None
    if dtype in ("int8", "uint8"):
        xq = draw.quantization(dtype, zero=draw.integer(0, 3))
        yq = xq if draw.chance(0.5) else draw.quantization(dtype, zero=draw.integer(0, 3))
    inputs = [graph.input(x, xq), graph.input(y, yq)]
    version = VERSIONS.get(operator, {}).get(dtype, 1)
    return graph.operator(operator, inputs, "bool", (OPTIONS[operator], {}), version)


@alike(["LOGICAL_AND", "LOGICAL_OR"], "bool", "bool-broadcast")
def logical(draw, graph, operator, variant):
    _, shapes = shapes_of(draw, variant)
    inputs = [graph.input(draw.values("bool", shape)) for shape in shapes]
    return graph.operator(operator, inputs, "bool", (OPTIONS[operator], {}))
