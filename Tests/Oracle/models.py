"""Whole small graphs, in the manner of networks that people run.

A function gets the draw and an empty graph and returns its output or outputs. Where quantized
layers follow each other, a level's difference in one grows in the next; `graph.levels` says how
far kernels that round otherwise than the reference kernels may be off.
"""

import numpy as np

from Oracle.families.recurrent import lstm
from Oracle.layers import NONE, RELU, RELU6, Layers, Value

LEVELS_OF_DEEP_GRAPHS = 6


def inverted_residuals(draw, graph, dtype):
    """Expansion, depthwise and projection blocks, with and without a shortcut."""
    layers = Layers(draw, graph, dtype)
    x = layers.convolution(layers.input([1, 24, 24, 3]), 8, 3, 2, activation=RELU6)
    for depth, stride in [(8, 1), (12, 2), (12, 1), (16, 2)]:
        wide = layers.convolution(x, x.depth * 4, activation=RELU6)
        narrow = layers.convolution(layers.depthwise(wide, 3, stride, RELU6), depth)
        x = layers.add(x, narrow) if stride == 1 and depth == x.depth else narrow
    x = layers.mean(layers.convolution(x, 32, activation=RELU6), [1, 2], keep=False)
    graph.levels = LEVELS_OF_DEEP_GRAPHS
    logits = layers.dense(x, 10)
    return [logits.index, layers.softmax(logits).index]


def group_normalization(draw, graph):
    layers = Layers(draw, graph)
    x = layers.convolution(layers.input([2, 8, 8, 3]), 12, 3)
    x = layers.reshape(x, [2, 64, 4, 3])
    x = layers.reshape(layers.normalized(x, [1, 3], 1), [2, 8, 8, 12])
    x = layers.plain("RELU", layers.multiply(x, draw.floats([12], 1)))
    return layers.convolution(x, 4).index


def instance_normalization(draw, graph):
    layers = Layers(draw, graph)
    x = layers.convolution(layers.input([1, 9, 7, 3]), 8, 3, 2)
    x = layers.plain("RELU", layers.normalized(x, [1, 2], 8))
    sides = np.array([[0, 0], [1, 1], [1, 1], [0, 0]], np.int32)
    x = layers.plain("MIRROR_PAD", x, sides, options=("MirrorPadOptions", {"mode": 0}))
    return layers.plain("TANH", layers.convolution(x, 3, 3)).index


def heads(layers, x, length, count, width):
    """[1, length, count * width] to [1, count, length, width]."""
    return layers.transpose(layers.reshape(x, [1, length, count, width]), [0, 2, 1, 3])


def encoder(draw, graph):
    """One layer of a transformer's encoder on token numbers and a mask."""
    layers = Layers(draw, graph)
    length, count, width, vocabulary = 7, 2, 8, 30
    depth = count * width
    tokens = graph.input(draw.values("int32", [1, length], low=0, high=vocabulary - 1))
    allowed = graph.input(draw.values("int32", [1, length], low=0, high=1))
    table = graph.constant(draw.floats([vocabulary, depth], 1))
    x = Value(
        graph.operator("GATHER", [table, tokens], "float32", ("GatherOptions", {"axis": 0})), depth
    )
    x = layers.normalized(layers.add(x, draw.floats([1, length, depth], 0.3)), [2], depth)
    query, key, value = (
        heads(layers, layers.dense(x, depth, keep=True), length, count, width) for _ in range(3)
    )
    cast = graph.operator(
        "CAST", [allowed], "float32", ("CastOptions", {"inDataType": 2, "outDataType": 0})
    )
    mask = layers.multiply(layers.subtract_from(1.0, Value(cast, length)), -1e4)
    mask = layers.reshape(mask, [1, 1, 1, length])
    scores = layers.plain(
        "BATCH_MATMUL", query, key, options=("BatchMatMulOptions", {"adjY": True})
    )
    weights = layers.softmax(layers.add(layers.multiply(scores, width**-0.5), mask))
    mixed = layers.plain("BATCH_MATMUL", weights, value, options=("BatchMatMulOptions", {}))
    mixed = layers.reshape(layers.transpose(mixed, [0, 2, 1, 3]), [1, length, depth])
    x = layers.normalized(layers.add(x, layers.dense(mixed, depth, keep=True)), [2], depth)
    wide = layers.plain("GELU", layers.dense(x, depth * 4, keep=True), options=("GeluOptions", {}))
    x = layers.normalized(layers.add(x, layers.dense(wide, depth, keep=True)), [2], depth)
    return x.index


