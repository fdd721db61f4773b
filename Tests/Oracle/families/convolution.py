"""Convolutions: plain, depthwise, transposed."""

import numpy as np

from Oracle.builder import TYPES
from Oracle.registry import family

SAME, VALID = 0, 1


def window(draw, largest_kernel=4, dilated=False):
    """A kernel, strides, dilations and padding; every third kernel may exceed its input."""
    kernel = [draw.integer(1, largest_kernel), draw.integer(1, largest_kernel)]
    padding = draw.turn([SAME, VALID])
    dilation = [draw.integer(1, 3), draw.integer(1, 3)] if dilated else [1, 1]
    stride = [1, 1] if dilated and draw.chance(0.5) else [draw.integer(1, 3), draw.integer(1, 3)]
    extent = [(k - 1) * d + 1 for k, d in zip(kernel, dilation)]
    if padding == VALID:
        size = [e + draw.integer(0, 6) for e in extent]
    else:
        size = [draw.integer(1, 9), draw.integer(1, 9)]
    return kernel, stride, dilation, padding, size


def add_bias(draw, graph, dtype, inputs, x_quantization, w_quantization, count, taps):
    values, quantization = draw.bias(dtype, x_quantization, w_quantization, count, taps)
    inputs.append(graph.constant(values, quantization))


def with_bias(draw, graph, dtype, inputs, x_quantization, w_quantization, count, taps):
    """Appends a bias to the inputs, except to every third."""
    if draw.turn([True, True, False]):
        add_bias(draw, graph, dtype, inputs, x_quantization, w_quantization, count, taps)


def weight_type(dtype):
    return "int8" if dtype == "int16" else dtype


CONVOLUTION_VERSIONS = {"float32": 1, "uint8": 1, "int8": 3, "int16": 4}


