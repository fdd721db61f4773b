"""Our rig against Pose Animator's own outputs: weights, vertices, visibility."""

import itertools
import json
import math

from EndToEnd.program import ProgramTest, load, reference

CHARACTERS = ["girl", "abstract"]
CLIPS = ["a_wave", "b_legs", "c_facelost", "d_noise", "e0_zero_after_seen"]


class BindParity(ProgramTest):
    def bind(self, character):
        output = self.path("bind.json")
        self.run_program(
            "inspect", reference("characters", f"{character}.svg"), "--bind", output
        )
        with open(output) as file:
            return json.load(file)

    def test_rest_pose_and_bones(self):
        for character in CHARACTERS:
            ours = self.bind(character)
            theirs = load("golden", "pose-animator", f"{character}__bind.json.gz")
            self.assertEqual(ours["bones"], theirs["bones"])
            self.assertAlmostEqual(ours["bodyLen0"], theirs["bodyLen0"], delta=1e-9)
            self.assertAlmostEqual(ours["faceLen0"], theirs["faceLen0"], delta=1e-9)
            for name, rest in theirs["keypoints"].items():
                self.assertLess(math.dist(ours["keypoints"][name], rest), 1e-6, name)
            for mine, golden in zip(
                ours["secondaryBones"], theirs["secondaryBones"], strict=True
            ):
                for key in ("name", "parent", "type"):
                    self.assertEqual(mine[key], golden[key])
                for end in ("kp0", "kp1"):
                    self.assertLess(math.dist(mine[end], golden[end]), 1e-6)

    def test_weights(self):
        for character in CHARACTERS:
            ours = self.bind(character)
            theirs = load("golden", "pose-animator", f"{character}__bind.json.gz")
            worst = 0
            for mine, golden in zip(ours["paths"], theirs["paths"], strict=True):
                for a, b in zip(mine["segments"], golden["segments"], strict=True):
                    for part in ("point", "handleIn", "handleOut"):
                        self.assertLess(math.dist(a[part]["p"], b[part]["p"]), 1e-6)
                        mine_weights = {w[0]: w[1:] for w in a[part]["w"]}
                        golden_weights = {w[0]: w[1:] for w in b[part]["w"]}
                        self.assertEqual(mine_weights.keys(), golden_weights.keys())
                        for bone, golden_values in golden_weights.items():
                            own = mine_weights[bone]
                            worst = max(worst, abs(own[0] - golden_values[0]))
                            for value, expected in zip(own[1:], golden_values[1:]):
                                self.assertAlmostEqual(value, expected, delta=1e-6)
            self.assertLess(worst, 1e-9, character)


class FrameParity(ProgramTest):
    def check(self, character, clip):
        ours = self.geometry(
            reference("characters", f"{character}.svg"),
            reference("golden", "pose-animator", "clips", f"{clip}.json.gz"),
        )
        theirs = load("golden", "pose-animator", f"{character}__{clip}.json.gz")["frames"]
        self.assertEqual(len(ours), len(theirs))
        worst = 0
        for mine, golden in zip(ours, theirs):
            where = f"{character} {clip} frame {golden['i']}"
            self.assertEqual(mine["i"], golden["i"], where)
            self.assertEqual(mine["valid"], golden["valid"], where)
            self.assertEqual(mine["drawn"], golden["drawn"], where)
            if not golden["valid"]:
                continue
            self.assertAlmostEqual(mine["bodyScale"], golden["bodyScale"], delta=2e-6)
            self.assertAlmostEqual(mine["faceScale"], golden["faceScale"], delta=2e-6)
            for a, b in zip(mine["paths"], golden["paths"], strict=True):
                self.assertEqual(a["d"], b["d"], where)
                if b["s"] is None:
                    continue
                self.assertAlmostEqual(a["s"], b["s"], delta=2e-6, msg=where)
                self.assertEqual(len(a["v"]), len(b["v"]), where)
                for value, expected in zip(a["v"], b["v"]):
                    worst = max(worst, abs(value - expected))
        self.assertLess(worst, 1e-3, f"{character} {clip}")
        return worst

    def test_every_clip(self):
        for character, clip in itertools.product(CHARACTERS, CLIPS):
            with self.subTest(character=character, clip=clip):
                self.check(character, clip)


class Deviations(ProgramTest):
    """Where the original goes wrong for ever, every coordinate of ours is a number."""

    def test_no_value_is_ever_missing(self):
        for clip in ("e1_zero_from_start", "e2_zero_ear"):
            frames = self.geometry(
                reference("characters", "girl.svg"),
                reference("golden", "pose-animator", "clips", f"{clip}.json.gz"),
            )
            for frame in frames:
                values = [v for path in frame.get("paths", []) for v in path["v"]]
                self.assertNotIn(None, values, clip)

    def test_part_heals_after_a_first_zero(self):
        frames = self.geometry(
            reference("characters", "girl.svg"),
            reference("golden", "pose-animator", "clips", "e1_zero_from_start.json.gz"),
        )
        self.assertGreater(frames[-1]["bodyScale"], 0)


class Clips(ProgramTest):
    """Motion of real people runs to its end, whoever leaves the picture."""

    def test_real_clips(self):
        for name in (
            "squats_holistic.json",
            "squats_holistic.json.gz",
            "arms_up_holistic.json.gz",
            "room_dance_holistic.json.gz",
            "makeup_face.json.gz",
            "street_partial.json.gz",
        ):
            with self.subTest(clip=name):
                count = len(load("clips", name)["frames"])
                frames = self.geometry(
                    reference("characters", "girl.svg"), reference("clips", name)
                )
                self.assertEqual(len(frames), count)
