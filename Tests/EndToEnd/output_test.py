"""Where frames go: streams whose reader leaves, runs that are killed and go on."""

import os
import random
import subprocess
import time

from EndToEnd.program import PROGRAM, ROOT, ProgramTest, fixture

CLIP = os.path.join(ROOT, "Examples", "clips", "wave.json.gz")
CHARACTER = os.path.join(ROOT, "Characters", "ada.svg")


def frames(folder):
    """The finished files of a folder, each with its bytes."""
    found = {}
    for name in os.listdir(folder):
        if not name.startswith("."):
            with open(os.path.join(folder, name), "rb") as file:
                found[name] = file.read()
    return found


class Streams(ProgramTest):
    def test_reader_that_goes_away_ends_the_run_quietly(self):
        for form in ("y4m", "rgba"):
            process = subprocess.Popen(
                [PROGRAM, CHARACTER, "--keypoints", CLIP, "-o", "-", "--format", form]
                + ["--background", "white"],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            process.stdout.read(1000)
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            process.stderr.close()
            self.assertEqual(process.wait(), 141)

    def test_stream_is_what_the_file_is(self):
        out = self.path("a.y4m")
        some = [CHARACTER, "--keypoints", CLIP, "--frames", "0-5", "--size", "160x120"]
        self.run_program(*some, "-o", out, "--quiet")
        done = subprocess.run(
            [PROGRAM, *some, "-o", "-", "--format", "y4m", "--quiet"],
            capture_output=True,
            check=True,
        )
        with open(out, "rb") as file:
            self.assertEqual(file.read(), done.stdout)


class Resumption(ProgramTest):
    """However often a run is killed, what it leaves at last is what an undisturbed one leaves."""

    KILLS = 25

    def test_killed_runs_go_on(self):
        run = [PROGRAM, CHARACTER, "--keypoints", CLIP, "--size", "480x360", "--jobs", "2"]
        whole = self.path("whole")
        start = time.monotonic()
        subprocess.run([*run, "-o", whole], check=True)
        length = time.monotonic() - start
        expected = frames(whole)

        folder = self.path("killed")
        resumed = [*run, "-o", folder, "--skip-existing", "--manifest", self.path("m.ndjson")]
        chance = random.Random(7)
        for _ in range(self.KILLS):
            process = subprocess.Popen(resumed, stderr=subprocess.DEVNULL)
            try:
                process.wait(timeout=chance.uniform(0, length / 3))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            # What has its name is whole, always.
            if os.path.isdir(folder):
                for name, content in frames(folder).items():
                    self.assertEqual(content, expected[name], name)
        subprocess.run(resumed, check=True)
        self.assertEqual(frames(folder), expected)


class Interruptions(ProgramTest):
    def test_movie_that_is_broken_off_leaves_nothing(self):
        for _ in range(4):
            process = subprocess.Popen(
                [PROGRAM, CHARACTER, "--keypoints", CLIP, "--fps", "900", "--quiet"]
                + ["-o", self.path("a.mp4"), "--background", "white"]
            )
            while not os.listdir(self.folder) and process.poll() is None:
                pass
            process.terminate()
            self.assertEqual(process.wait(), 143)
            self.assertEqual(os.listdir(self.folder), [])


class Places(ProgramTest):
    def test_full_disk_is_told(self):
        for name, form in (("/dev/full", "rgba"), ("/dev/full", "y4m")):
            done = self.run_program(
                fixture("figure.svg"), "--keypoints", fixture("shift.json"), "-o", name,
                "--format", form, "--quiet", status=74,
            )
            self.assertIn("no space left", done.stderr)

    def test_movie_needs_its_program(self):
        done = subprocess.run(
            [PROGRAM, fixture("figure.svg"), "--keypoints", fixture("shift.json")]
            + ["-o", self.path("a.mp4"), "--quiet"],
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": self.folder},
        )
        self.assertEqual(done.returncode, 69)
        self.assertIn("install it", done.stderr)
        self.assertEqual(os.listdir(self.folder), [])
