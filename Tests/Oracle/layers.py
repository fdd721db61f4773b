"""Layers of whole graphs, in float32 or int8."""

import dataclasses

import numpy as np

from Oracle.builder import Quantization
from Oracle.draw import ACTIVATIONS

SAME = 0
NONE = ACTIVATIONS["NONE"]
RELU = ACTIVATIONS["RELU"]
RELU6 = ACTIVATIONS["RELU6"]


@dataclasses.dataclass
class Value:
    """A tensor on its way through the layers."""

    index: int
    depth: int
    quantization: Quantization | None = None


class Layers:
    """Adds layers with random weights to a graph, all of one type."""

    def __init__(self, draw, graph, dtype="float32"):
        self.draw = draw
        self.graph = graph
        self.dtype = dtype

    @property
    def is_quantized(self):
        return self.dtype != "float32"

    def input(self, shape):
        quantization = Quantization(1 / 64, 3) if self.is_quantized else None
        values = self.draw.values(self.dtype, shape)
        return Value(self.graph.input(values, quantization), shape[-1], quantization)

    def _weighted(self, operator, x, shape, axis, taps, depth, options, version, before=()):
        """An operator with weights for each output channel and a bias."""
        draw, graph = self.draw, self.graph
        if self.is_quantized:
            w, wq = draw.weights("int8", shape, axis)
        else:
            w, wq = (draw.floats(shape) * 0.7 / np.sqrt(taps)).astype(np.float32), None
        b, bq = draw.bias(self.dtype, x.quantization, wq, depth, taps)
        if not self.is_quantized:
            b *= np.float32(0.1)
        inputs = [x.index, graph.constant(w, wq), graph.constant(b, bq)]
        if before:
            inputs = [*before, inputs[1], inputs[0], inputs[2]]
        result = draw.accumulated(self.dtype, x.quantization, wq, taps)
        index = graph.operator(operator, inputs, self.dtype, options, version, result)
        return Value(index, depth, result)

    def convolution(self, x, depth, kernel=1, stride=1, dilation=1, activation=NONE):
        options = {
            "padding": SAME,
            "strideH": stride,
            "strideW": stride,
            "dilationHFactor": dilation,
            "dilationWFactor": dilation,
            "fusedActivationFunction": activation,
        }
        taps = kernel * kernel * x.depth
        shape = [depth, kernel, kernel, x.depth]
        version = 3 if self.is_quantized else 1
        options = ("Conv2DOptions", options)
        return self._weighted("CONV_2D", x, shape, 0, taps, depth, options, version)

    def depthwise(self, x, kernel=3, stride=1, activation=NONE):
        options = {
            "padding": SAME,
            "strideH": stride,
            "strideW": stride,
            "depthMultiplier": 1,
            "fusedActivationFunction": activation,
        }
        shape = [1, kernel, kernel, x.depth]
        version = 3 if self.is_quantized else 1
        options = ("DepthwiseConv2DOptions", options)
        return self._weighted(
            "DEPTHWISE_CONV_2D", x, shape, 3, kernel * kernel, x.depth, options, version
        )

    def transposed(self, x, depth, output_shape, stride=2, kernel=3):
        shape = self.graph.constant(np.array(output_shape, np.int32))
        options = ("TransposeConvOptions", {"padding": SAME, "strideH": stride, "strideW": stride})
        return self._weighted(
            "TRANSPOSE_CONV", x, [depth, kernel, kernel, x.depth], 0,
            kernel * kernel * x.depth // stride**2, depth, options, 3, before=[shape],
        )  # fmt: skip

    def dense(self, x, depth, activation=NONE, keep=False):
        options = {"fusedActivationFunction": activation, "keepNumDims": keep}
        version = 5 if keep else 4 if self.is_quantized else 1
        return self._weighted(
            "FULLY_CONNECTED", x, [depth, x.depth], None, x.depth, depth,
            ("FullyConnectedOptions", options), version,
        )  # fmt: skip

    def binary(self, operator, kind, x, y, activation=NONE):
        """ADD, SUB or MUL; a number or an array becomes a constant."""
        if not isinstance(y, Value):
            y = Value(self.graph.constant(np.asarray(y, np.float32)), x.depth)
        result = None
        if self.is_quantized:
            scale = float(x.quantization.scale[0] + y.quantization.scale[0]) * 0.7
            result = self.draw.quantization(self.dtype, scale)
        index = self.graph.operator(
            operator,
            [x.index, y.index],
            self.dtype,
            (kind, {"fusedActivationFunction": activation}),
            2 if self.is_quantized else 1,
            result,
        )
        return Value(index, x.depth, result)

    def add(self, x, y, activation=NONE):
        return self.binary("ADD", "AddOptions", x, y, activation)

    def subtract(self, x, y):
        return self.binary("SUB", "SubOptions", x, y)

    def multiply(self, x, y):
        return self.binary("MUL", "MulOptions", x, y)

    def plain(self, operator, x, *more, options=None, version=1, depth=None, dtype=None):
        """An operator that keeps the quantization; arrays become constants."""
        inputs = [x.index]
        inputs += [
            value.index if isinstance(value, Value) else self.graph.constant(value)
            for value in more
        ]
        index = self.graph.operator(
            operator, inputs, dtype or self.dtype, options, version, x.quantization
        )
        return Value(index, x.depth if depth is None else depth, x.quantization)

    def mean(self, x, axes, keep=True):
        version = 2 if self.is_quantized else 1
        options = ("ReducerOptions", {"keepDims": keep})
        return self.plain("MEAN", x, np.array(axes, np.int32), options=options, version=version)

    def reshape(self, x, shape):
        shape = np.array(shape, np.int32)
        options = ("ReshapeOptions", {"newShape": shape})
        return self.plain("RESHAPE", x, shape, options=options, depth=int(shape[-1]))

    def transpose(self, x, order):
        return self.plain(
            "TRANSPOSE", x, np.array(order, np.int32), options=("TransposeOptions", {})
        )

    def softmax(self, x):
        options = ("SoftmaxOptions", {"beta": 1.0})
        result = Quantization(1 / 256, -128) if self.is_quantized else None
        version = 2 if self.is_quantized else 1
        index = self.graph.operator("SOFTMAX", [x.index], self.dtype, options, version, result)
        return Value(index, x.depth, result)

    def normalized(self, x, axes, depth):
        """A normalization as converters spell it: by means, a root and products."""
        mean = self.mean(x, axes)
        square = self.plain("SQUARED_DIFFERENCE", x, mean, options=("SquaredDifferenceOptions", {}))
        variance = self.add(self.mean(square, axes), 1e-3)
        scale = self.multiply(self.plain("RSQRT", variance), self.draw.values(
            "float32", [depth], low=0.5, high=1.5))  # fmt: skip
        shift = self.subtract_from(self.draw.floats([depth], 0.2), self.multiply(mean, scale))
        return self.add(self.multiply(x, scale), shift)

    def subtract_from(self, number, x):
        constant = Value(self.graph.constant(np.asarray(number, np.float32)), x.depth)
        return self.subtract(constant, x)
