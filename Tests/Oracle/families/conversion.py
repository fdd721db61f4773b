"""Conversions from type to type."""

import numpy as np

from Oracle.builder import TYPES, Quantization
from Oracle.registry import family

CAST = ["float32", "int8", "uint8", "int16", "int32", "int64", "bool"]


@family("CAST", *(f"{a}-to-{b}" for a in CAST for b in CAST if a != b))
def cast(draw, graph, variant):
    source, target = variant.split("-to-")
    shape = draw.shape(draw.integer(0, 4), 5)
    bounds = {}
    if source != "bool":
        # Only values that the target holds: what others become is undefined.
        low = 0 if target == "uint8" or source == "uint8" else -120
        bounds = {"low": low, "high": 120}
    x = draw.values(source, shape, **bounds)
    if target == "bool" and source != "bool":
        x = (x * draw.random.integers(0, 2, shape)).astype(source)
    options = ("CastOptions", {"inDataType": TYPES[source], "outDataType": TYPES[target]})
    return graph.operator("CAST", [graph.input(x)], target, options)


QUANTIZABLE = ["int8", "uint8", "int16"]


@family("QUANTIZE", *(f"float32-to-{kind}" for kind in QUANTIZABLE), "float32-to-int8-ties")
def quantize(draw, graph, variant):
    target = variant.split("-")[2]
    quantization = draw.quantization(target)
    x = draw.values("float32", draw.shape(draw.integer(1, 4), 6))
    if variant.endswith("ties"):
        quantization = draw.quantization(target, 0.25)
        x = np.round(x * 8) / np.float32(8)
    x = np.asarray(x, np.float32)
    if target == "int16":
        quantization = draw.quantization(target, draw.real(4, 9) / 32767)
    options = ("QuantizeOptions", {})
    version = 2 if target == "int16" else 1
    return graph.operator("QUANTIZE", [graph.input(x)], target, options, version, quantization)


@family("QUANTIZE", *(f"{a}-to-{b}" for a in [*QUANTIZABLE, "int32"]
                      for b in [*QUANTIZABLE, "int32"] if (a, b) != ("int32", "int32")),
        "int8-to-uint8-shifted", "uint8-to-int8-shifted")  # fmt: skip
def requantize(draw, graph, variant):
    source, _, target, *kind = variant.split("-")
    shape = draw.shape(draw.integer(1, 4), 6)
    x, quantization = draw.operand(source, shape)
    widths = {"int8": 255, "uint8": 255, "int16": 65535, "int32": 200}
    if source == "int32":
        quantization = Quantization(draw.real(0.005, 0.1), 0)
    ratio = widths[source] / widths[target] * draw.real(0.6, 2)
    scale = float(quantization.scale[0]) * ratio
    result = Quantization(scale, 0) if target == "int32" else draw.quantization(target, scale)
    if kind:
        # Only the sign bit changes, which kernels have a path of their own for.
        shift = 128 if target == "uint8" else -128
        result = Quantization(quantization.scale, int(quantization.zero[0]) + shift)
    inputs = [graph.input(x, quantization)]
    return graph.operator("QUANTIZE", inputs, target, ("QuantizeOptions", {}), 2, result)


@family("DEQUANTIZE", "int8", "uint8", "int16", "float16", "float16-constant", "int8-constant",
        "int8-per-channel")  # fmt: skip
def dequantize(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    shape = draw.shape(draw.integer(1, 4), 6)
    x, quantization = draw.operand(dtype, shape)
    if kind == "per-channel":
        x, quantization = draw.weights("int8", shape, draw.integer(0, len(shape) - 1))
    version = {"int8": 2, "int16": 3, "float16": 3}.get(dtype, 1)
    if kind == "per-channel":
        version = 5
    source = graph.constant(x, quantization) if kind else graph.input(x, quantization)
    result = graph.operator("DEQUANTIZE", [source], "float32", ("DequantizeOptions", {}), version)
    if not kind:
        return result
    # A graph needs an input: the constant is added to one.
    y = graph.input(draw.values("float32", shape))
    return graph.operator("ADD", [y, result], "float32", ("AddOptions", {}))
