"""A plug-in of several stages in Swift, through the installed kit."""

import functools
import os
import shutil
import unittest

from Plugins.installation import ADA, DANCE, ROOT, PluginTest, place, run


@functools.cache
def several():
    folder = os.path.join(place(), "several")
    fixture = os.path.join(ROOT, "Tests", "Fixtures", "plugins", "several")
    shutil.copytree(fixture, folder, ignore=shutil.ignore_patterns(".build"))
    run(["swift", "build", "-c", "release", "-Xswiftc", "-warnings-as-errors"], folder)
    return os.path.join(folder, ".build", "release", "libSeveral.so")


class Several(PluginTest):
    def animate(self, *options, status=0):
        return self.run_program(
            *[ADA, "--size", "90x90", "--plugin", several(), *options], status=status
        )

    def test_sink_counts_on_many_threads_and_writes_in_order(self):
        clip = ["--keypoints", DANCE, "--frames", "0-19", "--renderer", "white"]
        for jobs in ("1", "4"):
            self.animate(*clip, "-o", "all.census", "--jobs", jobs)
            with open(self.path("all.census")) as file:
                lines = file.read().splitlines()
            self.assertEqual(lines[:20], [f"{index} 32400" for index in range(20)])
            self.assertEqual(lines[20:], ["20 frames"])

    def test_source_needs_no_file(self):
        said = self.animate("--source", "line", "--format", "census", "-o", "-").stdout
        self.assertTrue(said.endswith("\n10 frames\n"), said)

    def test_window_filter_changes_frames(self):
        clip = ["--keypoints", DANCE, "--frames", "0-19", "--format", "census", "-o", "-"]
        steady = self.animate(*clip, "--filter", "mean").stdout
        self.assertNotEqual(steady, self.animate(*clip, "--filter", "none").stdout)
        part = [*clip[:3], "10-12", *clip[4:], "--filter", "mean"]
        self.assertEqual(
            self.animate(*part).stdout.splitlines()[:3], steady.splitlines()[10:13]
        )

    def test_options_of_all_types_arrive(self):
        said = self.animate(
            *["--keypoints", DANCE, "--frames", "0", "-o", "one.png"],
            *["--filter", "picky,loud=true,way=this,list=a.txt"],
        ).stderr
        self.assertIn("this none a.txt", said)

    def test_failures_are_one_line_with_the_reason(self):
        for settings, status, reason in (
            ("word=silence", 64, "take another word"),
            ("fails-at=5", 65, "this one is refused"),
            ("fails-at=5000", 64, "fails-at"),
            ("way=those", 64, "way"),
        ):
            with self.subTest(settings):
                said = self.animate(
                    *["--keypoints", DANCE, "-o", "frames/"],
                    *["--filter", f"picky,{settings}"],
                    status=status,
                ).stderr
                self.assertEqual(len(said.splitlines()), 1, said)
                self.assertIn("picky", said)
                self.assertIn(reason, said)

    def test_check_finds_nothing(self):
        self.run_program("plugins", "check", several())


if __name__ == "__main__":
    unittest.main()
