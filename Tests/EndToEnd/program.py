"""Runs the built program, and finds fixtures and reference files."""

import gzip
import json
import os
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, os.environ.get("POSE_ANIMATE", ".build/release/pose-animate"))
SHARED = os.path.join(ROOT, os.environ.get("POSE_ANIMATE_SHARED", "../shared"))


def fixture(name):
    """The path of a file in Tests/Fixtures."""
    return os.path.join(ROOT, "Tests", "Fixtures", name)


def reference(*path):
    """The path of a reference file; an error, never a skip, when it is missing."""
    full = os.path.join(SHARED, *path)
    if not os.path.exists(full):
        raise FileNotFoundError(
            f"{full} is missing; set POSE_ANIMATE_SHARED to the folder of references"
        )
    return full


def load(*path):
    """A reference JSON file, plain or gzip-compressed."""
    full = reference(*path)
    with gzip.open(full) if full.endswith(".gz") else open(full, "rb") as file:
        return json.load(file)


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own that is removed afterwards."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def run_program(self, *arguments, status=0):
        """Runs the program, asserts its exit status and returns what it said."""
        done = subprocess.run(
            [PROGRAM, *arguments], capture_output=True, text=True, timeout=300
        )
        self.assertEqual(done.returncode, status, f"{arguments}: {done.stderr}")
        return done

    def geometry(self, character, clip, *options):
        """The frames that the program makes of a character and a clip."""
        output = self.path("geometry.ndjson")
        self.run_program(character, "--keypoints", clip, "--geometry", output, *options)
        with open(output) as file:
            return [json.loads(line) for line in file]
