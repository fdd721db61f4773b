"""The same motion in other formats, against the motion as a clip."""

import json

from EndToEnd.program import ProgramTest, reference

SIZE = ["--size", "720x1280"]
RATE = ["--fps", "5"]
SQUATS = "pose_animator_clip_squats.json"

# File, options, and how far coordinates may lie from the clip's, which have two decimals.
POSES = [
    ("tfjs_pose_detection_movenet17_squats.json", RATE + SIZE, 0.006),
    ("tfjs_pose_detection_blazepose33_squats.json", RATE + SIZE, 0.006),
    ("openpose_body25_squats", RATE + SIZE, 0.006),
    ("coco_person_keypoints_squats.json", RATE, 0.006),
    ("coco_keypoint_results_squats.json", RATE + SIZE, 0.006),
    ("mediapipe_tasks_pose_squats.json", RATE + SIZE, 0.006),
    ("mediapipe_protobuf_json_pose_squats.json", RATE + SIZE, 0.006),
]
FACES = ["mediapipe_tasks_face_squats_first5.json", "tfjs_face_landmarks_squats_first5.json"]


class Formats(ProgramTest):
    def convert(self, source, *options):
        output = self.path("clip.json")
        self.run_program("convert", source, "-o", output, *options)
        with open(output) as file:
            return json.load(file)

    def golden(self, name=("formats", SQUATS)):
        with open(reference(*name)) as file:
            return json.load(file)

    def parts(self, frame):
        return {k["part"]: k for k in (frame["pose"] or {"keypoints": []})["keypoints"]}

    def compare(self, clip, tolerance, scores=True):
        golden = self.golden()
        for key in ("fps", "width", "height"):
            self.assertEqual(clip[key], golden[key])
        self.assertEqual(len(clip["frames"]), len(golden["frames"]))
        for index, (mine, theirs) in enumerate(zip(clip["frames"], golden["frames"])):
            mine, theirs = self.parts(mine), self.parts(theirs)
            self.assertEqual(mine.keys(), theirs.keys(), index)
            for part, keypoint in theirs.items():
                for axis in "xy":
                    self.assertAlmostEqual(
                        mine[part]["position"][axis],
                        keypoint["position"][axis],
                        delta=tolerance,
                        msg=f"frame {index} {part}",
                    )
                if scores:
                    self.assertAlmostEqual(
                        mine[part]["score"], keypoint["score"], delta=1e-4, msg=part
                    )

    def test_poses(self):
        for name, options, tolerance in POSES:
            with self.subTest(format=name):
                clip = self.convert(reference("formats", name), *options)
                self.compare(clip, tolerance, scores="person_keypoints" not in name)

    def test_faces(self):
        golden = self.golden(("clips", "squats_holistic.json"))
        for name in FACES:
            with self.subTest(format=name):
                clip = self.convert(reference("formats", name), *RATE, *SIZE)
                self.assertEqual(len(clip["frames"]), 5)
                for mine, theirs in zip(clip["frames"], golden["frames"]):
                    mesh = mine["face"]["scaledMesh"]
                    expected = theirs["face"]["scaledMesh"]
                    self.assertEqual(len(mesh), len(expected))
                    for a, b in zip(mesh, expected):
                        self.assertAlmostEqual(a[0], b[0], delta=0.006)
                        self.assertAlmostEqual(a[1], b[1], delta=0.006)

    def test_round_trips(self):
        for name, options in (
            ("tfjs", RATE + SIZE),
            ("openpose", RATE + SIZE),
            ("coco", RATE),
        ):
            with self.subTest(format=name):
                written = self.path(name)
                self.run_program(
                    "convert", reference("formats", SQUATS), "-o", written, "--to", name
                )
                self.compare(self.convert(written, *options), 0, scores=name != "coco")

    def test_motion_capture(self):
        for name, count, rate in (("dab.bvh", 339, 30), ("jumping_jacks.bvh", 125, 30)):
            with self.subTest(file=name):
                clip = self.convert(reference("formats", "bvh", name))
                self.assertEqual(len(clip["frames"]), count)
                self.assertAlmostEqual(clip["fps"], rate, delta=0.01)
                for frame in clip["frames"]:
                    parts = self.parts(frame)
                    self.assertEqual(len(parts), 17)
                    for keypoint in parts.values():
                        self.assertTrue(0 <= keypoint["position"]["x"] <= clip["width"])
                        self.assertTrue(0 <= keypoint["position"]["y"] <= clip["height"])
                    self.assertLess(
                        parts["nose"]["position"]["y"], parts["leftHip"]["position"]["y"]
                    )

    def test_what_a_format_lacks_is_asked_for(self):
        for name, options, words in (
            ("openpose_body25_squats", SIZE, "--clip-fps"),
            ("mediapipe_tasks_pose_squats.json", RATE, "--clip-size"),
        ):
            with self.subTest(format=name):
                done = self.run_program(
                    "convert",
                    reference("formats", name),
                    "-o",
                    self.path("clip.json"),
                    *options,
                    status=65,
                )
                self.assertIn(words, done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1)
