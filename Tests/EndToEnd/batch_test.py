"""Many animations by a job file: what is done, left out, refused, and gone on with after kills."""

import json
import os
import random
import signal
import subprocess
import time

from EndToEnd.output_test import CHARACTER, CLIP, frames
from EndToEnd.program import PROGRAM, ROOT, ProgramTest, fixture

MILO = os.path.join(ROOT, "Characters", "milo.svg")


class BatchTest(ProgramTest):
    def write(self, text, name="jobs.yaml"):
        with open(self.path(name), "w") as file:
            file.write(text)
        return self.path(name)

    def batch(self, *options, status=0):
        """Runs the batch; its results by the jobs' names."""
        done = self.run_program(
            "batch", self.path("jobs.yaml"), "--json", *options, status=status
        )
        results = json.loads(done.stdout)["jobs"] if done.stdout else []
        return {result["name"]: result for result in results}, done.stderr

    def content(self, *folders):
        """Every finished file of the folder's folders, with its bytes."""
        found = {}
        for folder in folders:
            for base, _, names in os.walk(self.path(folder)):
                for name, content in frames_in(base, names):
                    found[os.path.relpath(os.path.join(base, name), self.folder)] = content
        return found


def frames_in(base, names):
    for name in names:
        if not name.startswith("."):
            with open(os.path.join(base, name), "rb") as file:
                yield name, file.read()


class Batches(BatchTest):
    MATRIX = f"""
        defaults: {{size: 160x120, background: white}}
        jobs:
          - name: sheet
            character: {CHARACTER}
            keypoints: {CLIP}
            frames: 0-19
            contact-sheet: out/sheet.png
            geometry: out/sheet.ndjson
        matrix:
          character: [{CHARACTER}, {MILO}]
          keypoints: {CLIP}
          frames: 0-19
          output:
            - out/{{character}}/{{keypoints}}/
            - {{output: "out/{{character}}.mp4", fps: 12}}
        """

    def test_jobs_are_done_and_then_left_out(self):
        self.write(self.MATRIX)
        results, errors = self.batch()
        self.assertEqual(errors, "")
        self.assertEqual(len(results), 5)
        self.assertEqual({result["state"] for result in results.values()}, {"done"})
        made = self.content("out")
        self.assertEqual(len(made), 2 * 21 + 2)

        alone = self.path("alone.mp4")
        self.run_program(
            MILO, "--keypoints", CLIP, "--frames", "0-19", "--fps", "12", "--size", "160x120",
            "--background", "white", "-o", alone, "--quiet",
        )
        with open(alone, "rb") as file:
            self.assertEqual(made["out/milo.mp4"], file.read())

        results, _ = self.batch()
        self.assertEqual({result["state"] for result in results.values()}, {"kept"})
        for name in ("out/milo.mp4", "out/sheet.ndjson", "out/ada/wave/frame_000007.png"):
            with open(self.path(name), "ab") as file:
                file.write(b"damage")
        results, _ = self.batch("--jobs", "3")
        done = {name for name, result in results.items() if result["state"] == "done"}
        self.assertEqual(done, {"out-milo.mp4", "sheet", "out-ada-wave"})
        self.assertEqual(results["out-ada-wave"]["frames"], 1)
        self.assertEqual(self.content("out"), made)

    def test_frames_first_makes_the_same_movies(self):
        self.write(self.MATRIX)
        self.batch()
        made = self.content("out")
        subprocess.run(["rm", "-r", self.path("out"), self.path("jobs.batch")], check=True)
        self.batch("--frames-first")
        self.assertEqual(self.content("out"), made)
        # What the movies were made of has gone.
        self.assertEqual(os.listdir(self.path("jobs.batch/frames")), [])
        results, _ = self.batch()
        self.assertEqual(results["out-ada.mp4"]["state"], "kept")

    def test_dry_run_writes_nothing(self):
        self.write(self.MATRIX)
        done = self.run_program("batch", self.path("jobs.yaml"), "--dry-run")
        self.assertEqual(done.stdout.splitlines()[-1], "5 jobs")
        self.assertRegex(done.stdout, r"out-milo-wave +20 +160x120 +\S+wave.json.gz +out/milo/wave/")
        self.assertEqual(os.listdir(self.folder), ["jobs.yaml"])

    def test_table_is_for_people(self):
        self.write(self.MATRIX)
        done = self.run_program("batch", self.path("jobs.yaml"), "--progress", "json")
        self.assertRegex(done.stdout, r"(?m)^out-ada-wave +done +20 +\d+\.\d s +out/ada/wave/$")
        self.assertEqual(done.stdout.splitlines()[-1], "5 jobs: 5 done")
        last = json.loads(done.stderr.splitlines()[-1])
        self.assertEqual((last["jobs"], last["of"], last["secondsLeft"]), (5, 5, 0))

    def test_warnings_bear_the_name_of_their_job(self):
        self.write(
            f"jobs: [{{name: film, character: {CHARACTER}, keypoints: {CLIP}, frames: 0-3, "
            "output: a.mp4}]"
        )
        _, errors = self.batch()
        self.assertIn("pose-animate: film: warning: mp4 keeps no transparency", errors)


