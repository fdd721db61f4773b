"""Measures how fast frames become files, beside those who do the same, by turns.

python Benchmarks/Frames/compare.py --program .build/release/pose-animate \
  --benchmarks .build-benchmarks/release/benchmarks --shared ../shared [--rounds 5]

Every round runs each of us, so that all meet the same load. Times are of the middle one; beside
them stands what it had of a processor, which a loaded machine changes least, and limits a core are
held to that. Runs in the environment of the Makefile's `peers`.
"""

import argparse
import collections
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import cairosvg

import long_clip
import movie

# What we are held to: milliseconds of one processor for a frame at 1920x1080, times Cairo's bytes.
FAST_MILLISECONDS = 3
BALANCED_MILLISECONDS = 9
BALANCED_BYTES = 1.1
# How many times as fast as processes that make one frame each.
RSVG_RATIO = 15
RESVG_RATIO = 5
SMALL_RATE = 1500
SCALING = 1.75
# Published for 500x500, measured elsewhere (AnimatedDrawings 74ee7f0, 339 frames).
ANIMATED_DRAWINGS = (31, 33)
OWN = {
    "cairo raster": "bare Cairo: draw",
    "our raster": "ours: draw",
    "cairo png": "bare Cairo: draw, its PNG",
    "floor": "bare Cairo: draw, simplest encoder",
    "fast": "ours: draw, PNG fast",
    "balanced": "ours: draw, PNG balanced",
    "small": "ours: draw, PNG small",
}


class Figure:
    """What one of us took for a frame, over all rounds."""

    def __init__(self):
        self.fastest, self.walls, self.processors, self.bytes = [], [], [], 0

    def add(self, fastest, wall, processor, count):
        self.fastest.append(fastest)
        self.walls.append(wall)
        self.processors.append(processor)
        self.bytes = count

    @property
    def processor(self):
        return statistics.median(self.processors)

    def row(self, name):
        return (
            f"{name:<36}{self.processor:>9.2f}{statistics.median(self.walls):>9.2f}"
            f"{min(self.fastest):>9.2f}{self.bytes:>10,}"
        )


def judge(what, is_held):
    print(f"{what}: {'held' if is_held else 'NOT HELD'}")


def load():
    return "load " + " ".join(f"{value:.1f}" for value in os.getloadavg())