@family(
    "CONV_2D",
    "float32", "float32-dilated", "float32-grouped", "float32-1x1", "float32-unbiased",
    "int8", "int8-dilated", "int8-grouped", "int8-1x1", "int8-per-tensor",
    "uint8", "uint8-dilated", "int16", "int16-dilated", "int16-grouped", "int16-short-bias",
)  # fmt: skip
def convolution(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    kernel, stride, dilation, padding, size = window(draw, dilated=kind == "dilated")
    if kind == "1x1":
        kernel, stride, size = [1, 1], [1, 1], [draw.integer(1, 7), draw.integer(1, 7)]
    groups = draw.integer(2, 4) if kind == "grouped" else 1
    depth, count = draw.integer(1, 9), draw.integer(1, 5) * groups
    if kind == "1x1":
        depth, count = draw.integer(1, 40), draw.integer(1, 40)
    taps = kernel[0] * kernel[1] * depth
    x, xq = draw.operand(dtype, [draw.integer(1, 2), *size, depth * groups])
    axis = None if kind == "per-tensor" else 0
    w, wq = draw.weights(weight_type(dtype), [count, *kernel, depth], axis)
    inputs = [graph.input(x, xq), graph.constant(w, wq)]
    if kind != "unbiased":
        add_bias(draw, graph, dtype, inputs, xq, wq, count, taps)
    if kind == "short-bias":
        tensor = graph.tensors[inputs[2]]
        tensor.data, tensor.dtype = tensor.data.astype(np.int32), "int32"
    options = {
        "padding": padding,
        "strideH": stride[0],
        "strideW": stride[1],
        "dilationHFactor": dilation[0],
        "dilationWFactor": dilation[1],
        "fusedActivationFunction": draw.activation(),
    }
    if kind == "short-bias":
        options["quantizedBiasType"] = TYPES["int32"]
    version = 8 if kind == "short-bias" else 6 if groups > 1 else CONVOLUTION_VERSIONS[dtype]
    return graph.operator(
        "CONV_2D",
        inputs,
        dtype,
        ("Conv2DOptions", options),
        version,
        draw.accumulated(dtype, xq, wq, taps),
    )


@family(
    "DEPTHWISE_CONV_2D",
    "float32", "float32-dilated", "float32-multiplied",
    "int8", "int8-dilated", "int8-multiplied", "int8-per-tensor",
    "uint8", "uint8-dilated", "uint8-multiplied", "int16", "int16-multiplied",
)  # fmt: skip
def depthwise(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    kernel, stride, dilation, padding, size = window(draw, dilated=kind == "dilated")
    depth = draw.integer(1, 20)
    multiplier = draw.integer(2, 4) if kind == "multiplied" else 1
    count, taps = depth * multiplier, kernel[0] * kernel[1]
    x, xq = draw.operand(dtype, [draw.integer(1, 2), *size, depth])
    axis = None if kind == "per-tensor" else 3
    w, wq = draw.weights(weight_type(dtype), [1, *kernel, count], axis)
    inputs = [graph.input(x, xq), graph.constant(w, wq)]
    with_bias(draw, graph, dtype, inputs, xq, wq, count, taps)
    options = {
        "padding": padding,
        "strideH": stride[0],
        "strideW": stride[1],
        "dilationHFactor": dilation[0],
        "dilationWFactor": dilation[1],
        "depthMultiplier": multiplier,
        "fusedActivationFunction": draw.activation(),
    }
    version = {"int8": 3, "int16": 5}.get(dtype, 2 if kind == "dilated" else 1)
    return graph.operator(
        "DEPTHWISE_CONV_2D",
        inputs,
        dtype,
        ("DepthwiseConv2DOptions", options),
        version,
        draw.accumulated(dtype, xq, wq, taps),
    )


def reach(size, kernel, stride, padding, slack):
    """A size of output that a transposed convolution accepts for an input."""
    if padding == SAME:
        return size * stride - slack % stride
    return (size - 1) * stride + kernel + slack % stride


@family("TRANSPOSE_CONV", "float32", "float32-dynamic", "int8", "int8-per-tensor", "uint8", "int16")
def transposed(draw, graph, variant):
    dtype, _, kind = variant.partition("-")
    kernel = [draw.integer(1, 4), draw.integer(1, 4)]
    stride = [draw.integer(1, 3), draw.integer(1, 3)]
    padding = draw.turn([SAME, VALID])
    size = [draw.integer(1, 6), draw.integer(1, 6)]
    batches, depth, count = draw.integer(1, 2), draw.integer(1, 8), draw.integer(1, 8)
    out = [reach(n, k, s, padding, draw.integer(0, 2)) for n, k, s in zip(size, kernel, stride)]
    # A convolution over the output has to come back to the input's size.
    back = [
        -(-o // s) if padding == SAME else (o - k) // s + 1 for o, k, s in zip(out, kernel, stride)
    ]
    x, xq = draw.operand(dtype, [batches, *back, depth])
    w, wq = draw.weights(
        weight_type(dtype), [count, *kernel, depth], None if kind == "per-tensor" else 0
    )
    shape = np.array([batches, *out, count], np.int32)
    target = graph.input(shape) if kind == "dynamic" else graph.constant(shape)
    inputs = [target, graph.constant(w, wq), graph.input(x, xq)]
    taps = max(1, kernel[0] * kernel[1] * depth // (stride[0] * stride[1]))
    with_bias(draw, graph, dtype, inputs, xq, wq, count, taps)
    biased = len(inputs) == 4
    options = {"padding": padding, "strideH": stride[0], "strideW": stride[1]}
    version = 3 if biased else {"int8": 2, "int16": 2}.get(dtype, 1)
    if draw.turn([True, False], every=2):
        options["fusedActivationFunction"] = draw.choice([1, 3])
        version = 4
    return graph.operator(
        "TRANSPOSE_CONV",
        inputs,
        dtype,
        ("TransposeConvOptions", options),
        version,
        draw.accumulated(dtype, xq, wq, taps),
    )