def sequence_twice(draw, graph):
    """A recurrent layer over two sequences, the second going on from the first's state."""
    layers = Layers(draw, graph)
    sequences = lstm(draw, graph, "UNIDIRECTIONAL_SEQUENCE_LSTM", "float32-twice")
    # The number of cells is that of the first forget gate's bias.
    cells = graph.tensors[graph.operators[0][2][13]].shape[0]
    return [layers.dense(Value(index, cells), 3, keep=True).index for index in sequences]


def keyword_spotting(draw, graph):
    """Depthwise-separable convolutions over a spectrogram, quantized on the way in."""
    layers = Layers(draw, graph, "int8")
    quantization = draw.quantization("int8", 0.05)
    raw = graph.input(draw.floats([1, 490], 2))
    x = graph.operator(
        "QUANTIZE", [raw], "int8", ("QuantizeOptions", {}), quantization=quantization
    )
    x = layers.reshape(Value(x, 490, quantization), [1, 49, 10, 1])
    x = layers.convolution(x, 16, 5, 2, activation=RELU)
    for _ in range(3):
        x = layers.convolution(layers.depthwise(x, 3, 1, RELU), 16, activation=RELU)
    pool = {"padding": 1, "strideH": 25, "strideW": 5, "filterHeight": 25, "filterWidth": 5}
    x = layers.plain("AVERAGE_POOL_2D", x, options=("Pool2DOptions", pool), version=2)
    graph.levels = LEVELS_OF_DEEP_GRAPHS
    logits = layers.dense(layers.reshape(x, [1, 16]), 12)
    return [logits.index, layers.softmax(logits).index]


def decoder(draw, graph, dtype):
    """Transposed convolutions that double the size, with a shortcut from the encoder."""
    layers = Layers(draw, graph, dtype)
    first = layers.convolution(layers.input([1, 12, 10, 3]), 8, 3, activation=RELU)
    deep = layers.convolution(first, 12, 3, 2, activation=RELU)
    deeper = layers.convolution(deep, 16, 3, 2, activation=RELU)
    up = layers.add(layers.transposed(deeper, 12, [1, 6, 5, 12]), deep, RELU)
    up = layers.add(layers.transposed(up, 8, [1, 12, 10, 8]), first, NONE)
    graph.levels = LEVELS_OF_DEEP_GRAPHS
    return layers.convolution(up, 2).index


def segmentation(draw, graph, dtype):
    """Atrous convolutions side by side, brought back to the size of the image."""
    layers = Layers(draw, graph, dtype)
    x = layers.convolution(layers.input([1, 17, 17, 3]), 8, 3, 2, activation=RELU)
    parts = [layers.convolution(x, 8, 3, 1, rate, RELU) for rate in (1, 2, 4)]
    sum_of_parts = layers.add(layers.add(parts[0], parts[1]), parts[2])
    logits = layers.convolution(sum_of_parts, 4)
    large = layers.plain(
        "RESIZE_BILINEAR",
        logits,
        np.array([17, 17], np.int32),
        options=("ResizeBilinearOptions", {"alignCorners": True}),
        version=2 if layers.is_quantized else 1,
    )
    graph.levels = LEVELS_OF_DEEP_GRAPHS
    if layers.is_quantized:
        return large.index
    axis = np.array(3, np.int32)
    options = ("ArgMaxOptions", {"outputType": 2})
    return [large.index, layers.plain("ARG_MAX", large, axis, options=options, dtype="int32").index]


def half_precision(draw, graph):
    """Weights stored in half precision, slopes for each channel, and padding of channels."""
    layers = Layers(draw, graph)

    def widened(values):
        half = graph.constant(values.astype(np.float16))
        options = ("DequantizeOptions", {})
        return graph.operator("DEQUANTIZE", [half], "float32", options, 2)

    x = layers.input([1, 16, 16, 3])
    weights, bias = widened(draw.floats([8, 3, 3, 3], 0.3)), widened(draw.floats([8], 0.3))
    fields = {"padding": 0, "strideH": 2, "strideW": 2}
    index = graph.operator(
        "CONV_2D", [x.index, weights, bias], "float32", ("Conv2DOptions", fields)
    )
    x = Value(index, 8)
    slopes = Value(widened(draw.floats([1, 1, 8], 0.2)), 8)
    x = layers.plain("PRELU", x, slopes)
    deep = layers.convolution(layers.depthwise(x, 3, 2), 16)
    pool = {"padding": 0, "strideH": 2, "strideW": 2, "filterHeight": 2, "filterWidth": 2}
    short = layers.plain("MAX_POOL_2D", x, options=("Pool2DOptions", pool))
    sides = np.array([[0, 0], [0, 0], [0, 0], [0, 8]], np.int32)
    short = layers.plain("PAD", short, sides, options=("PadOptions", {}))
    return layers.add(short, deep, RELU).index


