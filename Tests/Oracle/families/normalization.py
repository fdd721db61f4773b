"""Normalization over the last axis."""

from Oracle.builder import Quantization
from Oracle.registry import family


@family("L2_NORMALIZATION", "float32", "int8", "uint8")
def euclidean(draw, graph, variant):
    x, quantization = draw.operand(variant, draw.shape(draw.integer(1, 4), 8))
    result = None
    if variant != "float32":
        result = Quantization(1 / 128, 0 if variant == "int8" else 128)
    version = 2 if variant == "int8" else 1
    inputs = [graph.input(x, quantization)]
    options = ("L2NormOptions", {})
    return graph.operator("L2_NORMALIZATION", inputs, variant, options, version, result)


@family("LOCAL_RESPONSE_NORMALIZATION", "float32")
def local_response(draw, graph, variant):
    x = draw.values(variant, draw.shape(4, 7))
    options = {
        "radius": draw.integer(0, 5),
        "bias": draw.real(0.5, 2),
        "alpha": draw.real(0.05, 1),
        "beta": draw.turn([0.5, 0.75, 1.0]),
    }
    return graph.operator(
        "LOCAL_RESPONSE_NORMALIZATION",
        [graph.input(x)],
        variant,
        ("LocalResponseNormalizationOptions", options),
    )
