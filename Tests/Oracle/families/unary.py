"""Operators on one operand, element by element."""

import numpy as np

from Oracle.registry import alike, family

OPTIONS = {
    "ABS": "AbsOptions",
    "EXP": "ExpOptions",
    "NEG": "NegOptions",
    "SQUARE": "SquareOptions",
    "COS": "CosOptions",
    "LOGICAL_NOT": "LogicalNotOptions",
    "ZEROS_LIKE": "ZerosLikeOptions",
}
SPECIAL = np.array([0.0, -0.0, np.inf, -np.inf, 1e-30, -1e30, 1e30, 0.5, 1.5, 2.5, -0.5, -1.5])


def options(operator):
    return (OPTIONS[operator], {}) if operator in OPTIONS else None


def operand_shape(draw):
    return draw.shape(draw.integer(0, 5), 5)


@alike(
    ["ABS", "NEG", "EXP", "LOG", "SQRT", "RSQRT", "SQUARE", "FLOOR", "CEIL", "ROUND"],
    "float32", "float32-special",
)  # fmt: skip
@alike(["SIN", "COS", "SIGN", "ZEROS_LIKE"], "float32")
def float_unary(draw, graph, operator, variant):
    shape = operand_shape(draw)
    values = SPECIAL.astype(np.float32) if variant == "float32-special" else draw.floats(shape, 4)
    if operator in ("LOG", "SQRT", "RSQRT"):
        values = np.abs(values)
        if draw.ordinal % 3 == 2 and values.ndim:
            values.flat[0] = -1.0
    return graph.operator(operator, [graph.input(values)], "float32", options(operator))


@alike(["ABS", "NEG", "SIGN"], "int32")
@alike(["ABS", "NEG", "ZEROS_LIKE"], "int64")
@alike(["ZEROS_LIKE"], "int32", "bool")
@alike(["SQUARE", "LOG", "SQRT"], "int32")
def integer_unary(draw, graph, operator, variant):
    values = draw.values(variant, operand_shape(draw))
    return graph.operator(operator, [graph.input(values)], variant, options(operator))


@family("LOGICAL_NOT", "bool")
def negation(draw, graph, variant):
    values = draw.values("bool", operand_shape(draw))
    return graph.operator("LOGICAL_NOT", [graph.input(values)], "bool", options("LOGICAL_NOT"))


@alike(["ABS", "EXP"], "int8", "int16")
@alike(["LOG", "RSQRT"], "int8")
@alike(["NEG", "SQUARE", "SQRT", "SIN", "COS", "FLOOR", "CEIL"], "int8")
def quantized_unary(draw, graph, operator, variant):
    shape = draw.shape(draw.integer(1, 4), 6)
    x = draw.values(variant, shape)
    quantization = draw.quantization(variant)
    if operator in ("LOG", "RSQRT", "SQRT"):
        # Operands below zero are refused as the model runs.
        quantization = draw.quantization(variant, zero=-128)
        x = np.maximum(x, -120)
        result = draw.quantization(
            variant, 0.05 if operator == "LOG" else 0.1, 0 if operator == "LOG" else -128
        )
    elif operator == "EXP":
        quantization = draw.quantization(variant, draw.real(1, 4) / np.iinfo(variant).max)
        result = draw.quantization(variant, draw.real(8, 40) / np.iinfo(variant).max)
    else:
        result = draw.quantization(variant, float(quantization.scale[0]) * draw.real(0.7, 2))
    if operator == "NEG":
        result = quantization
    version = 2 if operator in ("ABS", "EXP", "LOG", "RSQRT") else 1
    inputs = [graph.input(x, quantization)]
    return graph.operator(operator, inputs, variant, options(operator), version, result)
