"""Operators over sequences that keep a state."""

import numpy as np

from Oracle.builder import Quantization
from Oracle.registry import alike, family

TANH = 4
ABSENT = -1
GATES = 4  # Input, forget, cell and output gates, in this order.


# What follows the type in the variants whose weights are bytes beside floats.
HYBRID = "weights-int8"


def small(draw, graph, *shape):
    return graph.constant(draw.floats(shape, 0.4))


def matrix(draw, graph, variant, *shape):
    """Weights: floats, or bytes with one scale."""
    if HYBRID not in variant:
        return small(draw, graph, *shape)
    values = draw.random.integers(-127, 128, shape).astype(np.int8)
    return graph.constant(values, Quantization(draw.real(0.004, 0.01), 0))


def rounding(draw, variant):
    """The option that says how floats are rounded where weights are bytes."""
    return {"asymmetricQuantizeInputs": draw.turn([False, True]) and HYBRID in variant}


def steps(draw, operator, time, batches, width):
    """The shape of what an LSTM reads and the fields of its options: LSTM takes a single step."""
    if operator == "LSTM":
        return [batches, width], "LSTMOptions", {"fusedActivationFunction": TANH}
    time_major = draw.turn([False, True], every=2)
    shape = [time, batches, width] if time_major else [batches, time, width]
    fields = {"fusedActivationFunction": TANH, "timeMajor": time_major}
    return shape, "UnidirectionalSequenceLSTMOptions", fields


@alike(
    ["UNIDIRECTIONAL_SEQUENCE_LSTM", "LSTM"],
    "float32", "float32-coupled", "float32-peephole", "float32-projected", "float32-normalized",
    "float32-clipped", "float32-twice", "float32-weights-int8", "float32-weights-int8-coupled",
    "float32-weights-int8-peephole", "float32-weights-int8-projected",
    "float32-weights-int8-normalized", "float32-weights-int8-twice",
)  # fmt: skip
def lstm(draw, graph, operator, variant):
    kind = variant.split("-")[-1]
    time, batches, width, cells = (draw.integer(1, 6) for _ in range(4))
    shape, table, fields = steps(draw, operator, time, batches, width)
    fields.update(rounding(draw, variant))
    projected = draw.integer(1, 5) if kind == "projected" else cells
    # A coupled input gate is one minus the forget gate and has no weights.
    gates = range(1 if kind == "coupled" else 0, GATES)
    inputs = [graph.input(draw.floats(shape, 1))] + [ABSENT] * 23
    for gate in gates:
        inputs[1 + gate] = matrix(draw, graph, variant, cells, width)
        inputs[5 + gate] = matrix(draw, graph, variant, cells, projected)
        inputs[12 + gate] = small(draw, graph, cells)
    if kind == "peephole":
        inputs[9:12] = [matrix(draw, graph, variant, cells) for _ in range(3)]
    if kind == "projected":
        inputs[16] = matrix(draw, graph, variant, projected, cells)
        if draw.chance(0.5):
            inputs[17] = small(draw, graph, projected)
    if kind == "normalized":
        inputs[20:24] = [small(draw, graph, cells) for _ in range(GATES)]
    inputs[18] = graph.state([batches, projected])
    inputs[19] = graph.state([batches, cells])
    if kind == "clipped":
        fields["cellClip"] = draw.real(0.1, 0.5)
    inputs = inputs if kind == "normalized" else inputs[:20]
    version = 3 if HYBRID in variant else 1
    first = graph.operator(operator, inputs, "float32", (table, fields), version)
    if kind != "twice":
        return first
    # A second operator goes on from the state that the first has left.
    again = [graph.input(draw.floats(shape, 1)), *inputs[1:]]
    return [first, graph.operator(operator, again, "float32", (table, fields), version)]


