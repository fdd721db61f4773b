"""Programs that motion passes: what they make of it, and that none is left behind."""

import contextlib
import hashlib
import json
import os
import select
import signal
import subprocess
import sys
import threading

from EndToEnd.process_test import long_clip
from EndToEnd.program import PROGRAM, ROOT, ProgramTest, fixture

BREATHING = os.path.join(ROOT, "Examples", "plugins", "pipe", "breathing.py")
BREATHE = f"'{sys.executable}' '{BREATHING}'"
UNCHANGED = "read -r h; while read -r f; do printf '%s\\n' \"$f\"; done"


def goes_on(number):
    """Whether a process goes on, although it has been given time to end."""
    try:
        process = os.pidfd_open(number)
    except ProcessLookupError:
        return False
    try:
        return not select.select([process], [], [], 10)[0]
    finally:
        os.close(process)


class Frames(ProgramTest):
    clip = ["--keypoints", os.path.join(ROOT, "Examples", "clips", "wave.json.gz")]
    character = os.path.join(ROOT, "Characters", "ada.svg")

    def frames(self, name, *options, clip=None):
        """The hashes of the frames that come out."""
        folder = self.path(name)
        self.run_program(
            self.character, *(clip or self.clip), "-o", folder, "--size", "120x120", *options
        )
        hashes = {}
        for frame in sorted(os.listdir(folder)):
            with open(os.path.join(folder, frame), "rb") as file:
                hashes[frame] = hashlib.sha256(file.read()).hexdigest()
        return hashes

    def test_example_changes_frames_alike_for_any_number_of_threads(self):
        plain = self.frames("plain")
        one = self.frames("one", "--jobs", "1", "--pipe-filter", BREATHE)
        four = self.frames("four", "--jobs", "4", "--pipe-filter", BREATHE)
        self.assertEqual(one, four)
        self.assertEqual(len(one), len(plain))
        self.assertNotEqual(one, plain)
        # A breath begins with the clip.
        self.assertEqual(one["frame_000000.png"], plain["frame_000000.png"])

    def test_unchanged_frames_are_the_same(self):
        self.assertEqual(
            self.frames("plain", "--frames", "0-9"),
            self.frames("piped", "--frames", "0-9", "--pipe-filter", UNCHANGED),
        )

    def test_parts_of_a_clip_are_as_the_whole(self):
        whole = self.frames("whole", "--pipe-filter", BREATHE)
        some = self.frames("some", "--pipe-filter", BREATHE, "--frames", "30-40:5")
        half = self.frames("half", "--pipe-filter", BREATHE, "--shard", "1/2")
        self.assertEqual(len(some), 3)
        self.assertEqual(len(half), len(whole) // 2)
        for part in (some, half):
            self.assertEqual(part, {name: whole[name] for name in part})

    def test_filters_that_see_the_whole_clip_go_before(self):
        gaps = ["--filter", "gaps", "--frames", "0-9"]
        self.assertEqual(
            self.frames("plain", *gaps), self.frames("piped", *gaps, "--pipe-filter", UNCHANGED)
        )

    def test_every_character_has_a_program_of_its_own(self):
        note = self.path("programs")
        self.run_program(
            *["--character", fixture("figure.svg"), "--character", fixture("figure.svg")],
            *["--keypoints", fixture("duo.ndjson"), "-o", self.path("frames")],
            *["--pipe-filter", f"echo $$ >>'{note}'; {UNCHANGED}"],
        )
        with open(note) as file:
            self.assertEqual(len(set(file.read().split())), 2)

    def test_batch(self):
        jobs = self.path("jobs.json")
        with open(jobs, "w") as file:
            json.dump(
                {
                    "jobs": [
                        {
                            "name": "one",
                            "character": self.character,
                            "keypoints": self.clip[1],
                            "output": self.path("batch"),
                            "size": "120x120",
                            "frames": "0-9",
                            "pipe-filter": [BREATHE, "head -n 0; exit 3"],
                        },
                        {
                            "name": "two",
                            "character": self.character,
                            "keypoints": self.clip[1],
                            "output": self.path("other"),
                            "size": "120x120",
                            "frames": "0-9",
                            "pipe-filter": [BREATHE],
                            "pipe-timeout": 60,
                        },
                    ]
                },
                file,
            )
        done = self.run_program("batch", jobs, "--keep-going", status=70)
        self.assertIn("pipe filter `head -n 0; exit 3`", done.stderr + done.stdout)
        alone = self.frames("alone", "--frames", "0-9", "--pipe-filter", BREATHE)
        self.assertEqual(sorted(os.listdir(self.path("other"))), sorted(alone))


class Failures(ProgramTest):
    def fail(self, script, status, *options):
        """One line of ours comes after what the program says itself."""
        movie = self.path("movie.gif")
        done = self.run_program(
            *[fixture("figure.svg"), "--keypoints", fixture("shift.json"), "-o", movie],
            *["--pipe-filter", script, *options],
            status=status,
        )
        self.assertEqual(os.listdir(self.folder), [])
        lines = done.stderr.splitlines()
        ours = [line for line in lines if line.startswith("pose-animate: pipe filter `")]
        self.assertEqual(lines[-1:], ours)
        return ours[0]

    def test_failures_are_told(self):
        for script, status, words, *options in (
            ("no-such-program-anywhere", 69, "frame 0: the command is not found"),
            ("exit 3", 70, "frame 0: ended before it answered, with status 3"),
            ("echo why >&2; exit 3", 70, "status 3: why"),
            ("read -r h; echo hello", 65, "answer to frame 0"),
            (f"{UNCHANGED}; echo why >&2; exit 3", 70, "failed at its end, with status 3: why"),
            (
                "read -r h; read -r f; printf '%s\\n' \"$f\"; sleep 60",
                70,
                "did not answer frame 1 within 0.2 s; does it flush",
                "--pipe-timeout",
                "0.2",
            ),
        ):
            with self.subTest(script=script):
                self.assertIn(words, self.fail(script, status, *options))

    def test_wrong_options(self):
        for options, words in (
            (["--pipe-filter", " "], "--pipe-filter"),
            (["--pipe-filter", "cat", "--pipe-timeout", "0"], "--pipe-timeout"),
            (["--pipe-timeout", "3"], "--pipe-filter"),
        ):
            with self.subTest(options=options):
                done = self.run_program(
                    *[fixture("figure.svg"), "--keypoints", fixture("shift.json")],
                    *["-o", self.path("frames"), *options],
                    status=64,
                )
                self.assertEqual(done.stderr.count("\n"), 1)
                self.assertIn(words, done.stderr)


class Signals(ProgramTest):
    def interrupt(self, number, script):
        """Runs a script that notes its own number and that of another program of its group, sends
        a signal when it has, and returns the program's status and both numbers."""
        note = self.path("numbers")
        os.mkfifo(note)
        process = subprocess.Popen(
            [PROGRAM, fixture("figure.svg"), "--keypoints", "-", "-o", self.path("frames")]
            + ["--pipe-filter", f"sleep 600 & echo $$ $! >'{note}'; {script}"],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

        def feed():
            try:
                for line in long_clip(1_000_000):
                    process.stdin.write(line + "\n")
            except BrokenPipeError:
                pass

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        with open(note) as file:
            numbers = [int(word) for word in file.read().split()]
        self.assertEqual(len(numbers), 2)
        process.send_signal(number)
        status = process.wait(timeout=60)
        feeder.join(60)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        os.remove(note)
        return status, numbers

    def test_nobody_is_left(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            for script in (UNCHANGED, "trap '' TERM INT HUP; wait", "sleep 600"):
                with self.subTest(signal=number, script=script):
                    status, numbers = self.interrupt(number, script)
                    self.assertEqual(status, 128 + number)
                    self.assertEqual([one for one in numbers if goes_on(one)], [])
                    # There is no folder when the signal came before the first frame.
                    frames = self.path("frames")
                    for name in os.listdir(frames) if os.path.isdir(frames) else []:
                        self.assertRegex(name, r"^frame_\d{6}\.png$")

    def test_nobody_is_left_when_the_selection_ends_early(self):
        note = self.path("numbers")
        self.run_program(
            *[fixture("figure.svg"), "--keypoints", fixture("shift.json")],
            *["-o", self.path("frames"), "--frames", "0"],
            *["--pipe-filter", f"sleep 600 & echo $$ $! >'{note}'; {UNCHANGED}; sleep 600"],
        )
        with open(note) as file:
            numbers = [int(word) for word in file.read().split()]
        self.assertEqual([one for one in numbers if goes_on(one)], [])
