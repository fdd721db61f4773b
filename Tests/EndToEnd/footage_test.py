"""Footage and models as a user has them: what is missing, wrong or damaged is one clear line."""

import hashlib
import json
import os
import subprocess
import unittest
import zipfile

from EndToEnd.program import PROGRAM, ROOT, ProgramTest, fixture

REGULAR = fixture(os.path.join("footage", "regular.mov"))
CHARACTER = fixture("figure.svg")


class Footage(ProgramTest):
    def setUp(self):
        super().setUp()
        self.models = self.path("models")
        self.environment = dict(os.environ, POSE_ANIMATE_MODELS=self.models, HOME=self.folder)
        self.environment.pop("XDG_DATA_HOME", None)

    def complaint(self, status, *arguments, **options):
        """The one line that a run which fails writes."""
        done = subprocess.run(
            [PROGRAM, *arguments], capture_output=True, text=True, timeout=300,
            env=dict(self.environment, **options.pop("env", {})), **options)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.stderr}")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def test_a_missing_model_names_its_remedy(self):
        said = self.complaint(69, "detect", REGULAR, "-o", self.path("clip.json"))
        self.assertIn("models fetch blazepose-detector", said)
        self.assertIn(self.models, said)
        self.assertFalse(os.path.exists(self.path("clip.json")))
        said = self.complaint(69, CHARACTER, "--video", REGULAR, "-o", self.path("frames"))
        self.assertIn("models fetch", said)

    def test_a_model_for_another_role_is_refused(self):
        other = fixture(os.path.join("models", "two-branches.tflite"))
        done = subprocess.run(
            [PROGRAM, "detect", REGULAR, "-o", self.path("clip.json"), "--pose", "posenet",
             "--face", "off", "--model", other],
            capture_output=True, text=True, timeout=300, env=self.environment)
        self.assertEqual(done.returncode, 65)
        warning, error = done.stderr.splitlines()
        self.assertIn("nobody has verified it", warning)
        self.assertIn("name a PoseNet", error)

    def test_a_changed_model_is_refused(self):
        os.mkdir(self.models)
        with open(os.path.join(self.models, "pose_detection.tflite"), "wb") as file:
            file.write(b"TFL3 but not the one")
        said = self.complaint(65, "detect", REGULAR, "-o", self.path("clip.json"))
        self.assertIn("9ba9dd3d42ef", said)

    def test_what_moves_the_character_is_one_thing(self):
        self.complaint(64, CHARACTER, "-o", self.path("frames"))
        self.complaint(
            64, CHARACTER, "--video", REGULAR, "--keypoints", "clip.json", "-o",
            self.path("frames"))

    def test_usage(self):
        for arguments in [
            ["detect", REGULAR],
            ["detect", REGULAR, "-o", REGULAR],
            ["detect", REGULAR, "-o", "c.json", "--pose", "off", "--face", "off"],
            ["detect", REGULAR, "-o", "c.json", "--people", "0"],
            ["detect", REGULAR, "-o", "c.json", "--model", "pose-detekter=x"],
            ["detect", REGULAR, "-o", "c.json", "--raw-video", "640"],
            ["detect", REGULAR, "-o", "c.json", "--video-fps", "-1"],
        ]:
            self.complaint(64, *arguments)

    def test_models_are_listed(self):
        done = self.run_program("models", "list", "--json")
        models = json.loads(done.stdout)
        self.assertIn("facemesh", [model["name"] for model in models])

    def test_the_documentation_lists_the_catalogue(self):
        table = self.run_program("models", "list", "--markdown").stdout
        with open(os.path.join(ROOT, "Documentation", "Models.md")) as file:
            self.assertIn(f"--markdown -->\n{table}<!-- end", file.read())

    def test_fetching_says_what_is_wrong(self):
        said = self.complaint(64, "models", "fetch", "facemash")
        self.assertIn("facemesh", said)
        wheel = self.path("mediapipe-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl")
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("mediapipe/modules/face_landmark/face_landmark.tflite", b"other")
        said = self.complaint(65, "models", "fetch", "facemesh", "--from", wheel)
        self.assertIn(hashlib.sha256(b"other").hexdigest()[:12], said)
        self.complaint(65, "models", "fetch", "blazepose-full", "--from", wheel)
        self.complaint(69, "models", "fetch", "facemesh", "--from", self.path("nowhere"))
        self.assertFalse(os.path.exists(self.models))
        said = self.complaint(
            69, "models", "fetch", "facemesh", "--quiet", env={"PATH": self.folder})
        self.assertIn("face_landmark.tflite", said)
        said = self.complaint(
            73, "models", "fetch", env={"POSE_ANIMATE_MODELS": "", "HOME": ""})
        self.assertIn("POSE_ANIMATE_MODELS", said)


if __name__ == "__main__":
    unittest.main()
