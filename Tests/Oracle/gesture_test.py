"""Gestures on the host, judged by LiteRT on windows that are made here."""

import json
import os
import subprocess
import unittest

import numpy as np

from EndToEnd.program import PROGRAM, ROOT, reference
from Oracle.litert import _interpreter

OURS = os.path.join(ROOT, "Sources/Sensing/Gestures/gestures.tflite")


def raw_samples(*names):
    """Samples of 1,024 a g."""
    return np.concatenate([np.loadtxt(reference("device", name)) for name in names])


def looks(*options):
    """What the program says of every window."""
    told = subprocess.run(
        [PROGRAM, "device", "classify", "--scores", *options], check=True, capture_output=True,
        text=True, timeout=120).stdout
    return [json.loads(line) for line in told.splitlines()]


def answers(path, windows):
    with open(path, "rb") as file:
        interpreter = _interpreter(file.read(), "reference")
    interpreter.allocate_tensors()
    found = []
    for window in windows:
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], window)
        interpreter.invoke()
        found.append(interpreter.get_tensor(interpreter.get_output_details()[0]["index"]).ravel())
    return np.array(found)


class GestureTest(unittest.TestCase):
    def files(self):
        return [option for name in ("circle.data", "angle.data")
                for option in ("--accelerometer", reference("device", name))]

    def check_magic_wand(self, is_missing):
        model = reference("models", "magic_wand_float.tflite")
        options = ["--newest-sample-missing"] if is_missing else []
        told = looks(*self.files(), "--gesture-model", model, *options)
        samples = raw_samples("circle.data", "angle.data") / 1024 * 1000
        padded = np.concatenate([np.zeros((128, 3)), samples]).astype(np.float32)
        windows = []
        for look in told:
            window = padded[look["sample"] + 1:look["sample"] + 129].copy()
            if is_missing:
                window[127] = 0
            windows.append(window.reshape(1, 128, 3, 1))
        self.assertEqual([look["sample"] for look in told], list(range(99, 256)))
        scores = np.array([look["scores"] for look in told])
        self.assertLess(np.abs(scores - answers(model, windows)).max(), 1e-5)
        return [(look["gesture"], look["sample"]) for look in told if look["gesture"]]

    def test_the_magic_wand_scores_as_in_litert(self):
        self.check_magic_wand(False)
        # As the demo's firmware tells of these samples, which it counts from one.
        self.assertEqual(
            self.check_magic_wand(True), [("ring", 125), ("wing", 169), ("slope", 249)])

    def test_our_own_network_is_the_same_in_litert(self):
        told = looks(*self.files())
        exact = raw_samples("circle.data", "angle.data") / 4
        # Halves go away from zero.
        counts = np.trunc(exact + np.copysign(0.5, exact)).astype(np.int64)
        padded = np.concatenate([np.repeat(counts[:1], 127, 0), counts])
        windows = []
        for look in told:
            window = padded[look["sample"]:look["sample"] + 128]
            mean = (window.sum(axis=0) + 64) // 128
            steps = np.clip((window - mean + 4) >> 3, -128, 127)
            windows.append(steps.astype(np.int8).reshape(1, 128, 3, 1))
        scores = np.array([look["scores"] for look in told])
        self.assertEqual(len(told), 256)
        np.testing.assert_array_equal(scores, answers(OURS, windows))


if __name__ == "__main__":
    unittest.main()
