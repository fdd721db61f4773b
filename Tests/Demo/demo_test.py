"""Antmicro's magic wand demo, unmodified, against what its serial port said elsewhere.

Its firmware is no part of the repository: POSE_ANIMATE_DEMO names a folder with `zephyr.elf` and the
demo's own `renode` files (github.com/antmicro/litex-vexriscv-tensorflow-lite-demo).
"""

import json
import os
import subprocess
import unittest

from EndToEnd.program import PROGRAM, reference

DEMO = os.environ.get("POSE_ANIMATE_DEMO", "")


class DemoTest(unittest.TestCase):
    def run_firmware(self, *options):
        return subprocess.run(
            [PROGRAM, "device", "run", os.path.join(DEMO, "zephyr.elf"), *options],
            capture_output=True, timeout=300, check=True)

    def expect(self, name, *options):
        with open(reference("device", name), "rb") as file:
            self.assertEqual(self.run_firmware(*options).stdout, file.read())

    def test_circle_and_angle(self):
        self.expect(
            "uart-circle-angle.txt", "--fifo-depth", "1", "--feed",
            reference("device", "circle.data"), "--feed", "0,15000,15000,128", "--feed",
            "0,0,0,128", "--feed", reference("device", "angle.data"), "--max-seconds", "48")

    def test_the_whole_sequence_by_its_own_script(self):
        self.expect(
            "uart-full-sequence.txt", "--script", os.path.join(DEMO, "litex-vexriscv-tflite.resc"),
            "--max-seconds", "130")

    def test_its_platform_description_is_ours(self):
        done = self.run_firmware(
            "--platform", os.path.join(DEMO, "litex-vexriscv-tflite.repl"), "--fifo-depth", "1",
            "--feed", reference("device", "angle.data"), "--until-uart", "SLOPE:", "--json")
        told = json.loads(done.stderr)
        self.assertEqual((told["end"], told["samplesTaken"]), ("textSeen", 127))


if __name__ == "__main__":
    unittest.main()
