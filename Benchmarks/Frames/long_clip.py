"""Clips of any length, made while they are read, and what a long run does to memory and speed."""

import json
import shutil
import subprocess
import threading


class Clip:
    """A clip's frames over and over, a line each."""

    def __init__(self, program, path):
        output = subprocess.run(
            [program, "convert", path, "-o", "-"], check=True, capture_output=True)
        self.header, *self.frames = output.stdout.splitlines(keepends=True)

    def write(self, pipe, count):
        """There and back again, so that nothing jumps."""
        order = self.frames + self.frames[-2:0:-1]
        try:
            with pipe:
                pipe.write(self.header)
                for index in range(count):
                    pipe.write(order[index % len(order)])
        except BrokenPipeError:
            pass


def resident_mib(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return float("nan")


def report(program, character, clip, size, count, folder):
    """Runs through a clip and looks at the run ten times; PNG into a folder, or pixels to nobody."""
    target = f"{folder}/long" if folder else "-"
    command = [
        program, character, "--keypoints", "-", "--size", size, "--frames", f"0-{count - 1}",
        "--background", "white", "--progress", "json", "-o", target,
    ]
    if not folder:
        command += ["--format", "rgba"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    feeder = threading.Thread(target=clip.write, args=(process.stdin, count))
    feeder.start()
    kind = "PNG fast" if folder else "pixels to nobody"
    print(f"{count:,} frames ({count / 30 / 60:.0f} minutes) at {size}, {kind}")
    looks, last = [], (0, 0.0)
    for line in process.stderr:
        state = json.loads(line)
        if state["frames"] * 10 < count * (len(looks) + 1) or state["frames"] == count:
            continue
        rate = (state["frames"] - last[0]) / (state["seconds"] - last[1])
        last = (state["frames"], state["seconds"])
        looks.append((rate, resident_mib(process.pid)))
        print(
            f"  {state['frames']:>8,} frames, {rate:6.0f} frames/s, {looks[-1][1]:6.1f} MiB, "
            f"{state['secondsLeft']} s left", flush=True)
    feeder.join()
    if process.wait() != 0:
        raise SystemExit(f"{command} failed")
    if folder:
        shutil.rmtree(target)
    (first_rate, first), (last_rate, final) = looks[0], looks[-1]
    held = "held" if final <= first + 4 else "NOT HELD"
    print(f"memory {final:.1f} MiB, limit {first:.1f} + 4 MiB: {held}")
    print(f"speed of the last part {last_rate / first_rate:.2f} x the first one's")
