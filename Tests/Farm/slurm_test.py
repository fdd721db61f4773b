"""Batches done by Slurm: two nodes on this machine, one of which is lost in the middle."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import unittest

from EndToEnd.program import PROGRAM, ROOT, ProgramTest
from Farm.cluster import Cluster, descendants

CLIP = os.path.join(ROOT, "Examples", "clips", "wave.json.gz")
ADA = os.path.join(ROOT, "Characters", "ada.svg")
MILO = os.path.join(ROOT, "Characters", "milo.svg")

# Frames that take a while, so that there is a middle to lose a node in.
JOBS = f"""
defaults: {{keypoints: {CLIP}, size: 1280x960, background: white}}
jobs:
  - {{name: frames, character: {ADA}, frames: 0-59, compression: small, output: out/frames/}}
  - {{name: film, character: {MILO}, frames: 0-39, output: out/film.mkv}}
  - {{name: drawing, character: {MILO}, frames: 0-39, output: out/drawing.svg}}
"""


def hashes(folder):
    """Every finished file below a folder, by its path, as a hash."""
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            if not name.startswith("."):
                path = os.path.join(base, name)
                with open(path, "rb") as file:
                    digest = hashlib.sha256(file.read()).hexdigest()
                found[os.path.relpath(path, folder)] = digest
    return found


class SlurmTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.cluster = Cluster(self.path("cluster"))
        self.addCleanup(self.cluster.stop)
        self.cluster.start()
        with open(self.path("jobs.yaml"), "w") as file:
            file.write(JOBS)

    def batch(self, *options):
        return subprocess.Popen(
            [PROGRAM, "batch", self.path("jobs.yaml"), "--on", "slurm", "--task-size", "6"]
            + ["--json", *options],
            env=self.cluster.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_for(self, process, condition):
        """Waits until something is so, while a process lives."""
        while not condition():
            try:
                process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
            self.fail(f"ended with {process.returncode}: {process.stderr.read()}")

    def made(self, name):
        return os.path.exists(self.path(f"out/frames/frame_{name:06}.png"))

    def expected(self):
        """What this machine alone makes of the same jobs."""
        alone = self.path("alone")
        os.mkdir(alone)
        with open(os.path.join(alone, "jobs.yaml"), "w") as file:
            file.write(JOBS)
        self.run_program("batch", os.path.join(alone, "jobs.yaml"), "--quiet")
        return hashes(os.path.join(alone, "out"))


class Nodes(SlurmTest):
    def test_node_is_lost_in_the_middle(self):
        process = self.batch("--retries", "3")
        self.wait_for(process, lambda: self.made(2))
        self.cluster.kill_node("n2")
        output, errors = process.communicate()
        self.assertEqual(process.returncode, 0, errors)
        states = {job["name"]: job["state"] for job in json.loads(output)["jobs"]}
        self.assertEqual(states, {"frames": "done", "film": "done", "drawing": "done"})
        self.assertEqual(hashes(self.path("out")), self.expected())
        # Frames of the movie have gone where they were only for the movie.
        self.assertEqual(os.listdir(self.path("jobs.batch/frames")), [])

    def test_tasks_that_are_killed_are_submitted_again(self):
        process = self.batch()
        self.wait_for(process, lambda: self.made(0))
        for pid in descendants(1):
            try:
                with open(f"/proc/{pid}/cmdline") as file:
                    line = file.read().split("\0")
                if "batch-task" in line and any(self.folder in word for word in line):
                    os.kill(pid, signal.SIGKILL)
            except (FileNotFoundError, ProcessLookupError):
                pass
        output, errors = process.communicate()
        self.assertEqual(process.returncode, 0, errors)
        # Once for what was lost.
        self.assertEqual(errors.count("submitted"), 2, errors)
        self.assertEqual(hashes(self.path("out")), self.expected())


class Followers(SlurmTest):
    def test_follower_leaves_and_comes_back(self):
        process = self.batch()
        self.wait_for(process, lambda: self.made(0))
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
        self.assertEqual(process.returncode, 130)
        self.assertIn("Slurm goes on with jobs", errors)
        output, errors = self.batch().communicate()
        self.assertNotIn("submitted", errors)
        self.assertEqual({job["state"] for job in json.loads(output)["jobs"]}, {"done"})
        self.assertEqual(hashes(self.path("out")), self.expected())

        # Once more: nothing but the frames, of which all are there, is looked at.
        again = self.batch()
        output, errors = again.communicate()
        self.assertEqual(again.returncode, 0, errors)
        states = {job["name"]: job["state"] for job in json.loads(output)["jobs"]}
        self.assertEqual(states["film"], "kept")

    def test_other_jobs_wait_until_the_farm_is_free(self):
        process = self.batch("--detach")
        _, errors = process.communicate()
        self.assertEqual(process.returncode, 0, errors)
        with open(self.path("jobs.yaml"), "w") as file:
            file.write(JOBS.replace("1280x960", "640x480"))
        other = self.batch()
        _, errors = other.communicate()
        self.assertEqual(other.returncode, 64)
        self.assertIn("an earlier plan of this batch is still at work", errors)


class Failures(SlurmTest):
    def test_job_that_cannot_be_done_fails_alone(self):
        with open(self.path("jobs.yaml"), "a") as file:
            file.write(f"  - {{name: bad, character: {ADA}, frames: 0-1, output: taken/x.mkv}}\n")
        open(self.path("taken"), "w").close()
        process = self.batch("--retries", "1")
        output, errors = process.communicate()
        self.assertEqual(process.returncode, 73, errors)
        jobs = {job["name"]: job for job in json.loads(output)["jobs"]}
        self.assertEqual(jobs["bad"]["state"], "failed")
        self.assertIn("taken", jobs["bad"]["message"])
        self.assertEqual(jobs["frames"]["state"], "done")
        self.assertEqual(hashes(self.path("out")), self.expected())

    def test_farm_that_is_not_there(self):
        done = subprocess.run(
            [PROGRAM, "batch", self.path("jobs.yaml"), "--on", "slurm", "--quiet"],
            env={**self.cluster.environment, "PATH": self.folder},
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, 69)
        self.assertIn("Slurm's programs are needed", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
