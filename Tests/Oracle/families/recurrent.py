"""Operators over sequences that keep a state."""

import numpy as np

from Oracle.builder import Quantization
from Oracle.registry import family

TANH = 4
ABSENT = -1
GATES = 4  # Input, forget, cell and output gates, in this order.


def small(draw, graph, *shape):
    return graph.constant(draw.floats(shape, 0.4))


def sequence(draw, graph, time, batches, width, time_major):
    shape = [time, batches, width] if time_major else [batches, time, width]
    return graph.input(draw.floats(shape, 1))


@family(
    "UNIDIRECTIONAL_SEQUENCE_LSTM", "float32", "float32-coupled", "float32-peephole",
    "float32-projected", "float32-normalized", "float32-clipped", "float32-twice",
)  # fmt: skip
def lstm(draw, graph, variant):
    _, _, kind = variant.partition("-")
    time, batches, width, cells = (draw.integer(1, 6) for _ in range(4))
    time_major = draw.turn([False, True])
    projected = draw.integer(1, 5) if kind == "projected" else cells
    # A coupled input gate is one minus the forget gate and has no weights.
    gates = range(1 if kind == "coupled" else 0, GATES)
    inputs = [sequence(draw, graph, time, batches, width, time_major)] + [ABSENT] * 23
    for gate in gates:
        inputs[1 + gate] = small(draw, graph, cells, width)
        inputs[5 + gate] = small(draw, graph, cells, projected)
        inputs[12 + gate] = small(draw, graph, cells)
    if kind == "peephole":
        inputs[9:12] = [small(draw, graph, cells) for _ in range(3)]
    if kind == "projected":
        inputs[16] = small(draw, graph, projected, cells)
        if draw.chance(0.5):
            inputs[17] = small(draw, graph, projected)
    if kind == "normalized":
        inputs[20:24] = [small(draw, graph, cells) for _ in range(GATES)]
    inputs[18] = graph.state([batches, projected])
    inputs[19] = graph.state([batches, cells])
    fields = {"fusedActivationFunction": TANH, "timeMajor": time_major}
    if kind == "clipped":
        fields["cellClip"] = draw.real(0.1, 0.5)
    options = ("UnidirectionalSequenceLSTMOptions", fields)
    inputs = inputs if kind == "normalized" else inputs[:20]
    name = "UNIDIRECTIONAL_SEQUENCE_LSTM"
    first = graph.operator(name, inputs, "float32", options)
    if kind != "twice":
        return first
    # A second operator goes on from the state that the first has left.
    again = [sequence(draw, graph, time, batches, width, time_major), *inputs[1:]]
    return [first, graph.operator(name, again, "float32", options)]


@family(
    "UNIDIRECTIONAL_SEQUENCE_LSTM", "int8", "int8-coupled", "int8-peephole", "int8-projected",
    "int8-normalized", "int8-clipped", "int8-twice",
)  # fmt: skip
def quantized_lstm(draw, graph, variant):
    """Bytes in and out, a cell state of 16 bits whose scale is a power of two."""
    _, _, kind = variant.partition("-")
    time, batches, width, cells = (draw.integer(1, 6) for _ in range(4))
    time_major = draw.turn([False, True])
    units = draw.integer(1, 5) if kind == "projected" else cells
    x_quantization = Quantization(1 / 64, draw.integer(-10, 10))
    # Outputs lie in [-1, 1], projected ones need not.
    output = Quantization((2 if kind == "projected" else 1) / 128, draw.integer(-5, 5))
    hidden = Quantization(1 / 128, draw.integer(-5, 5)) if kind == "projected" else output
    shape = [time, batches, width] if time_major else [batches, time, width]

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
    fields = {"fusedActivationFunction": TANH, "timeMajor": time_major}
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
            "UNIDIRECTIONAL_SEQUENCE_LSTM",
            inputs if kind == "normalized" else inputs[:20],
            "int8",
            ("UnidirectionalSequenceLSTMOptions", fields),
            1,
            output,
            intermediates,
        )

    first = run(inputs)
    return first if kind != "twice" else [first, run([sequence_of_bytes(), *inputs[1:]])]


@family("UNIDIRECTIONAL_SEQUENCE_RNN", "float32")
def rnn(draw, graph, variant):
    time, batches, width, cells = (draw.integer(1, 6) for _ in range(4))
    time_major = draw.turn([False, True])
    inputs = [
        sequence(draw, graph, time, batches, width, time_major),
        small(draw, graph, cells, width),
        small(draw, graph, cells, cells),
        small(draw, graph, cells),
        graph.state([batches, cells]),
    ]
    options = {"timeMajor": time_major, "fusedActivationFunction": draw.turn([TANH, 1, 0, 3])}
    return graph.operator(
        "UNIDIRECTIONAL_SEQUENCE_RNN", inputs, "float32", ("SequenceRNNOptions", options)
    )


@family("SVDF", "float32", "float32-twice")
def svdf(draw, graph, variant):
    _, _, kind = variant.partition("-")
    rank, units, memory = draw.integer(1, 3), draw.integer(1, 5), draw.integer(1, 6)
    batches, width = draw.integer(1, 3), draw.integer(1, 7)
    inputs = [
        graph.input(draw.floats([batches, width], 1)),
        small(draw, graph, units * rank, width),
        small(draw, graph, units * rank, memory),
        small(draw, graph, units) if draw.turn([True, False]) else ABSENT,
        graph.state([batches, memory * units * rank]),
    ]
    options = ("SVDFOptions", {"rank": rank, "fusedActivationFunction": draw.turn([0, 1])})
    outputs = [graph.operator("SVDF", inputs, "float32", options)]
    if kind:
        inputs = [graph.input(draw.floats([batches, width], 1)), *inputs[1:]]
        outputs.append(graph.operator("SVDF", inputs, "float32", options))
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