@alike(
    ["UNIDIRECTIONAL_SEQUENCE_LSTM", "LSTM"], "int8", "int8-coupled", "int8-peephole", "int8-projected",
    "int8-normalized", "int8-clipped", "int8-twice",
)  # fmt: skip
def quantized_lstm(draw, graph, operator, variant):
    """Bytes in and out, a cell state of 16 bits whose scale is a power of two."""
    _, _, kind = variant.partition("-")
    time, batches, width, cells = (draw.integer(1, 6) for _ in range(4))
    shape, table, fields = steps(draw, operator, time, batches, width)
    units = draw.integer(1, 5) if kind == "projected" else cells
    x_quantization = Quantization(1 / 64, draw.integer(-10, 10))
    # Outputs lie in [-1, 1], projected ones need not.
    output = Quantization((2 if kind == "projected" else 1) / 128, draw.integer(-5, 5))
    hidden = Quantization(1 / 128, draw.integer(-5, 5)) if kind == "projected" else output

    def sequence_of_bytes():
        return graph.input(draw.values("int8", shape), x_quantization)

    def numbers(dtype, limit, scale, *shape):
        values = draw.random.integers(-limit, limit + 1, shape).astype(dtype)
        return graph.constant(values, Quantization(scale, 0))

    inputs = [sequence_of_bytes()] + [ABSENT] * 23
    for gate in range(1 if kind == "coupled" else 0, GATES):
        scale = draw.real(0.004, 0.01)
        inputs[1 + gate] = numbers(np.int8, 127, scale, cells, width)
        inputs[5 + gate] = numbers(np.int8, 127, draw.real(0.004, 0.01), cells, units)
        bias_scale = scale * x_quantization.scale
        if kind == "normalized":
            # Coefficients up to 1; biases count in 2^-10 of their steps.
            inputs[20 + gate] = numbers(np.int16, 32767, draw.real(0.5, 1) / 32767, cells)
            bias_scale = graph.tensors[inputs[20 + gate]].quantization.scale[0] / 1024
            inputs[12 + gate] = numbers(np.int32, 3000000, bias_scale, cells)
        else:
            inputs[12 + gate] = numbers(np.int32, 3000, bias_scale, cells)
    if kind == "peephole":
        inputs[9:12] = [numbers(np.int16, 32767, draw.real(0.5, 1) / 32767, cells) for _ in "ifo"]
    if kind == "projected":
        inputs[16] = numbers(np.int8, 127, draw.real(0.004, 0.01), units, cells)
        if draw.chance(0.5):
            inputs[17] = numbers(np.int32, 3000, 0.008 * hidden.scale[0], units)
    inputs[18] = graph.state([batches, units], "int8", output)
    cell_scale = 2.0 ** -draw.integer(9, 13)
    inputs[19] = graph.state([batches, cells], "int16", Quantization(cell_scale, 0))
    if kind == "clipped":
        fields["cellClip"] = draw.real(0.1, 0.5)
    if kind == "projected" and draw.chance(0.5):
        fields["projClip"] = draw.real(0.1, 0.5)
    # Scales of the gates, which only layer normalization needs, and of what is projected.
    intermediates = [
        graph.scratch("int16", Quantization(2.0**-12 * draw.real(0.5, 1), 0)) for _ in range(GATES)
    ] + [graph.scratch("int8", hidden)]

    def run(inputs):
        return graph.operator(
            operator,
            inputs if kind == "normalized" else inputs[:20],
            "int8",
            (table, fields),
            1,
            output,
            intermediates,
        )

    first = run(inputs)
    return first if kind != "twice" else [first, run([sequence_of_bytes(), *inputs[1:]])]


@alike(["UNIDIRECTIONAL_SEQUENCE_RNN", "RNN"], "float32", "float32-weights-int8")
def rnn(draw, graph, operator, variant):
    time, batches, width, cells = (draw.integer(1, 6) for _ in range(4))
    options = {"fusedActivationFunction": draw.turn([TANH, 1, 0, 3], every=2)}
    options.update(rounding(draw, variant))
    shape, table = [batches, width], "RNNOptions"
    if operator != "RNN":
        options["timeMajor"] = draw.chance(0.5)
        shape = [time, batches, width] if options["timeMajor"] else [batches, time, width]
        table = "SequenceRNNOptions"
    inputs = [
        graph.input(draw.floats(shape, 1)),
        matrix(draw, graph, variant, cells, width),
        matrix(draw, graph, variant, cells, cells),
        small(draw, graph, cells),
        graph.state([batches, cells]),
    ]
    version = 3 if HYBRID in variant else 1
    return graph.operator(operator, inputs, "float32", (table, options), version)


@family("SVDF", "float32", "float32-twice", "float32-weights-int8", "float32-weights-int8-twice")
def svdf(draw, graph, variant):
    rank, units, memory = draw.integer(1, 3), draw.integer(1, 5), draw.integer(1, 6)
    batches, width = draw.integer(1, 3), draw.integer(1, 7)
    inputs = [
        graph.input(draw.floats([batches, width], 1)),
        matrix(draw, graph, variant, units * rank, width),
        matrix(draw, graph, variant, units * rank, memory),
        small(draw, graph, units) if draw.chance(0.5) else ABSENT,
        graph.state([batches, memory * units * rank]),
    ]
    fields = {"rank": rank, "fusedActivationFunction": draw.turn([0, 1], every=2)}
    fields.update(rounding(draw, variant))
    options = ("SVDFOptions", fields)
    version = 4 if HYBRID in variant else 1
    outputs = [graph.operator("SVDF", inputs, "float32", options, version)]
    if variant.endswith("twice"):
        inputs = [graph.input(draw.floats([batches, width], 1)), *inputs[1:]]
        outputs.append(graph.operator("SVDF", inputs, "float32", options, version))
    return outputs


@family("SVDF", "int8", "int8-twice")
def quantized_svdf(draw, graph, variant):
    _, _, kind = variant.partition("-")
    rank, units, memory = draw.integer(1, 3), draw.integer(1, 5), draw.integer(1, 6)
    batches, width = draw.integer(1, 3), draw.integer(1, 7)
    x = Quantization(1 / 64, draw.integer(-10, 10))
    features, times = Quantization(1 / 160, 0), Quantization(1 / 30000, 0)
    state = Quantization(2.0 * width**0.5 / 32768, 0)
    bias = Quantization(state.scale * times.scale, 0)
    result = draw.quantization("int8", 2.0 * (width * memory * rank) ** 0.5 / 128)

    def run():
        return graph.input(draw.values("int8", [batches, width]), x)

    inputs = [
        run(),
        graph.constant(draw.values("int8", [units * rank, width], low=-127, high=127), features),
        graph.constant(draw.values("int16", [units * rank, memory], low=-30000, high=30000), times),
        graph.constant(draw.values("int32", [units], low=-4000, high=4000), bias),
        graph.state([batches, memory * units * rank], "int16", state),
    ]
    fields = {"rank": rank, "fusedActivationFunction": 1}  # Its kernel knows RELU alone.
    options = ("SVDFOptions", fields)
    outputs = [graph.operator("SVDF", inputs, "int8", options, 3, result)]
    if kind:
        outputs.append(graph.operator("SVDF", [run(), *inputs[1:]], "int8", options, 3, result))
    return outputs
