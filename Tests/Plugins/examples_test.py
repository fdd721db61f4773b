"""Each example, as its author would use it: with the installed program, from outside the repository."""

import json
import os
import unittest

from Plugins.installation import ADA, DANCE, PluginTest, example, read, run
from Plugins.pictures import png, qoi


class Examples(PluginTest):
    """What holds for all of them."""

    def options(self):
        """For each example how it is used, and its options' names."""
        return {
            "jiggle": (["--filter", "jiggle"], ["stiffness", "damping", "parts"]),
            "qoi": (["--format", "qoi"], []),
            "wave": (["--deformer", "wave"], ["amplitude", "length", "frequency"]),
            "wireframe": (["--renderer", "wireframe"], ["width", "handles"]),
        }

    def test_frames_do_not_depend_on_the_number_of_threads(self):
        plain = self.frames("plain")
        for name, (use, _) in self.options().items():
            with self.subTest(name):
                use = ["--plugin", example(name), *use]
                one = self.frames(f"{name}-1", *use, "--jobs", "1")
                four = self.frames(f"{name}-4", *use, "--jobs", "4")
                self.assertTrue(one == four)
                self.assertEqual(len(one), len(plain))
                self.assertTrue(list(one.values()) != list(plain.values()))

    def test_plugins_lists_what_they_say_of_themselves(self):
        for name, (_, options) in self.options().items():
            with self.subTest(name):
                table = self.run_program("plugins", "--plugin", example(name)).stdout
                self.assertIn(name, table)
                stages = json.loads(
                    self.run_program(
                        "plugins", "--json", "--plugin", example(name)
                    ).stdout
                )
                stage = next(row for row in stages if row["id"] == name)
                self.assertEqual(stage["file"], example(name))
                self.assertEqual(
                    [option["name"] for option in stage["options"]], options
                )
                for option in options:
                    self.assertIn(f"{option}=", table)

    def test_help_tells_their_options(self):
        for name, (_, options) in self.options().items():
            with self.subTest(name):
                text = self.run_program(
                    "animate", "--help", "--plugin", example(name)
                ).stdout
                self.assertIn(name, text)
                for option in options:
                    self.assertIn(option, text)

    def test_check_finds_nothing(self):
        for name in self.options():
            with self.subTest(name):
                self.run_program("plugins", "check", example(name))


class Jiggle(PluginTest):
    def test_hands_come_late_and_feet_stay(self):
        plain = self.frames("plain")
        use = ["--plugin", example("jiggle"), "--filter", "confidence", "--filter", "jiggle"]
        loose = self.frames("loose", *use)
        self.assertTrue(plain["frame_000000.png"] == loose["frame_000000.png"])
        width, height, as_it_was = png(plain["frame_000012.png"])
        _, _, as_it_is = png(loose["frame_000012.png"])
        rows = [
            slice(4 * width * y, 4 * width * (y + 1))
            for y in range(height)
            if any(as_it_was[4 * width * y : 4 * width * (y + 1)])
        ]
        changed = [as_it_was[row] != as_it_is[row] for row in rows]
        self.assertTrue(any(changed[: len(rows) // 2]))
        self.assertFalse(any(changed[-len(rows) // 8 :]))

    def test_frames_may_be_drawn_apart(self):
        """It remembers, and yet a machine that draws the last frames alone draws the same."""
        use = ["--plugin", example("jiggle"), "--filter", "jiggle"]
        whole = self.frames("whole", *use)
        self.run_program(
            *[ADA, "--keypoints", DANCE, "--size", "160x160", "--frames", "20-23"],
            *["-o", self.path("part/"), *use],
        )
        for name, frame in read(self.path("part")).items():
            self.assertTrue(frame == whole[name], name)

    def test_values_out_of_range_are_one_line(self):
        done = self.run_program(
            *[ADA, "--keypoints", DANCE, "--plugin", example("jiggle"), "-o", "frames/"],
            *["--filter", "jiggle,damping=2"],
            status=64,
        )
        self.assertIn("damping", done.stderr)


class QOI(PluginTest):
    def test_pixels_are_those_of_the_png(self):
        for name, background in (("clear", []), ("white", ["--background", "white"])):
            with self.subTest(name):
                drawn = self.frames(f"{name}-png", *background)
                same = self.frames(
                    f"{name}-qoi", "--plugin", example("qoi"), "--format", "qoi", *background
                )
                for index in (0, 11, 23):
                    frame = f"frame_{index:06}"
                    self.assertTrue(
                        qoi(same[frame + ".qoi"]) == png(drawn[frame + ".png"])
                    )

    def test_ending_tells_the_format(self):
        self.run_program(
            *[ADA, "--keypoints", DANCE, "--size", "160x160", "--frames", "12"],
            *["--plugin", example("qoi"), "-o", "one.qoi"],
        )
        with open(self.path("one.qoi"), "rb") as file:
            self.assertEqual(qoi(file.read())[:2], (160, 160))


class Wave(PluginTest):
    def test_no_amplitude_changes_nothing(self):
        use = ["--plugin", example("wave"), "--deformer", "wave,amplitude=0"]
        self.assertTrue(self.frames("plain") == self.frames("calm", *use))

    def test_a_runtime_of_its_own_changes_nothing(self):
        """As it is handed to machines that have another Swift, or none."""
        build = ["swift", "build", "-c", "release", "-Xswiftc", "-static-stdlib"]
        folder = os.path.dirname(os.path.dirname(os.path.dirname(example("wave"))))
        run([*build, "--scratch-path", self.path("static")], folder)
        library = self.path("static", "release", "libWave.so")
        with open(library, "rb") as file:
            self.assertNotIn(b"libswiftCore.so\0", file.read())
        self.assertTrue(
            self.frames("shared", "--plugin", example("wave"), "--deformer", "wave")
            == self.frames("own", "--plugin", library, "--deformer", "wave")
        )


class Wireframe(PluginTest):
    def test_background_is_its_own(self):
        use = ["--plugin", example("wireframe"), "--renderer", "wireframe"]
        frame = self.frames("white", *use, "--background", "white")["frame_000000.png"]
        width, height, pixels = png(frame)
        self.assertEqual((width, height), (160, 160))
        self.assertTrue(pixels[:4] == b"\xff\xff\xff\xff")
        self.assertTrue(len(set(pixels[i : i + 4] for i in range(0, len(pixels), 4))) > 100)


if __name__ == "__main__":
    unittest.main()
