"""SVG, Lottie and PDF as a shell sees them: what a run leaves, and what it says when it cannot."""

import json
import os
import subprocess
import xml.etree.ElementTree as xml

from EndToEnd.program import PROGRAM, ROOT, ProgramTest

FORMATS = ["svg", "json", "pdf"]
EFFECTS = os.path.join(ROOT, "Tests", "Playback", "effects.svg")
CLIP = os.path.join(ROOT, "Examples", "clips", "wave.json.gz")


def content(path):
    with open(path, "rb") as file:
        return file.read()


class Vectors(ProgramTest):
    def animate(self, output, *options, status=0, character=EFFECTS, clip=CLIP):
        return self.run_program(
            character, "--keypoints", clip, "--size", "200x200", "-o", output, *options,
            status=status,
        )  # fmt: skip

    def check(self, path):
        """Asserts that a file is a whole one of its format; returns its bytes."""
        data = content(path)
        if path.endswith(".svg"):
            self.assertTrue(xml.fromstring(data).tag.endswith("}svg"))
        elif path.endswith(".json"):
            self.assertEqual(json.loads(data)["w"], 200)
        else:
            self.assertTrue(data.startswith(b"%PDF-1.") and data.endswith(b"%%EOF\n"))
        return data

    def test_same_command_gives_the_same_bytes(self):
        for form in FORMATS:
            made = []
            for jobs in ("1", "3"):
                path = self.path(f"{jobs}.{form}")
                self.animate(path, "--frames", "0-9", "--jobs", jobs, "--quiet")
                made.append(self.check(path))
            self.assertEqual(made[0], made[1], form)

    def test_parts_of_a_folder_are_the_whole(self):
        for form in ("svg", "pdf"):
            some = ["--format", form, "--frames", "3,5-8", "--quiet"]
            whole, parts = self.path(f"whole-{form}"), self.path(f"parts-{form}")
            self.animate(whole, *some)
            for part in range(2):
                self.animate(
                    parts, *some, "--shard", f"{part}/2", "--manifest", self.path(f"{form}{part}")
                )
            names = sorted(os.listdir(whole))
            self.assertEqual(names, [f"frame_{n:06}.{form}" for n in (3, 5, 6, 7, 8)])
            self.assertEqual(sorted(os.listdir(parts)), names)
            for name in names:
                self.assertEqual(
                    self.check(os.path.join(whole, name)), content(os.path.join(parts, name))
                )

    def test_one_frame_is_a_clip(self):
        for form in FORMATS:
            path = self.path(f"one.{form}")
            self.animate(path, "--frames", "12", "--quiet")
            data = self.check(path)
            self.assertNotIn(b"<animate", data)

    def test_nobody_seen_is_a_clip_of_nothing(self):
        clip = self.path("empty.json")
        nobody = {"pose": None, "face": None}
        with open(clip, "w") as file:
            json.dump(
                {
                    "format": "pose-animator-clip", "version": 1, "fps": 10, "width": 200,
                    "height": 200, "frames": [nobody] * 3,
                },
                file,
            )  # fmt: skip
        for form in FORMATS:
            path = self.path(f"nobody.{form}")
            self.animate(path, "--quiet", clip=clip)
            data = self.check(path)
            if form == "pdf":
                self.assertIn(b"/Count 3", data)

    def test_places_that_cannot_be_written(self):
        folder = self.path("folder")
        for form in FORMATS:
            os.makedirs(f"{folder}.{form}")
            for path in (self.path(f"missing/a.{form}"), f"{folder}.{form}"):
                said = self.animate(path, status=73).stderr
                self.assertEqual(said.count("\n"), 1, said)
                self.assertIn(path, said)

    def test_full_disk_is_told(self):
        for form in FORMATS:
            path = self.path(f"full.{form}")
            os.symlink("/dev/full", path)
            said = self.animate(path, "--frames", "0-9", "--quiet", status=74).stderr
            self.assertIn("no space left", said)
            self.assertEqual(said.count("\n"), 1, said)

    def test_frames_that_are_not_there(self):
        for form in FORMATS:
            path = self.path(f"none.{form}")
            said = self.animate(path, "--frames", "100000", status=64).stderr
            self.assertIn("--frames", said)
            self.assertFalse(os.path.exists(path))

    def test_settings_are_checked(self):
        for setting in ("tolerance=-1", "tolerance=much", "resolution=3", "animate=gif"):
            form = "pdf" if setting.startswith("resolution") else "svg"
            said = self.animate(
                self.path(f"a.{form}"), "--format", f"{form},{setting}", status=64
            ).stderr
            self.assertIn(setting.split("=")[0], said)

    def test_run_that_is_broken_off_leaves_nothing(self):
        for form in FORMATS:
            folder = self.path(form)
            os.mkdir(folder)
            process = subprocess.Popen(
                [PROGRAM, EFFECTS, "--keypoints", CLIP, "--fps", "900", "--progress", "json"]
                + ["-o", os.path.join(folder, f"a.{form}")],
                stderr=subprocess.PIPE,
                text=True,
            )
            process.stderr.readline()
            process.terminate()
            process.stderr.read()
            process.stderr.close()
            self.assertEqual(process.wait(), 143)
            self.assertEqual(os.listdir(folder), [])

    def test_lottie_names_what_it_leaves_out(self):
        said = self.animate(self.path("a.json"), "--frames", "0-1").stderr
        self.assertIn('<path id="torso">: its filter is left out', said)
        self.assertNotIn("warning", self.animate(self.path("a.svg"), "--frames", "0-1").stderr)
