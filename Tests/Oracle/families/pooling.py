"""Pooling over windows."""

from Oracle.families.convolution import window
from Oracle.registry import alike


@alike(["AVERAGE_POOL_2D", "MAX_POOL_2D"], "float32", "int8", "uint8", "int16")
def pool(draw, graph, operator, variant):
    return pooled(draw, graph, operator, variant)


@alike(["L2_POOL_2D"], "float32")
def pool_of_squares(draw, graph, operator, variant):
    return pooled(draw, graph, operator, variant)


def pooled(draw, graph, operator, dtype):
    kernel, stride, _, padding, size = window(draw)
    x, quantization = draw.operand(dtype, [draw.integer(1, 2), *size, draw.integer(1, 20)])
    options = {
        "padding": padding,
        "strideH": stride[0],
        "strideW": stride[1],
        "filterHeight": kernel[0],
        "filterWidth": kernel[1],
        "fusedActivationFunction": draw.activation(),
    }
    version = {"int8": 2, "int16": 3}.get(dtype, 1)
    inputs = [graph.input(x, quantization)]
    return graph.operator(
        operator, inputs, dtype, ("Pool2DOptions", options), version, quantization
    )
