"""Batches as jobs of Open Job Description, run by its own program."""

import os
import subprocess

from EndToEnd.program import PROGRAM, ROOT, ProgramTest
from Farm.slurm_test import ADA, CLIP, JOBS, hashes

OPENJD = os.environ.get("OPENJD", os.path.join(ROOT, ".build", "openjd", "bin", "openjd"))


class OpenJD(ProgramTest):
    def setUp(self):
        super().setUp()
        with open(self.path("jobs.yaml"), "w") as file:
            file.write(JOBS)
        self.template = self.path("jobs.openjd.yaml")

    def openjd(self, *words):
        done = subprocess.run(
            [OPENJD, *words], capture_output=True, text=True, cwd=self.folder
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_template_is_accepted_and_makes_every_frame(self):
        done = self.run_program(
            "batch", self.path("jobs.yaml"), "--on", "openjd", "--task-size", "6"
        )
        self.assertIn("openjd run", done.stdout)
        self.openjd("check", self.template)
        summary = self.openjd("summary", self.template)
        self.assertIn("frames", summary)
        self.assertIn("movies", summary)
        said = self.openjd("run", self.template)
        self.assertIn("openjd_progress", said)
        made = hashes(self.path("out"))

        again = self.run_program("batch", self.path("jobs.yaml"), "--json")
        self.assertEqual(again.stdout.count('"state":"kept"'), 2, "the movie and the drawing")
        self.assertEqual(hashes(self.path("out")), made)
        self.assertEqual(len(made), 62)

    def test_place_of_the_template_can_be_told(self):
        elsewhere = self.path("elsewhere.yaml")
        done = self.run_program(
            "batch", self.path("jobs.yaml"), "--on", "openjd", "--template", elsewhere
        )
        self.assertIn(f"-p Folder={self.folder}", done.stdout)
        self.openjd("check", elsewhere)


class Direct(ProgramTest):
    """The template of Examples/farm, which gives ranges of frames to animate itself."""

    def test_example_makes_every_frame(self):
        example = os.path.join(ROOT, "Examples", "farm", "openjd.yaml")
        done = subprocess.run(
            [OPENJD, "run", example, "--step", "frames"]
            + ["-p", f"Program={PROGRAM}", "-p", f"Output={self.path('frames')}"]
            + ["-p", f"Character={ADA}", "-p", f"Clip={CLIP}"]
            + ["-p", "Frames=0-9,20-40:5"],
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        names = sorted(name for name in os.listdir(self.path("frames")))
        indices = [*range(10), 20, 25, 30, 35, 40]
        self.assertEqual(names, [f"frame_{index:06}.png" for index in indices])
