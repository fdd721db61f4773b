"""Floats against weights stored as bytes, as dynamic-range quantization leaves them."""

from Oracle.draw import ACTIVATIONS
from Oracle.registry import family

# LiteRT rounds the activations to bytes as it runs; kernels that widen the weights instead are
# closer to the model that was trained, and differ from it by that rounding.
# A clamped output would have a small scale to hold that rounding against.
HYBRID_FRACTION = 0.03
NONE = ACTIVATIONS["NONE"]


def hybrid(draw, graph, operator, shape, x_shape, count, axis, options, version):
    x = graph.input(draw.floats(x_shape))
    w, wq = draw.weights("int8", shape, axis)
    inputs = [x, graph.constant(w, wq), graph.constant(draw.floats([count]))]
    graph.fraction = HYBRID_FRACTION
    return graph.operator(operator, inputs, "float32", options, version)


@family("CONV_2D", "float32-weights-int8")
def hybrid_convolution(draw, graph, variant):
    depth, count = draw.integer(4, 12), draw.integer(2, 8)
    options = {"strideH": 1, "strideW": 1, "fusedActivationFunction": NONE}
    shape, x_shape = [count, 3, 3, depth], [1, draw.integer(3, 7), draw.integer(3, 7), depth]
    kind = ("Conv2DOptions", options)
    return hybrid(draw, graph, "CONV_2D", shape, x_shape, count, 0, kind, 5)


@family("DEPTHWISE_CONV_2D", "float32-weights-int8")
def hybrid_depthwise(draw, graph, variant):
    depth = draw.integer(4, 12)
    options = {"strideH": 1, "strideW": 1, "depthMultiplier": 1}
    shape, x_shape = [1, 3, 3, depth], [1, draw.integer(3, 7), draw.integer(3, 7), depth]
    kind = ("DepthwiseConv2DOptions", options)
    return hybrid(draw, graph, "DEPTHWISE_CONV_2D", shape, x_shape, depth, 3, kind, 6)


@family("FULLY_CONNECTED", "float32-weights-int8")
def hybrid_fully_connected(draw, graph, variant):
    depth, count = draw.integer(16, 40), draw.integer(2, 20)
    options = {"fusedActivationFunction": NONE, "asymmetricQuantizeInputs": True}
    kind = ("FullyConnectedOptions", options)
    x_shape = [draw.integer(1, 4), depth]
    return hybrid(draw, graph, "FULLY_CONNECTED", [count, depth], x_shape, count, None, kind, 9)
