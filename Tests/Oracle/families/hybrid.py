"""Floats against weights stored as bytes, as dynamic-range quantization leaves them."""

from Oracle.families.convolution import window
from Oracle.registry import family


def operands(draw, graph, x_shape, w_shape, axis):
    """An input, weights and a bias, without which LiteRT's kernels of convolutions fail."""
    w, quantization = draw.weights("int8", w_shape, axis)
    bias = draw.floats([w_shape[3 if axis == 3 else 0]])
    return [
        graph.input(draw.floats(x_shape)), graph.constant(w, quantization), graph.constant(bias)
    ]  # fmt: skip


@family(
    "CONV_2D", "float32-weights-int8", "float32-weights-int8-per-tensor",
    "float32-weights-int8-grouped",
)  # fmt: skip
def hybrid_convolution(draw, graph, variant):
    kernel, stride, dilation, padding, size = window(draw, dilated=draw.chance(0.3))
    groups = draw.integer(2, 3) if variant.endswith("grouped") else 1
    depth, count = draw.integer(1, 12), draw.integer(1, 8) * groups
    axis = None if variant.endswith("tensor") else 0
    x_shape = [draw.integer(1, 3), *size, depth * groups]
    inputs = operands(draw, graph, x_shape, [count, *kernel, depth], axis)
    options = {
        "padding": padding,
        "strideH": stride[0],
        "strideW": stride[1],
        "dilationHFactor": dilation[0],
        "dilationWFactor": dilation[1],
        "fusedActivationFunction": draw.activation(),
    }
    return graph.operator("CONV_2D", inputs, "float32", ("Conv2DOptions", options), 5)


@family("DEPTHWISE_CONV_2D", "float32-weights-int8")
def hybrid_depthwise(draw, graph, variant):
    kernel, stride, dilation, padding, size = window(draw, dilated=draw.chance(0.3))
    depth, multiplier = draw.integer(1, 12), draw.integer(1, 2)
    x_shape = [draw.integer(1, 3), *size, depth]
    inputs = operands(draw, graph, x_shape, [1, *kernel, depth * multiplier], 3)
    options = {
        "padding": padding,
        "strideH": stride[0],
        "strideW": stride[1],
        "dilationHFactor": dilation[0],
        "dilationWFactor": dilation[1],
        "depthMultiplier": multiplier,
        "fusedActivationFunction": draw.activation(),
    }
    kind = ("DepthwiseConv2DOptions", options)
    return graph.operator("DEPTHWISE_CONV_2D", inputs, "float32", kind, 6)


@family("FULLY_CONNECTED", "float32-weights-int8", "float32-weights-int8-per-channel")
def hybrid_fully_connected(draw, graph, variant):
    depth, count = draw.integer(1, 40), draw.integer(1, 20)
    axis = 0 if variant.endswith("channel") else None
    inputs = operands(draw, graph, [draw.integer(1, 4), depth], [count, depth], axis)
    if draw.chance(0.3):
        inputs[2] = -1
    options = {
        "fusedActivationFunction": draw.activation(),
        "asymmetricQuantizeInputs": draw.turn([False, True]),
    }
    kind = ("FullyConnectedOptions", options)
    return graph.operator("FULLY_CONNECTED", inputs, "float32", kind, 12 if axis == 0 else 9)