def choice(draw, graph):
    """Values chosen by comparisons with a threshold that is an input itself."""
    layers = Layers(draw, graph)
    x = layers.input([2, 5, 4])
    threshold = Value(graph.input(np.float32(0.5)), 1)
    small = layers.plain("LESS", x, threshold, options=("LessOptions", {}), dtype="bool")
    doubled, negative = layers.multiply(x, 2.0), layers.plain("NEG", x, options=("NegOptions", {}))
    chosen = graph.operator(
        "SELECT_V2",
        [small.index, doubled.index, negative.index],
        "float32",
        ("SelectV2Options", {}),
    )
    both = layers.plain("GREATER", doubled, negative, options=("GreaterOptions", {}), dtype="bool")
    either = layers.plain(
        "LOGICAL_AND", small, both, options=("LogicalAndOptions", {}), dtype="bool"
    )
    return [chosen, either.index]


def any_batch(draw, graph):
    """Declared for a batch of one, run on three: the shape is read and put together anew."""
    layers = Layers(draw, graph)
    image = draw.floats([3, 8, 8, 3])
    x = Value(graph.input(image, declared=[1, 8, 8, 3], signature=[-1, 8, 8, 3]), 3)
    x = layers.convolution(x, 4, 3, 2, activation=RELU)
    shape = graph.operator("SHAPE", [x.index], "int32", ("ShapeOptions", {"outType": 2}))
    bounds = [graph.constant(np.array([value], np.int32)) for value in (0, 1, 1)]
    options = ("StridedSliceOptions", {"shrinkAxisMask": 1})
    batch = graph.operator("STRIDED_SLICE", [shape, *bounds], "int32", options)
    size = graph.constant(np.array(64, np.int32))
    options = ("PackOptions", {"valuesCount": 2, "axis": 0})
    target = graph.operator("PACK", [batch, size], "int32", options)
    flat = graph.operator("RESHAPE", [x.index, target], "float32")
    return layers.softmax(layers.dense(Value(flat, 64), 5)).index


def brightest_place(draw, graph):
    """The place of the largest value, its row and column, and the offset found there."""
    layers = Layers(draw, graph)
    heat, offsets = layers.input([1, 6, 7, 1]), layers.input([6, 7, 2])
    flat = layers.reshape(heat, [1, 42])
    options = ("ArgMaxOptions", {"outputType": 2})
    place = layers.plain("ARG_MAX", flat, np.array(1, np.int32), options=options, dtype="int32")
    width = graph.constant(np.array(7, np.int32))
    row = graph.operator("FLOOR_DIV", [place.index, width], "int32", ("FloorDivOptions", {}))
    start = graph.operator("MUL", [row, width], "int32", ("MulOptions", {}))
    column = graph.operator("SUB", [place.index, start], "int32", ("SubOptions", {}))
    options = ("PackOptions", {"valuesCount": 2, "axis": 1})
    where = graph.operator("PACK", [row, column], "int32", options)
    options = ("GatherNdOptions", {})
    offset = graph.operator("GATHER_ND", [offsets.index, where], "float32", options)
    options = ("CastOptions", {"inDataType": 2, "outDataType": 0})
    cell = graph.operator("CAST", [where], "float32", options)
    return [where, graph.operator("ADD", [cell, offset], "float32", ("AddOptions", {}))]


MODELS = {
    "inverted-residuals-float32": lambda draw, graph: inverted_residuals(draw, graph, "float32"),
    "inverted-residuals-int8": lambda draw, graph: inverted_residuals(draw, graph, "int8"),
    "group-normalization": group_normalization,
    "instance-normalization": instance_normalization,
    "encoder": encoder,
    "sequence-twice": sequence_twice,
    "keyword-spotting-int8": keyword_spotting,
    "decoder-float32": lambda draw, graph: decoder(draw, graph, "float32"),
    "decoder-int8": lambda draw, graph: decoder(draw, graph, "int8"),
    "segmentation-float32": lambda draw, graph: segmentation(draw, graph, "float32"),
    "segmentation-int8": lambda draw, graph: segmentation(draw, graph, "int8"),
    "half-precision": half_precision,
    "choice": choice,
    "any-batch": any_batch,
    "brightest-place": brightest_place,
}