def children():
    """Milliseconds of processors that ended processes had."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (usage.ru_utime + usage.ru_stime)


def own_round(benchmarks, figures):
    output = subprocess.run([benchmarks, "round"], check=True, capture_output=True, text=True)
    for line in output.stdout.splitlines():
        name, *numbers, count = line.split("\t")
        figures[OWN[name]].add(*map(float, numbers), int(count))


def process(command, figure, runs):
    """A program that makes one frame and ends."""
    target = command[-1]
    walls, processors = [], []
    for _ in range(runs):
        before = children()
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        walls.append(1000 * (time.perf_counter() - start))
        processors.append(children() - before)
    figure.add(
        min(walls), statistics.median(walls), statistics.median(processors),
        os.path.getsize(target),
    )


def in_process(character, figure):
    start, before = time.perf_counter(), time.process_time()
    picture = cairosvg.svg2png(url=character, output_height=1080, output_width=1080)
    wall = 1000 * (time.perf_counter() - start)
    figure.add(wall, wall, 1000 * (time.process_time() - before), len(picture))


def rates(options, size, clip, frames):
    """Frames a second of one core and of two: the best of some runs by turns, and the milliseconds
    of processors that a frame took, on two.
    """
    best, processors = {1: 0.0, 2: 0.0}, []
    cores = sorted(os.sched_getaffinity(0))
    for _ in range(options.rounds):
        for count in best:
            # A clip's motion has a thread of its own, so one core is no more than that.
            before = children()
            output = subprocess.run(
                [options.benchmarks, "clip", clip, *size.split("x"), str(count)],
                check=True, capture_output=True, text=True,
                preexec_fn=lambda: os.sched_setaffinity(0, cores[:count]))
            best[count] = max(best[count], float(output.stdout))
            if count == 2:
                processors.append((children() - before) / frames)
    return best[1], best[2], statistics.median(processors)


def report_frames(options, character, folder):
    figures = collections.defaultdict(Figure)
    resvg = os.path.join(os.path.dirname(sys.executable), "resvg")
    for _ in range(options.rounds):
        own_round(options.benchmarks, figures)
        process(
            ["rsvg-convert", "-h", "1080", character, "-o", f"{folder}/rsvg.png"],
            figures["rsvg-convert, a process a frame"], 5)
        process(
            [resvg, "-h", "1080", character, f"{folder}/resvg.png"],
            figures["resvg-cli, a process a frame"], 9)
        in_process(character, figures["CairoSVG, in process"])
    print("Frames of girl at 1920x1080 (others at 1080x1080), milliseconds and bytes")
    print(f"{'':<36}{'core':>9}{'wall':>9}{'fastest':>9}{'bytes':>10}")
    for name, figure in figures.items():
        print(figure.row(name))
    cairo = figures[OWN["cairo png"]]
    fast, balanced = figures[OWN["fast"]], figures[OWN["balanced"]]
    judge(
        f"fast {fast.processor:.2f} ms of a core, {fast.bytes / cairo.bytes:.2f} x Cairo's bytes, "
        f"{fast.processor / figures[OWN['floor']].processor:.2f} x the floor, "
        f"limit {FAST_MILLISECONDS} ms",
        fast.processor <= FAST_MILLISECONDS)
    judge(
        f"balanced {balanced.processor:.2f} ms of a core, limit {BALANCED_MILLISECONDS} ms",
        balanced.processor <= BALANCED_MILLISECONDS)
    judge(
        f"balanced {balanced.bytes / cairo.bytes:.2f} x Cairo's bytes, limit {BALANCED_BYTES}",
        balanced.bytes <= BALANCED_BYTES * cairo.bytes)
    for name, limit in [("rsvg-convert", RSVG_RATIO), ("resvg-cli", RESVG_RATIO)]:
        ratio = figures[f"{name}, a process a frame"].processor / fast.processor
        judge(f"{ratio:.1f} x {name}'s process, limit {limit}", ratio >= limit)


def report_rates(options, lines, folder):
    scaling = {}
    for size, count in [("512x512", 1500), ("1920x1080", 400)]:
        clip = f"{folder}/{size}.ndjson"
        with open(clip, "wb") as file:
            lines.write(file, count)
        one, two, processor = rates(options, size, clip, count)
        scaling[size] = two / one
        print(
            f"{size}, PNG fast: {one:.0f} frames/s on one core, {two:.0f} on two, the best runs; "
            f"{processor:.2f} ms of processors a frame, start included, "
            f"so two free ones would make {2000 / processor:.0f}")
        if size == "512x512":
            judge(f"{two:.0f} frames/s on two cores, limit {SMALL_RATE}", two >= SMALL_RATE)
            print(
                f"{two / ANIMATED_DRAWINGS[1]:.0f} to {two / ANIMATED_DRAWINGS[0]:.0f} x "
                "AnimatedDrawings (31 to 33 frames/s at 500x500, published)")
    for size, ratio in scaling.items():
        print(f"two cores {ratio:.2f} x one at {size} (limit {SCALING} on a quiet machine)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--benchmarks", required=True)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--hour", metavar="WxH", help="only an hour's frames as PNG of this size")
    options = parser.parse_args()
    for name in ["program", "benchmarks", "shared"]:
        setattr(options, name, os.path.abspath(getattr(options, name)))
    # Where `benchmarks` looks for the character.
    os.environ["POSE_ANIMATE_SHARED"] = options.shared
    character = f"{options.shared}/characters/girl.svg"
    clip = f"{options.shared}/golden/pose-animator/clips/a_wave.json.gz"
    if not shutil.which("rsvg-convert"):
        sys.exit("rsvg-convert is missing; make peers installs it")
    with tempfile.TemporaryDirectory() as folder:
        lines = long_clip.Clip(options.program, clip)
        if options.hour:
            long_clip.report(options.program, character, lines, options.hour, 108_000, folder)
            return
        print(f"{os.cpu_count()} processors, {load()}")
        report_frames(options, character, folder)
        report_rates(options, lines, folder)
        movie.report(options.program, character, lines, folder)
        long_clip.report(options.program, character, lines, "256x256", 108_000, None)
        long_clip.report(options.program, character, lines, "256x256", 20_000, folder)
        print(load())


if __name__ == "__main__":
    main()
