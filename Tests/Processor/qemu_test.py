"""The processor against QEMU, on random sequences of instructions."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from . import program

PROGRAM = Path(os.environ.get("POSE_ANIMATE", ".build/release/pose-animate")).resolve()
BOARD = Path(__file__).with_name("board.yaml")
SEED = int(os.environ.get("POSE_ANIMATE_SEED", "20191213"))
# Sequences of one program, and programs: 10,000 sequences in all.
COUNT, ROUNDS = 2500, 4
# Without floating-point registers, as the processor here.
CPU = "rv32,f=false,d=false"


class ComparisonTests(unittest.TestCase):
    def outputs(self, image):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sequences.elf"
            path.write_bytes(image)
            ours = subprocess.run(
                [PROGRAM, "device", "run", path, "--platform", BOARD, "--max-instructions",
                 "40000000", "--quiet"], capture_output=True, timeout=120)
            self.assertEqual(ours.returncode, 0, ours.stderr)
            qemu = subprocess.run(
                ["qemu-system-riscv32", "-M", "virt", "-cpu", CPU, "-bios", "none", "-m",
                 "128M", "-display", "none", "-monitor", "none", "-serial", "stdio", "-kernel",
                 path], stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
            self.assertEqual(qemu.returncode, 0, qemu.stderr)
            return ours.stdout, qemu.stdout

    def test_random_sequences_do_the_same_here_and_in_qemu(self):
        for round_number in range(ROUNDS):
            seed = SEED + round_number
            ours, theirs = self.outputs(program.build(seed, COUNT))
            self.assertEqual(len(theirs), 4 * COUNT, f"seed {seed}")
            self.assertEqual(len(ours), 4 * COUNT, f"seed {seed}")
            wrong = [index for index in range(COUNT)
                     if ours[4 * index:4 * index + 4] != theirs[4 * index:4 * index + 4]]
            # What went wrong once stays in memory, so only the first says something.
            self.assertEqual(wrong[:1], [], f"seed {seed}: {len(wrong)} sequences differ")


if __name__ == "__main__":
    unittest.main()
