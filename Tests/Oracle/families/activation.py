"""Activations that are operators of their own, and the normalizing exponentials."""

import numpy as np

from Oracle.builder import Quantization
from Oracle.registry import alike, family

RECTIFIERS = ["RELU", "RELU6", "RELU_N1_TO_1", "RELU_0_TO_1"]


def shape_of(draw):
    return draw.shape(draw.integer(1, 5), 6)


@alike(RECTIFIERS, "float32", "int8", "uint8", "int16")
def rectifier(draw, graph, operator, variant):
    x, quantization = draw.operand(variant, shape_of(draw))
    result = quantization
    if quantization is not None and draw.ordinal % 2:
        scale = float(quantization.scale[0]) * draw.real(0.5, 2)
        result = draw.quantization(variant, scale)
    version = 2 if variant in ("int8", "int16") and operator in ("RELU", "RELU6") else 1
    inputs = [graph.input(x, quantization)]
    return graph.operator(operator, inputs, variant, None, version, result)


@family("LEAKY_RELU", "float32", "int8", "uint8", "int16")
def leaky(draw, graph, variant):
    x, quantization = draw.operand(variant, shape_of(draw))
    result = None
    if quantization is not None:
        result = draw.quantization(variant, float(quantization.scale[0]) * draw.real(0.6, 1.5))
    alpha = draw.choice([0.01, 0.1, 0.2, 0.3, 1.5])
    inputs = [graph.input(x, quantization)]
    version = 1 if variant == "float32" else 2
    options = ("LeakyReluOptions", {"alpha": alpha})
    return graph.operator("LEAKY_RELU", inputs, variant, options, version, result)


@family("PRELU", "float32", "float32-full", "int8", "uint8")
def parametric(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(4, 5)
    slopes = shape[1:] if kind == "full" else [1, 1, shape[3]]
    x, xq = draw.operand(dtype, shape)
    w, wq = draw.operand(dtype, slopes)
    result = None
    if dtype != "float32":
        wq = Quantization(draw.real(0.002, 0.01), draw.integer(-20, 20) + 128 * (dtype == "uint8"))
        result = draw.quantization(dtype, float(xq.scale[0]) * draw.real(0.6, 1.5))
    inputs = [graph.input(x, xq), graph.constant(w, wq)]
    return graph.operator("PRELU", inputs, dtype, None, 1, result)


@alike(["ELU", "HARD_SWISH"], "float32", "int8")
@alike(["HARD_SWISH"], "uint8")
@alike(["GELU"], "float32", "float32-approximate", "int8", "uint8", "int8-approximate")
def smooth(draw, graph, operator, variant):
    dtype, _, kind = variant.partition("-")
    x, quantization = draw.operand(dtype, shape_of(draw))
    result = None
    if quantization is not None:
        quantization = draw.quantization(dtype, draw.real(0.02, 0.08))
        result = draw.quantization(dtype, float(quantization.scale[0]) * draw.real(0.4, 1.2))
    options = {
        "GELU": ("GeluOptions", {"approximate": kind == "approximate"}),
        "HARD_SWISH": ("HardSwishOptions", {}),
        "ELU": None,
    }[operator]
    version = 2 if operator == "GELU" and dtype != "float32" else 1
    inputs = [graph.input(x, quantization)]
    return graph.operator(operator, inputs, dtype, options, version, result)


# The format fixes the quantization of these results.
FIXED = {
    "LOGISTIC": {"int8": (1 / 256, -128), "uint8": (1 / 256, 0), "int16": (1 / 32768, 0)},
    "SOFTMAX": {"int8": (1 / 256, -128), "uint8": (1 / 256, 0), "int16": (1 / 32768, 0)},
    "TANH": {"int8": (1 / 128, 0), "uint8": (1 / 128, 128), "int16": (1 / 32768, 0)},
    "LOG_SOFTMAX": {"int8": (16 / 256, 127), "uint8": (16 / 256, 255)},
}


def fixed(operator, dtype):
    parameters = FIXED[operator].get(dtype)
    return None if parameters is None else Quantization(*parameters)


@alike(["LOGISTIC", "TANH"], "float32", "int8", "uint8", "int16", "int16-power-of-two")
def squashing(draw, graph, operator, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 4), 9)
    x, quantization = draw.operand(dtype, shape)
    if dtype == "float32":
        x = x * np.float32(3)
    else:
        scale = draw.real(2, 12) / np.iinfo(dtype).max
        if kind == "power-of-two":
            scale = 2.0 ** -draw.integer(11, 13)
        quantization = draw.quantization(dtype, scale)
    version = {"int8": 2, "int16": 3}.get(dtype, 1)
    inputs = [graph.input(x, quantization)]
    return graph.operator(operator, inputs, dtype, None, version, fixed(operator, dtype))


@family("SOFTMAX", "float32", "int8", "uint8", "int16", "int8-to-int16")
def softmax(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 4), 12)
    x, quantization = draw.operand(dtype, shape)
    if dtype != "float32":
        quantization = draw.quantization(dtype, draw.real(2, 10) / np.iinfo(dtype).max)
    result = "int16" if kind else dtype
    beta = draw.turn([1.0, 0.5, 2.0])
    version = {"int8": 2, "int16": 3}.get(dtype, 1)
    inputs = [graph.input(x, quantization)]
    options = ("SoftmaxOptions", {"beta": beta})
    return graph.operator("SOFTMAX", inputs, result, options, version, fixed("SOFTMAX", result))


@family("LOG_SOFTMAX", "float32", "int8", "uint8")
def log_softmax(draw, graph, variant):
    x, quantization = draw.operand(variant, draw.shape(draw.integer(1, 4), 12))
    if variant != "float32":
        quantization = draw.quantization(variant, draw.real(2, 10) / np.iinfo(variant).max)
    version = 2 if variant == "int8" else 1
    inputs = [graph.input(x, quantization)]
    result = fixed("LOG_SOFTMAX", variant)
    return graph.operator(
        "LOG_SOFTMAX", inputs, variant, ("LogSoftmaxOptions", {}), version, result
    )
