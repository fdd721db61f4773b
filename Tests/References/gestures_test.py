"""Gestures in the demo's samples, at the samples where its firmware tells them."""

import re
import unittest

from EndToEnd.program import ProgramTest, reference


class GesturesTest(ProgramTest):
    def test_the_demo_is_told_as_by_its_firmware(self):
        filler = self.path("filler.data")
        with open(filler, "w") as file:
            file.write("0 15000 15000\n" * 128 + "0 0 0\n" * 128)
        told = self.run_program(
            "device", "classify", "--gesture-model",
            reference("models", "magic_wand_float.tflite"), "--newest-sample-missing",
            "--accelerometer", reference("device", "circle.data"), "--accelerometer", filler,
            "--accelerometer", reference("device", "angle.data")).stdout
        # The firmware's serial port in device/uart-circle-angle.txt, its samples 126 and 511.
        self.assertEqual(
            re.findall(r"(\w+) at sample (\d+)", told), [("ring", "125"), ("slope", "510")])


if __name__ == "__main__":
    unittest.main()
