#!/usr/bin/env python3
"""Trains the gesture network from generated gestures and quantizes it.

    make gestures      # or: train.py --program .build/release/pose-animate --model … --swift …

The network sees 128 samples of three axes, less their mean, as signed bytes of 1/32 g:
convolution 8x3 by 4 to 8 channels, convolution 4 by 2 to 16 channels, the larger of neighbours in
time, and a layer to one number a gesture. It tells what has just ended, not what is longer past, so
that gestures may follow each other within a window. What comes out is the same network twice: a .tflite model for the
host, and its numbers as Swift for the firmware, which computes them as TensorFlow Lite's reference
kernels do.
"""

import argparse
import csv
import io
import math
import subprocess
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "Tests"))
from Oracle.builder import Graph, Quantization, schema  # noqa: E402

NAMES = ["wing", "ring", "slope", "shake", "none"]
GENERATORS = {"wing": "wing", "ring": "circle", "slope": "slope", "shake": "shake"}
NONE = len(NAMES) - 1
WINDOW = 128
RATE = 25
# What one step of the network's input is, in g; counts of the accelerometer are 1/256 g.
STEP = 1 / 32
COUNTS_PER_G = 256


def performances(program, gesture, count, seed):
    """Samples in g of so many performances, each by its own seed."""
    text = subprocess.run(
        [program, "device", "samples", f"{gesture},seed={seed},rate={RATE}", "--count", str(count)],
        check=True, capture_output=True, text=True).stdout
    found = [[] for _ in range(count)]
    for row in csv.reader(io.StringIO(text.split("\n", 1)[1])):
        found[int(row[0])].append([float(cell) for cell in row[2:5]])
    return [np.array(samples) for samples in found]


