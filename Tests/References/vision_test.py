"""Bodies and faces against MediaPipe's: Tests/References/vision."""

import hashlib
import os
import subprocess
import unittest

from EndToEnd.program import PROGRAM, ProgramTest, reference
from References.vision import compare

PICTURES = ["person.jpg", "tfjs_pose.jpg", "tfjs_portrait.jpg", "coral_test_couple.jpg"]
VIDEOS = ["tfjs_pose_squats.mp4", "tfjs_pose_1.mp4", "portrait_makeup.mp4"]


class Vision(ProgramTest):
    """Pictures are a matter of arithmetic. In videos each frame says where to look in the next, so
    that the least difference goes on: MediaPipe, given frames one level brighter, differs from
    itself as much."""

    def detect(self, medium, *options):
        """The frames of the clip of a picture or video."""
        output = self.path("clip.json")
        done = subprocess.run(
            [PROGRAM, "detect", reference("media", medium), "-o", output, *options]
            + (["--photographs"] if medium.endswith(".jpg") else []),
            capture_output=True, text=True, timeout=600,
            env=dict(os.environ, POSE_ANIMATE_MODELS=reference("models")))
        self.assertEqual(done.returncode, 0, done.stderr)
        return compare.clip(output)

    def check(self, differences, *, median=None, middle_worst=None, worst, absent=0):
        said = str(differences)
        self.assertLessEqual(len(differences.presence), absent, said)
        if not differences.frames:
            return
        self.assertLessEqual(differences.worst, worst, said)
        if median is not None:
            self.assertLessEqual(differences.median, median, said)
        if middle_worst is not None:
            self.assertLessEqual(differences.middle_worst, middle_worst, said)

    def test_the_media_are_those_of_the_references(self):
        for medium in PICTURES + VIDEOS:
            with open(reference("media", medium), "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
            self.assertEqual(compare.reference(medium, "face")["sha256"], digest, medium)

    def test_the_models_are_those_of_the_references(self):
        models = compare.reference("person.jpg", "face")["origin"]["models"]
        self.assertEqual(len(models), 5)
        for name, digest in models.items():
            with open(reference("models", name), "rb") as file:
                self.assertEqual(hashlib.sha256(file.read()).hexdigest(), digest, name)

    def test_bodies_and_their_faces_in_pictures(self):
        for medium in PICTURES:
            with self.subTest(medium):
                frames = self.detect(medium)
                bodies = compare.bodies(frames, compare.reference(medium, "pose"))
                self.check(bodies, worst=0.1)
                self.assertLessEqual(max(bodies.visibilities), 0.01)
                self.check(
                    compare.faces(frames, compare.reference(medium, "holistic")), worst=0.5)

    def test_faces_alone_in_pictures(self):
        attention = reference("models", "face_landmark_with_attention.tflite")
        for medium in PICTURES:
            for pipeline, face in (
                    ("face", "facemesh"), ("attention", f"facemesh,landmarks={attention}")):
                with self.subTest(medium, pipeline=pipeline):
                    frames = self.detect(medium, "--pose", "off", "--face", face)
                    self.check(
                        compare.faces(frames, compare.reference(medium, pipeline)), worst=0.1)

    def test_bodies_in_videos(self):
        for medium, median, middle_worst in (
                ("tfjs_pose_squats.mp4", 1, 4), ("tfjs_pose_1.mp4", 0.15, 0.8)):
            with self.subTest(medium):
                frames = self.detect(medium)
                bodies = compare.bodies(frames, compare.reference(medium, "pose"))
                self.check(bodies, median=median, middle_worst=middle_worst, worst=25)
                self.check(
                    compare.faces(frames, compare.reference(medium, "holistic")),
                    median=0.5, worst=4, absent=2)

    def test_faces_in_a_close_up(self):
        medium = "portrait_makeup.mp4"
        attention = reference("models", "face_landmark_with_attention.tflite")
        for pipeline, options in (
                ("face", ["--pose", "off"]), ("holistic", []),
                ("attention", ["--pose", "off", "--face", f"facemesh,landmarks={attention}"])):
            with self.subTest(pipeline):
                self.check(
                    compare.faces(
                        self.detect(medium, *options), compare.reference(medium, pipeline)),
                    median=0.1, middle_worst=0.4, worst=2)


if __name__ == "__main__":
    unittest.main()
