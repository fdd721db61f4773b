"""Footage against tfjs's recorded results and PoseNet's goldens."""

import json
import math
import os
import statistics
import unittest

from EndToEnd import models_test
from EndToEnd.program import ProgramTest, load, reference

PARTS = (
    "nose leftEye rightEye leftEar rightEar leftShoulder rightShoulder leftElbow rightElbow "
    "leftWrist rightWrist leftHip rightHip leftKnee rightKnee leftAnkle rightAnkle"
).split()
# The parts among BlazePose's 33 landmarks.
BODY = [0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]
ROLES = {
    "pose-detector": "pose_detection.tflite",
    "pose-landmarks": "pose_landmark_full.tflite",
    "face-detector": "face_detection_short_range.tflite",
    "face-landmarks": "face_landmark.tflite",
}


def body(frame):
    """The places of the 17 parts; None for nobody."""
    if not frame["pose"]:
        return None
    places = {point["part"]: point["position"] for point in frame["pose"]["keypoints"]}
    return [(places[part]["x"], places[part]["y"]) for part in PARTS]


def distances(found, right):
    return [math.dist(a, b) for a, b in zip(found, right, strict=True)]


class FootageTest(ProgramTest):
    def detect(self, name, *options, **roles):
        """The clip that `detect` writes of a file of the reference footage."""
        clip = self.path("clip.json")
        models = dict(ROLES, **{role.replace("_", "-"): file for role, file in roles.items()})
        named = [
            word for role, file in models.items()
            for word in ("--model", f"{role}={reference('models', file)}")
        ]
        source = name if os.path.isabs(name) else reference("media", name)
        self.run_program("detect", source, "-o", clip, *named, *options)
        with open(clip) as file:
            return json.load(file)


class TensorFlowJS(FootageTest):
    def test_squats(self):
        right = load("media", "tfjs_pose_squats.full.json")
        frames = self.detect("tfjs_pose_squats.mp4", "--face", "off")["frames"]
        self.assertEqual(len(frames), len(right))
        found = [
            distance for frame, landmarks in zip(frames, right)
            for distance in distances(body(frame), [landmarks[index][:2] for index in BODY])
        ]
        print(f"\nsquats against tfjs: median {statistics.median(found):.2f} px")
        self.assertLess(statistics.median(found), 4)


class PoseNet(FootageTest):
    PICTURES = {"t_pakutaso_person.jpg": "person.jpg", "test_couple.jpg": "coral_test_couple.jpg"}

    def compare(self, pose, right):
        for point, keypoint in zip(pose["keypoints"], right["keypoints"], strict=True):
            self.assertEqual(point["part"], keypoint["part"])
            place = (point["position"]["x"], point["position"]["y"])
            self.assertLess(math.dist(place, keypoint["posImage"]), 0.1)
            self.assertAlmostEqual(point["score"], keypoint["score"], delta=0.01)

    def test_one_person(self):
        golden = load("golden", "interpreter", "posenet_keypoints.json")
        for picture, file in self.PICTURES.items():
            right = golden[picture]["float_s32"]["single"]
            clip = self.detect(
                file, "--pose", "posenet", "--face", "off", posenet="posenet_100_257_float.tflite")
            self.compare(clip["frames"][0]["pose"], {"keypoints": right})

    def test_several_people(self):
        golden = load("golden", "interpreter", "posenet_keypoints.json")
        for picture, file in self.PICTURES.items():
            right = golden[picture]["float_s32"]["multi"]
            clip = self.detect(
                file, "--pose", "posenet", "--people", "5", "--face", "off",
                posenet="posenet_100_257_float.tflite")
            people = clip["frames"][0]["people"]
            self.assertEqual(len(people), len(right))
            for person, pose in zip(people, right):
                self.compare(person["pose"], pose)

    def test_decoder_within_the_model(self):
        # The golden's input is a picture of the model's own size.
        stem = "posenet_075_481x641_uint8_decoder.couple"
        with open(reference("golden", "interpreter", f"{stem}.in0.npy"), "rb") as file:
            pixels = file.read()[-641 * 481 * 3:]
        frame = self.path("couple.rgb")
        with open(frame, "wb") as file:
            file.write(pixels)
        (_, poses), (_, scores), _, (_, count) = [
            models_test.read_array(reference("golden", "interpreter", f"{stem}.out{index}.npy"))
            for index in range(4)
        ]
        clip = self.detect(
            frame, "--raw-video", "641x481", "--pose", "posenet", "--people", "5", "--face",
            "off", posenet="posenet_075_481x641_uint8_decoder.tflite")
        people = clip["frames"][0]["people"]
        self.assertEqual(len(people), int(count[0]))
        found = []
        for number, person in enumerate(people):
            for part, point in enumerate(person["pose"]["keypoints"]):
                index = number * len(PARTS) + part
                place = (point["position"]["x"], point["position"]["y"])
                found.append(math.dist(place, (poses[2 * index + 1], poses[2 * index])))
                self.assertAlmostEqual(point["score"], scores[index], delta=0.05)
        # Coral's own tests allow four pixels.
        print(f"\nCoral's decoder: median {statistics.median(found):.2f} px, "
              f"worst {max(found):.2f} px")
        self.assertLess(statistics.median(found), 0.5)
        self.assertLess(max(found), 2)


if __name__ == "__main__":
    unittest.main()