def window_input(counts):
    """A window of counts as the network sees it; the firmware does the same with whole numbers."""
    mean = np.floor_divide(counts.sum(axis=0) + WINDOW // 2, WINDOW)
    return np.clip(np.right_shift(counts - mean + 4, 3), -128, 127).astype(np.int8)


def rest(random, length, gravity):
    """Holding still, breathing, walking, or fiddling with the device, for so many samples."""
    time = np.arange(length)[:, None] / RATE
    samples = np.repeat(gravity[None], length, 0) + random.normal(0, 0.01, (length, 3))
    kind = random.integers(6)
    if kind == 1:
        samples += 0.08 * np.sin(2 * np.pi * random.uniform(0.1, 0.5) * time
                                 + random.uniform(0, 6.3, 3)) * random.normal(0, 1, 3)
    elif kind == 2:
        samples += 0.18 * np.sin(2 * np.pi * random.uniform(1.4, 2.2) * time
                                 + random.uniform(0, 6.3, 3)) * random.normal(0, 1, 3)
    elif kind == 3:
        for _ in range(random.integers(1, 3)):
            start, width = random.integers(0, max(length - 12, 1)), random.integers(4, 12)
            bump = np.sin(2 * np.pi * np.arange(width) / width)[:, None] * random.normal(0, 0.6, 3)
            samples[start:start + width] += bump[: len(samples[start:start + width])]
    elif kind >= 4:
        # Held otherwise from some moment on.
        other = gravity + random.normal(0, 0.4, 3)
        other = other / np.linalg.norm(other) - gravity
        start, width = random.integers(-20, length), random.integers(1, 30)
        share = np.clip((np.arange(length) - start) / width, 0, 1)[:, None]
        samples += share * share * (3 - 2 * share) * other
    return samples


def leant(random, gravity):
    """How the device was held a while before: as now, or otherwise."""
    if random.integers(2):
        return gravity
    other = gravity + random.normal(0, 0.3, 3)
    return other / np.linalg.norm(other)


def examples(program, count, seed):
    """Windows and their classes."""
    random = np.random.default_rng(seed)
    windows, labels = [], []
    found = {name: performances(program, GENERATORS[name], count, 1 + 10_000 * seed)
             for name in NAMES[:-1]}
    for label, name in enumerate(NAMES[:-1]):
        for number, samples in enumerate(found[name]):
            gravity = samples[:3].mean(axis=0)
            # Before it comes rest, or another gesture of the same bearer; behind it rest.
            before = rest(random, WINDOW, leant(random, gravity))
            if random.integers(2):
                other = found[NAMES[random.integers(NONE)]][number]
                gap = random.integers(0, RATE)
                place = WINDOW - gap - len(other)
                before[place:place + len(other)] = other - other[:3].mean(axis=0) + gravity
            stream = np.concatenate([before, samples, rest(random, WINDOW, gravity)])
            # The half second of rest at either end is no part of the gesture.
            begin, end = WINDOW + RATE // 2, WINDOW + len(samples) - RATE // 2
            # Just ended, up to half a second ago.
            for stop in (end + int(random.integers(0, 6)), end + int(random.integers(6, 13))):
                windows.append(stream[stop - WINDOW:stop])
                labels.append(label)
            # Not there yet, or past.
            most = begin + (end - begin) * 8 // 10
            for stop in (int(random.integers(begin, most)), int(random.integers(begin, most)),
                         int(random.integers(most - 4, most + 1)),
                         end + int(random.integers(21, WINDOW - RATE))):
                windows.append(stream[stop - WINDOW:stop])
                labels.append(NONE)
    for _ in range(5 * count):
        gravity = random.normal(0, 1, 3)
        windows.append(rest(random, WINDOW, gravity / np.linalg.norm(gravity)))
        labels.append(NONE)
    counts = [np.rint(np.array(window) * COUNTS_PER_G).astype(np.int64) for window in windows]
    inputs = np.stack([window_input(window) for window in counts])
    order = random.permutation(len(labels))
    return inputs[order], np.array(labels)[order]


class Layer:
    """Weights, a bias, and Adam's moments (Kingma and Ba 2015)."""

    def __init__(self, random, inputs, outputs):
        self.values = [random.normal(0, math.sqrt(2 / inputs), (inputs, outputs)), np.zeros(outputs)]
        self.first = [np.zeros_like(value) for value in self.values]
        self.second = [np.zeros_like(value) for value in self.values]

    def update(self, gradients, step, rate):
        for index, gradient in enumerate(gradients):
            self.first[index] = 0.9 * self.first[index] + 0.1 * gradient
            self.second[index] = 0.999 * self.second[index] + 0.001 * gradient**2
            mean = self.first[index] / (1 - 0.9**step)
            spread = self.second[index] / (1 - 0.999**step)
            self.values[index] -= rate * mean / (np.sqrt(spread) + 1e-8)


def patches(values, size, stride):
    """Slices of `size` moments, `stride` apart: batch, place, size x channels."""
    places = (values.shape[1] - size) // stride + 1
    return np.stack(
        [values[:, place * stride:place * stride + size].reshape(len(values), -1)
         for place in range(places)], axis=1)


def forward(layers, inputs):
    """All that backward needs; the last is the numbers of the gestures."""
    first = patches(inputs, 8, 4)
    one = np.maximum(first @ layers[0].values[0] + layers[0].values[1], 0)
    second = patches(one, 4, 2)
    two = np.maximum(second @ layers[1].values[0] + layers[1].values[1], 0)
    pairs = two.reshape(len(two), 7, 2, -1)
    top = pairs.max(axis=2).reshape(len(two), -1)
    return first, one, second, two, top, top @ layers[2].values[0] + layers[2].values[1]


def gradients(layers, inputs, labels):
    first, one, second, two, top, scores = forward(layers, inputs)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    error = odds / odds.sum(axis=1, keepdims=True)
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    found = [None, None, (top.T @ error, error.sum(axis=0))]
    error = (error @ layers[2].values[0].T).reshape(len(inputs), 7, 1, -1)
    pairs = two.reshape(len(inputs), 7, 2, -1)
    highest = pairs.argmax(axis=2)[:, :, None]
    spread = (error * (np.arange(2)[None, None, :, None] == highest)).reshape(two.shape)
    spread *= two > 0
    found[1] = (np.einsum("bpi,bpo->io", second, spread), spread.sum(axis=(0, 1)))
    error = spread @ layers[1].values[0].T
    back = np.zeros_like(one)
    for place in range(error.shape[1]):
        back[:, place * 2:place * 2 + 4] += error[:, place].reshape(len(inputs), 4, -1)
    back *= one > 0
    found[0] = (np.einsum("bpi,bpo->io", first, back), back.sum(axis=(0, 1)))
    return found


def train(inputs, labels, seed, rounds):
    random = np.random.default_rng(seed)
    layers = [Layer(random, 24, 8), Layer(random, 32, 16), Layer(random, 112, len(NAMES))]
    values = inputs.astype(np.float64) * STEP
    step = 0
    for turn in range(rounds):
        order = random.permutation(len(labels))
        for start in range(0, len(order), 64):
            batch = order[start:start + 64]
            step += 1
            rate = 4e-3 * 0.5 * (1 + math.cos(math.pi * turn / rounds))
            for layer, found in zip(layers, gradients(layers, values[batch], labels[batch])):
                layer.update(found, step, rate)
    return layers


def multiplier(factor):
    """A factor as 31 bits and a power of two (TensorFlow Lite's QuantizeMultiplier)."""
    fraction, exponent = math.frexp(factor)
    fraction = math.floor(fraction * 2**31 + 0.5)
    if fraction == 2**31:
        fraction, exponent = fraction // 2, exponent + 1
    return fraction, exponent


class Quantized:
    """A layer in whole numbers: bytes a channel, biases, and what sums are multiplied by."""

    def __init__(self, layer, input_scale, largest, is_rectified):
        weights = layer.values[0]
        self.scales = np.abs(weights).max(axis=0) / 127
        self.weights = np.rint(weights / self.scales).astype(np.int8)
        self.zero = -128 if is_rectified else 0
        self.scale = np.float32(largest / (255 if is_rectified else 127))
        self.bias_scales = (self.scales * input_scale).astype(np.float32)
        self.bias = np.rint(layer.values[1] / self.bias_scales).astype(np.int32)
        self.scales = self.scales.astype(np.float32)
        factors = self.scales.astype(np.float64) * np.float64(input_scale) / np.float64(self.scale)
        self.multipliers = [multiplier(factor) for factor in factors]


def quantize(layers, inputs):
    _, one, _, two, _, scores = forward(layers, inputs.astype(np.float64) * STEP)
    first = Quantized(layers[0], np.float32(STEP), one.max(), True)
    second = Quantized(layers[1], first.scale, two.max(), True)
    last = Quantized(layers[2], second.scale, np.abs(scores).max(), False)
    # A scale for the whole layer: older runtimes know no other for these.
    return [first, second, last]


def model(stages):
    """The network as a .tflite file."""
    first, second, last = stages
    graph = Graph()
    graph.description = "gestures of an accelerometer: " + ", ".join(NAMES)
    value = graph.input(np.zeros((1, WINDOW, 3, 1), np.int8), Quantization(STEP))

    def convolve(value, stage, size, width, channels, stride):
        shape = (len(stage.bias), size, width, channels)
        weights = graph.constant(
            np.ascontiguousarray(stage.weights.T).reshape(shape), Quantization(stage.scales))
        bias = graph.constant(stage.bias, Quantization(stage.bias_scales))
        activation = "NONE" if stage is last else "RELU"
        options = {
            "padding": schema.Padding.VALID, "strideH": stride, "strideW": 1,
            "fusedActivationFunction": getattr(schema.ActivationFunctionType, activation)}
        return graph.operator(
            "CONV_2D", [value, weights, bias], "int8", ("Conv2DOptions", options), 3,
            Quantization(stage.scale, stage.zero))

    value = convolve(value, first, 8, 3, 1, 4)
    value = convolve(value, second, 4, 1, 8, 2)
    options = {"padding": schema.Padding.VALID, "strideH": 2, "strideW": 1, "filterWidth": 1,
               "filterHeight": 2}
    value = graph.operator(
        "MAX_POOL_2D", [value], "int8", ("Pool2DOptions", options), 2,
        Quantization(second.scale, second.zero))
    value = convolve(value, last, 7, 1, 16, 1)
    graph.outputs = [value]
    shapes = iter([[1, 31, 1, 8], [1, 14, 1, 16], [1, 7, 1, 16], [1, 1, 1, len(NAMES)]])
    for _, tensor in graph.computed():
        tensor.shape = next(shapes)
    return graph.serialized()


def swift(stages):
    """The network as Swift for the firmware."""

    def rows(values):
        values = [str(int(value)) for value in np.asarray(values).ravel()]
        lines, line = [], "       "
        for value in values:
            if len(line) + len(value) + 2 > 99:
                lines.append(line)
                line = "       "
            line += f" {value},"
        return "\n".join(lines + [line])

    text = ["// Written by training/train.py; do not change by hand.", "",
            "/// The gesture network's numbers.", "enum GestureWeights {"]
    for name, stage in zip(("first", "second", "last"), stages):
        for kind, type_name, values in (
            ("Weights", "Int8", stage.weights.T),
            ("Bias", "Int32", stage.bias),
            ("Fractions", "Int32", [fraction for fraction, _ in stage.multipliers]),
            ("Exponents", "Int8", [exponent for _, exponent in stage.multipliers]),
        ):
            count = np.asarray(values).size
            text += [f"    static let {name}{kind}: InlineArray<{count}, {type_name}> = [",
                     rows(values), "    ]"]
    return "\n".join(text + ["}"]) + "\n"


def simulated(stages, inputs):
    """The whole-number network on many windows, rounded as one factor of doubles would."""

    def apply(stage, sums, low):
        factors = np.array([fraction * 2.0 ** (exponent - 31)
                            for fraction, exponent in stage.multipliers])
        return np.clip(np.rint(sums * factors) + stage.zero, low, 127)

    first, second, last = stages
    one = patches(inputs.astype(np.float64), 8, 4) @ first.weights + first.bias
    one = apply(first, one, first.zero) - first.zero
    two = apply(second, patches(one, 4, 2) @ second.weights + second.bias, second.zero)
    top = two.reshape(len(two), 7, 2, -1).max(axis=2).reshape(len(two), -1) - second.zero
    return apply(last, top @ last.weights + last.bias, -128)


MARGIN = 4
PATIENCE = 3


def told(scores):
    """The gestures that are told of a stream, as the firmware does."""
    found, candidate, last, agreeing = [], NONE, NONE, 0
    for row in scores:
        best = int(row.argmax())
        others = np.delete(row, best)
        likeliest = best if best == NONE or (others <= row[best] - MARGIN).all() else NONE
        agreeing = agreeing + 1 if likeliest == candidate else 1
        candidate = likeliest
        if agreeing >= PATIENCE and candidate != last:
            last = candidate
            found += [] if last == NONE else [last]
    return found


def judge(program, stages, count, seed):
    """Whole streams of a gesture between rests: told once and rightly, or with more or less."""
    random = np.random.default_rng(seed)
    for label, name in enumerate(NAMES[:-1]):
        right = extra = missing = 0
        for samples in performances(program, GENERATORS[name], count, 1 + 10_000 * seed):
            gravity = samples[:3].mean(axis=0)
            parts = [rest(random, WINDOW, gravity), samples, rest(random, WINDOW, gravity)]
            stream = np.rint(np.concatenate(parts) * COUNTS_PER_G).astype(np.int64)
            windows = np.stack([window_input(stream[start:start + WINDOW])
                                for start in range(len(stream) - WINDOW)])
            events = told(simulated(stages, windows))
            right += events == [label]
            missing += label not in events
            extra += any(event != label for event in events) or events.count(label) > 1
        print(f"  streams of {name}: {right} of {count} told once and rightly, {missing} missed, "
              f"{extra} with more")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / ".build/release/pose-animate"))
    parser.add_argument("--model", default=str(ROOT / "Sources/Sensing/Gestures/gestures.tflite"))
    parser.add_argument(
        "--swift", default=str(ROOT / "Examples/firmware/Classifier/GestureWeights.swift"))
    parser.add_argument("--count", type=int, default=1600, help="performances of each gesture")
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    inputs, labels = examples(arguments.program, arguments.count, 1)
    layers = train(inputs, labels, 1, arguments.rounds)
    stages = quantize(layers, inputs)
    held, expected = examples(arguments.program, 200, 2)
    exact = forward(layers, held.astype(np.float64) * STEP)[-1].argmax(axis=1)
    whole = simulated(stages, held).argmax(axis=1)
    print(f"{len(labels)} windows to learn from; of {len(expected)} others right: "
          f"{(exact == expected).mean():.4f} in doubles, {(whole == expected).mean():.4f} in bytes")
    for label, name in enumerate(NAMES):
        of = expected == label
        print(f"  {name}: {(whole[of] == label).mean():.4f}, "
              f"taken for it wrongly: {(whole[~of] == label).mean():.4f}")
    judge(arguments.program, stages, 200, 3)
    Path(arguments.model).write_bytes(model(stages))
    Path(arguments.swift).write_text(swift(stages))


if __name__ == "__main__":
    main()
