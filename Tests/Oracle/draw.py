"""Random choices for a case, the same for the same seed."""

import zlib

import numpy as np

from Oracle.builder import Quantization

LEVELS = {"int8": (-128, 127), "uint8": (0, 255), "int16": (-32768, 32767)}
QUANTIZED = tuple(LEVELS)
ACTIVATIONS = {"NONE": 0, "RELU": 1, "RELU_N1_TO_1": 2, "RELU6": 3}


class Draw:
    """The random numbers of the case that is `ordinal`-th of its combination."""

    def __init__(self, seed, combination, ordinal, attempt=0):
        self.ordinal = ordinal
        name = zlib.crc32(combination.encode())
        self.offset = name
        self.random = np.random.default_rng([seed, name, ordinal, attempt])

    def turn(self, choices, every=1):
        """Each choice in its turn, so that few cases see all of them; combinations start at
        unlike places, so that together they see all even of a long list."""
        choices = list(choices)
        return choices[((self.ordinal + self.offset) // every) % len(choices)]

    def integer(self, low, high):
        """An integer, bounds included."""
        return int(self.random.integers(low, high + 1))

    def choice(self, choices):
        choices = list(choices)
        return choices[self.integer(0, len(choices) - 1)]

    def chance(self, probability):
        return bool(self.random.random() < probability)

    def real(self, low, high):
        return float(self.random.uniform(low, high))

    def shape(self, rank, largest=5):
        return [self.integer(1, largest) for _ in range(rank)]

    def activation(self):
        return ACTIVATIONS[self.turn(ACTIVATIONS)]

    def floats(self, shape, spread=2.0):
        return (self.random.standard_normal(shape) * spread).astype(np.float32)

    def values(self, dtype, shape, low=None, high=None):
        """Values over the whole range of a quantized type, moderate ones of other types."""
        if dtype in ("float32", "float16"):
            if low is None:
                return self.floats(shape).astype(dtype)
            return self.random.uniform(low, high, shape).astype(dtype)
        if dtype == "bool":
            return self.random.integers(0, 2, shape).astype(bool)
        if low is None:
            low, high = LEVELS.get(dtype, (-100, 100))
            low = max(low, 0) if dtype.startswith("uint") else low
        return self.random.integers(low, high + 1, shape).astype(dtype)

    def quantization(self, dtype, scale=None, zero=None):
        """Parameters for an activation of a quantized type; None for other types."""
        if dtype not in LEVELS:
            return None
        if scale is None:
            scale = self.real(0.005, 0.1) / (256 if dtype == "int16" else 1)
        if zero is None:
            zero = 0 if dtype == "int16" else self.zero_point(*LEVELS[dtype])
        return Quantization(scale, zero)

    def zero_point(self, low, high):
        """Often near the middle, as calibration finds them, at times anywhere."""
        if self.chance(0.3):
            return self.integer(low, high)
        middle = (low + high + 1) // 2
        return self.integer(middle - 24, middle + 24)

    def operand(self, dtype, shape, **bounds):
        """Values and the quantization that goes with them."""
        return self.values(dtype, shape, **bounds), self.quantization(dtype)

    def weights(self, dtype, shape, axis=None):
        """Weights of a type with their quantization: int8 is symmetric, for each slice along
        `axis` where that is given; uint8 has a zero point."""
        if dtype == "float32":
            return self.floats(shape, 0.5), None
        if dtype == "uint8":
            return self.values("uint8", shape), Quantization(
                self.real(0.002, 0.02), self.integer(90, 160)
            )
        count = 1 if axis is None else shape[axis]
        scales = self.random.uniform(0.002, 0.02, count)
        values = self.random.integers(-127, 128, shape).astype(np.int8)
        return values, Quantization(scales, 0, axis or 0)

    def bias(self, dtype, input_quantization, weight_quantization, count, taps):
        """A bias of about the size of the sum it is added to."""
        if dtype == "float32":
            return self.floats([count]), None
        scale = input_quantization.scale * weight_quantization.scale
        zero = np.zeros(scale.shape, np.int64)
        largest = int(5000 * np.sqrt(taps)) * (256 if dtype == "int16" else 1)
        values = self.random.integers(-largest, largest + 1, count)
        kind = np.int64 if dtype == "int16" else np.int32
        return values.astype(kind), Quantization(scale, zero, 0)

    def accumulated(self, dtype, input_quantization, weight_quantization, taps):
        """Quantization for a sum of `taps` products, so that few of them saturate."""
        if dtype not in LEVELS:
            return None
        low, high = LEVELS[dtype]
        rms = (high - low) / np.sqrt(12)
        deviation = float(np.mean(weight_quantization.scale)) * 73 * rms * np.sqrt(taps)
        deviation *= float(input_quantization.scale[0])
        scale = deviation / ((high - low) * self.real(0.12, 0.4))
        return self.quantization(dtype, scale)
