"""The program as a process: signals, pipes, and a disk that is full."""

import json
import os
import resource
import signal
import subprocess
import threading

from EndToEnd.program import PROGRAM, ProgramTest, fixture


def long_clip(frames):
    """A clip of many frames, as lines: the header, then a frame a line."""
    with open(fixture("shift.json")) as file:
        clip = json.load(file)
    header = {key: value for key, value in clip.items() if key != "frames"}
    yield json.dumps(header)
    line = json.dumps(clip["frames"][0])
    for _ in range(frames):
        yield line


class Signals(ProgramTest):
    def interrupt(self, number):
        """Feeds frames until the first picture is there, then sends a signal."""
        base = self.path(str(number))
        os.mkdir(base)
        folder = os.path.join(base, "frames")
        process = subprocess.Popen(
            [PROGRAM, fixture("figure.svg"), "--keypoints", "-", "-o", folder]
            + ["--contact-sheet", os.path.join(base, "sheet.png")],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        lines = long_clip(1_000_000)
        sent = False
        try:
            for line in lines:
                process.stdin.write(line + "\n")
                process.stdin.flush()
                if not sent and os.path.exists(os.path.join(folder, "frame_000000.png")):
                    process.send_signal(number)
                    sent = True
        except BrokenPipeError:
            pass
        self.assertTrue(sent)
        process.stderr.read()
        process.stderr.close()
        return process.wait(timeout=60), base

    def test_frame_is_finished_and_nothing_partial_is_left(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=number):
                status, folder = self.interrupt(number)
                self.assertEqual(status, 128 + number)
                self.assertEqual(os.listdir(folder), ["frames"])
                names = sorted(os.listdir(os.path.join(folder, "frames")))
                self.assertTrue(names)
                self.assertEqual(
                    names, [f"frame_{index:06}.png" for index in range(len(names))]
                )


class Pipes(ProgramTest):
    def test_frames_leave_as_they_arrive(self):
        """A live tracker's frame is drawn before its next one is sent."""
        folder = self.path("frames")
        process = subprocess.Popen(
            [PROGRAM, fixture("figure.svg"), "--keypoints", "-", "-o", folder],
            stdin=subprocess.PIPE,
            text=True,
        )
        try:
            lines = list(long_clip(4))
            process.stdin.write(lines[0] + "\n" + lines[1] + "\n" + lines[2] + "\n")
            process.stdin.flush()
            first = os.path.join(folder, "frame_000000.png")
            arrived = threading.Event()

            def watch():
                while not os.path.exists(first) and process.poll() is None:
                    pass
                arrived.set()

            threading.Thread(target=watch, daemon=True).start()
            self.assertTrue(arrived.wait(60))
            self.assertTrue(os.path.exists(first))
            process.stdin.write(lines[3] + "\n")
        finally:
            process.stdin.close()
            status = process.wait(timeout=60)
        self.assertEqual(status, 0)
        self.assertEqual(len(os.listdir(folder)), 3)

    def test_empty_standard_input(self):
        done = subprocess.run(
            [PROGRAM, fixture("figure.svg"), "--keypoints", "-", "-o", self.path("f")],
            input="",
            capture_output=True,
            text=True,
            timeout=60,
        )
        self.assertEqual(done.returncode, 65)
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn("standard input", done.stderr)

    def test_reader_that_goes_away(self):
        """A closed standard output is not the program's failure."""
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(
            [PROGRAM, "inspect", fixture("figure.svg")],
            stdout=writer,
            stderr=subprocess.PIPE,
            timeout=60,
        )
        os.close(writer)
        self.assertEqual(done.returncode, 0)


class StandardOutput(ProgramTest):
    def test_what_cannot_be_printed_is_an_error(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run(
                [PROGRAM, "plugins"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60
            )
        self.assertEqual(done.returncode, 74)
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn("standard output", done.stderr)


class FullDisk(ProgramTest):
    """A limit on the size of files stands for a full disk: the write itself fails."""

    def run_limited(self, *arguments, limit):
        return subprocess.run(
            [PROGRAM, *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )

    def test_every_output(self):
        clip = ["--keypoints", fixture("shift.json")]
        for arguments in (
            [fixture("figure.svg"), *clip, "-o", self.path("frames")],
            [fixture("figure.svg"), *clip, "--contact-sheet", self.path("sheet.png")],
            [fixture("figure.svg"), *clip, "--geometry", self.path("geometry.ndjson")],
            ["inspect", fixture("figure.svg"), "--bind", self.path("bind.json")],
            ["render", fixture("figure.svg"), "-o", self.path("out.png")],
        ):
            with self.subTest(arguments=arguments[-2:]):
                done = self.run_limited(*arguments, limit=64)
                self.assertEqual(done.returncode, 74, done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        left = [name for _, _, names in os.walk(self.folder) for name in names]
        self.assertEqual(left, [])
