"""How much longer a movie takes than FFmpeg alone takes with the frames at hand."""

import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

FRAMES = 180
# Drawing goes on beside encoding, so little more than encoding is left to wait for.
LIMIT = 1.25


def make(program, character, clip, path, environment=None):
    """A movie of ours; the seconds it takes."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [
            program, character, "--keypoints", "-", "--size", "1920x1080", "--background", "white",
            "--quiet", "-o", path,
        ],
        stdin=subprocess.PIPE, env=environment)
    feeder = threading.Thread(target=clip.write, args=(process.stdin, FRAMES))
    feeder.start()
    if process.wait() != 0:
        raise SystemExit(f"{path} was not made")
    feeder.join()
    return time.perf_counter() - start


def record(program, character, clip, folder):
    """What FFmpeg is told and fed, noted by a program that stands in front of it."""
    stand_in = f"{folder}/bin"
    os.mkdir(stand_in)
    with open(f"{stand_in}/ffmpeg", "w") as script:
        script.write(
            f'#!/bin/sh\nprintf "%s\\n" "$@" > {folder}/words\n'
            f'tee {folder}/frames | {shutil.which("ffmpeg")} "$@"\n')
    os.chmod(f"{stand_in}/ffmpeg", 0o755)
    environment = dict(os.environ, PATH=f"{stand_in}:{os.environ['PATH']}")
    make(program, character, clip, f"{folder}/recorded.mp4", environment)
    with open(f"{folder}/words") as words:
        return words.read().splitlines()[:-1]


def report(program, character, clip, folder):
    # In memory where there is a place for it, so that no disk is measured.
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else folder
    with tempfile.TemporaryDirectory(dir=place) as folder:
        words = record(program, character, clip, folder)
        ours, alone = [], []
        for _ in range(3):
            ours.append(make(program, character, clip, f"{folder}/ours.mp4"))
            start = time.perf_counter()
            with open(f"{folder}/frames", "rb") as frames:
                subprocess.run(
                    ["ffmpeg", *words, f"file:{folder}/alone.mp4"], check=True, stdin=frames)
            alone.append(time.perf_counter() - start)
        with open(f"{folder}/ours.mp4", "rb") as one, open(f"{folder}/alone.mp4", "rb") as other:
            is_same = one.read() == other.read()
    ours, alone = statistics.median(ours), statistics.median(alone)
    print(
        f"H.264 at 1920x1080: {1000 * ours / FRAMES:.1f} ms a frame, the encoder alone with the "
        f"same frames at hand {1000 * alone / FRAMES:.1f} ms; "
        f"{'the same file' if is_same else 'ANOTHER FILE'}")
    held = "held" if ours <= LIMIT * alone else "NOT HELD"
    print(f"bounded by the encoder: {ours / alone:.2f} x its time, limit {LIMIT}: {held}")
