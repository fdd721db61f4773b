"""Measures how fast firmware runs, beside QEMU on the same file, by turns.

python Benchmarks/Firmware/compare.py --program .build/release/pose-animate [--rounds 7]

Every round runs each of us, so that both meet the same load; a ratio is the median over rounds.
Whole processes are timed. Both must say the same.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
BOARD = HERE.parents[1] / "Tests/Processor/board.yaml"
# What we are held to: instructions a second, of QEMU's.
LEAST_RATIO = 0.5


def tools():
    """Where Swift's own clang and linker lie."""
    told = subprocess.run(
        ["swiftc", "-print-target-info"], check=True, capture_output=True, text=True).stdout
    return Path(json.loads(told)["paths"]["runtimeResourcePath"]).parents[1] / "bin"


def build(name, folder):
    path = Path(folder) / f"{name}.elf"
    subprocess.run(
        [tools() / "clang", "--target=riscv32-unknown-none-elf", "-march=rv32imac",
         "-mabi=ilp32", "-O2", "-ffreestanding", "-fno-builtin", "-nostdlib", "-fuse-ld=lld",
         "-T", HERE / "bare.ld", HERE / "start.S", HERE / f"{name}.c", "-o", path], check=True)
    return path


def timed(command):
    start = time.perf_counter()
    found = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=300)
    return time.perf_counter() - start, found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    is_met = True
    with tempfile.TemporaryDirectory() as folder:
        for name in ("checksum", "sorting"):
            path = build(name, folder)
            qemu = ["qemu-system-riscv32", "-M", "virt", "-cpu", "rv32,f=false,d=false", "-bios",
                    "none", "-display", "none", "-monitor", "none", "-serial", "stdio", "-kernel",
                    path]
            text = timed(qemu)[1].stdout.decode()
            ours = [arguments.program, "device", "run", path, "--platform", BOARD, "--until-uart",
                    text, "--max-seconds", "1000", "--json"]
            told = json.loads(timed(ours)[1].stderr)
            count = told["instructions"]
            rounds = [(timed(ours)[0], timed(qemu)[0]) for _ in range(arguments.rounds)]
            ratio = statistics.median(theirs / own for own, theirs in rounds)
            own = statistics.median(own for own, _ in rounds)
            theirs = statistics.median(theirs for _, theirs in rounds)
            print(f"{name}: {count:,} instructions, {count / own / 1e6:,.0f} million a second, "
                  f"QEMU {count / theirs / 1e6:,.0f}: {ratio:.2f} of QEMU's")
            is_met &= ratio >= LEAST_RATIO
    if not is_met:
        print(f"less than {LEAST_RATIO} of QEMU's", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