class Failures(BatchTest):
    def jobs(self, *lines):
        common = f"character: {CHARACTER}, keypoints: {CLIP}, frames: 0-5, size: 64x48"
        self.write(
            f"jobs:\n{''.join(f'  - {{{line}}}' + chr(10) for line in lines)}"
            f"defaults: {{{common}}}\n"
        )

    def test_what_cannot_be_done_is_refused_before_anything_is(self):
        for line, status, words in (
            ("output: a/, name: b, character: none.svg", 66, "job `b` (line 3): none.svg"),
            ("output: a.avi, name: b", 64, "job `b` (line 3): a.avi: nothing writes .avi"),
            ("output: a.mp4, name: b, filter: one-eur", 69, "did you mean `one-euro`?"),
            ("output: x/../good, name: b", 65, "job `b` (line 3): writes x/../good, as job `good`"),
            ("output: '-', name: b", 64, "is a stream"),
            ("output: b/, keypoints: '-', name: b", 64, "is a stream"),
            ("output: b/, fps: fast, name: b", 64, "fast"),
            ("output: b/, output: c/", 65, "duplicated key"),
            ("output: b.gif, audio: x.wav, name: b", 64, "has no sound"),
            ("output: b/, sizes: 1x1, name: b", 65, "did you mean `size`?"),
        ):
            with self.subTest(line=line):
                self.jobs("output: good/", line)
                _, errors = self.batch("--keep-going", status=status)
                self.assertIn(words, errors)
                self.assertEqual(errors.count("\n"), 1)
                self.assertEqual(os.listdir(self.folder), ["jobs.yaml"])

    def test_batch_stops_at_a_failure_or_goes_on(self):
        self.write("", "taken")
        self.jobs("output: a/", "output: taken/b/", "output: c/")
        results, errors = self.batch("--jobs", "1", status=73)
        self.assertEqual(
            [result["state"] for result in results.values()], ["done", "failed", "waiting"]
        )
        self.assertIn("job `taken-b`: taken", errors)
        results, _ = self.batch("--jobs", "1", "--keep-going", status=73)
        self.assertEqual(
            [result["state"] for result in results.values()], ["kept", "failed", "done"]
        )
        os.remove(self.path("taken"))
        results, _ = self.batch()
        self.assertEqual(
            [result["state"] for result in results.values()], ["kept", "done", "kept"]
        )

    def test_missing_encoder(self):
        self.jobs("output: a.mp4", "output: b/")
        done = subprocess.run(
            [PROGRAM, "batch", self.path("jobs.yaml"), "--keep-going", "--quiet"],
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": self.folder},
        )
        self.assertEqual(done.returncode, 69)
        self.assertIn("job `a.mp4`: FFmpeg", done.stderr)
        self.assertEqual(len(frames(self.path("b"))), 6)

    def test_two_runs_at_once(self):
        self.write(
            f"jobs: [{{character: {CHARACTER}, keypoints: {CLIP}, fps: 1000, output: a/}}]"
        )
        first = subprocess.Popen([PROGRAM, "batch", self.path("jobs.yaml"), "--quiet"])
        while not os.path.exists(self.path("a/frame_000000.png")):
            self.assertIsNone(first.poll())
        _, errors = self.batch(status=69)
        self.assertIn("another run is at work", errors)
        first.send_signal(signal.SIGTERM)
        self.assertEqual(first.wait(), 143)

    def test_interrupted_batch_tells_what_is_done(self):
        self.write(
            f"defaults: {{character: {CHARACTER}, keypoints: {CLIP}}}\n"
            "jobs: [{output: a/, frames: 0-1}, {output: b/, fps: 1000}, {output: c/}]"
        )
        process = subprocess.Popen(
            [PROGRAM, "batch", self.path("jobs.yaml"), "--jobs", "1"],
            stdout=subprocess.PIPE,
            text=True,
        )
        while not os.path.exists(self.path("b/frame_000000.png")):
            self.assertIsNone(process.poll())
        process.send_signal(signal.SIGTERM)
        table, _ = process.communicate()
        self.assertEqual(process.returncode, 143)
        self.assertIn("3 jobs: 1 done, 1 interrupted, 1 waiting", table)


class Kills(BatchTest):
    """However often a batch is killed, what it leaves at last is what an undisturbed one leaves."""

    KILLS = 100
    JOBS = f"""
        defaults: {{size: 96x72, background: white, frames: 0-19}}
        matrix:
          character: [{CHARACTER}, {MILO}]
          keypoints: {CLIP}
          output: ["out/{{character}}/", "out/{{character}}.mkv", "out/{{character}}.svg"]
        """

    def test_killed_batches_go_on(self):
        self.write(self.JOBS)
        start = time.monotonic()
        self.batch("--frames-first")
        length = time.monotonic() - start
        expected = self.content("out")
        self.assertEqual(len(expected), 2 * 22)

        chance = random.Random(11)
        for _ in range(self.KILLS):
            if chance.random() < 0.2:
                subprocess.run(
                    ["rm", "-rf", self.path("out"), self.path("jobs.batch")], check=True
                )
            process = subprocess.Popen(
                [PROGRAM, "batch", self.path("jobs.yaml"), "--frames-first", "--quiet"]
            )
            try:
                process.wait(timeout=chance.uniform(0, length / 3))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            # What has its name is whole, always.
            for name, content in self.content("out").items():
                self.assertEqual(content, expected[name], name)
        self.batch("--frames-first")
        self.assertEqual(self.content("out"), expected)
        left = [
            name
            for _, _, names in os.walk(self.folder)
            for name in names
            if name.startswith(".")
        ]
        self.assertEqual(left, [])
