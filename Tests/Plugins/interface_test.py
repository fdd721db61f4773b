"""The interface stays what it was in 1.0: to the compiler, and to a plug-in that was built against it."""

import json
import os
import shutil
import struct
import unittest

from Plugins.installation import ADA, DANCE, ROOT, PluginTest, run

FIXTURES = os.path.join(ROOT, "Tests", "Fixtures", "plugins")
KINDS = {
    "source": ["one-zero-walk"],
    "filter": ["one-zero-mean", "one-zero-shift"],
    "weights": ["one-zero-nearest"],
    "deformer": ["one-zero-lean"],
    "renderer": ["one-zero-dots"],
    "sink": ["one-zero-count"],
    "operator": ["one-zero-twice"],
    "delegate": ["one-zero-exp"],
    "device": ["one-zero-latch"],
    "sensor": ["one-zero-echo"],
}


class Layout(PluginTest):
    def compile(self, include):
        command = f"cc -std=c11 -Werror -fsyntax-only -I{include} layout.c"
        run(command, FIXTURES)

    def test_sizes_places_and_constants(self):
        self.compile("$(pkg-config --variable=includedir pose-animate-plugin)")

    def test_the_numbers_are_those_of_the_first_header(self):
        """And so that of today may have grown, but the fixture's is as it was."""
        shutil.copy(
            os.path.join(FIXTURES, "pose_animate_plugin_1_0.h"),
            self.path("pose_animate_plugin.h"),
        )
        self.compile(self.folder)

    def test_header_is_c99_and_cpp(self):
        for name, command in (
            ("a.c", "cc -std=c99 -Wall -Wextra -Wpedantic -Werror"),
            ("a.cpp", "c++ -std=c++11 -Wall -Wextra -Werror"),
        ):
            with open(self.path(name), "w") as file:
                file.write("#include <pose_animate_plugin.h>\n")
            flags = "$(pkg-config --cflags pose-animate-plugin)"
            run(f"{command} {flags} -fsyntax-only {name}", self.folder)


class OneZero(PluginTest):
    def setUp(self):
        super().setUp()
        self.library = self.path("one_zero.so")
        source = os.path.join(FIXTURES, "one_zero.c")
        run(f"cc -std=c99 -O2 -fPIC -shared {source} -o {self.library} -lm", self.folder)

    def test_each_kind_is_there(self):
        said = self.run_program("plugins", "--json", "--plugin", self.library).stdout
        found = {}
        for stage in json.loads(said):
            if stage.get("file") == self.library:
                found.setdefault(stage["kind"], []).append(stage["id"])
        self.assertEqual({kind: sorted(names) for kind, names in found.items()}, KINDS)
        operators = self.run_program("models", "operators", "--plugin", self.library).stdout
        self.assertIn("OneZeroTwice", operators)
        devices = self.run_program("device", "list", "--plugin", self.library).stdout
        self.assertIn("one-zero-latch", devices)
        self.assertIn("one-zero-echo", devices)

    def test_check_finds_nothing(self):
        self.run_program("plugins", "check", self.library)

    def counts(self, *options):
        """What the sink of 1.0 counts: covered pixels of each frame, and at the end the frames."""
        self.run_program(
            *[ADA, "--plugin", self.library, "--size", "90x90", "-o", "x.onezero", *options]
        )
        with open(self.path("x.onezero"), "rb") as file:
            data = file.read()
        return struct.unpack(f"<{len(data) // 4}I", data)

    def test_stages_work(self):
        clip = ["--keypoints", DANCE, "--frames", "0-19"]
        plain = self.counts(*clip)
        self.assertEqual(plain[-1], 20)
        self.assertEqual(len(plain), 21)
        for use in (
            ["--filter", "one-zero-shift,by=200"],
            ["--filter", "one-zero-mean"],
            ["--deformer", "one-zero-lean"],
            ["--renderer", "one-zero-dots"],
        ):
            with self.subTest(use[1]):
                changed = self.counts(*clip, *use)
                self.assertEqual(changed[-1], 20)
                self.assertNotEqual(changed, plain)

    def test_batches_draw_frames_first_for_its_sink(self):
        """Whoever makes the file of the frames needs the plug-in too."""
        alone = self.counts("--keypoints", DANCE, "--frames", "0-9")
        with open(self.path("jobs.yaml"), "w") as file:
            file.write(
                f"defaults: {{keypoints: {DANCE}, size: 90x90, plugin: [{self.library}]}}\n"
                f"jobs:\n  - {{name: counts, character: {ADA}, frames: 0-9, output: y.onezero}}\n"
            )
        self.run_program("batch", "jobs.yaml", "--frames-first")
        with open(self.path("y.onezero"), "rb") as file:
            data = file.read()
        self.assertEqual(struct.unpack(f"<{len(data) // 4}I", data), alone)

    def test_delegate_computes_what_it_claims(self):
        """Alone and as a group, by its name and chosen for its low cost."""
        model = os.path.join(ROOT, "Tests", "Fixtures", "models", "two-branches.tflite")
        header = "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }"
        for name, shape, values in (
            ("left", "(1, 3)", (-1.5, 0, 2)), ("right", "(4,)", (0.25, 1, -3, 0.5))
        ):
            with open(self.path(f"{name}.npy"), "wb") as file:
                words = (header % shape).encode().ljust(117) + b"\n"
                file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(words)) + words)
                file.write(struct.pack(f"<{len(values)}f", *values))
        inputs = ["--input", "left=left.npy", "--input", "right=right.npy"]
        outputs = {}
        for delegate in ("reference", "one-zero-exp", "auto"):
            self.run_program(
                *["models", "run", model, *inputs, "--output", delegate, "--quiet"],
                *["--plugin", self.library, "--delegate", delegate],
            )
            for number in (0, 1):
                with open(self.path(f"{delegate}/{number}.npy"), "rb") as file:
                    outputs[delegate, number] = file.read()
        for number in (0, 1):
            self.assertEqual(outputs["one-zero-exp", number], outputs["auto", number])
            expected = struct.unpack("<4f" if number else "<3f", outputs["reference", number][128:])
            found = struct.unpack("<4f" if number else "<3f", outputs["auto", number][128:])
            for one, other in zip(expected, found):
                self.assertAlmostEqual(one, other, delta=1e-6 * one)
        profile = self.run_program(
            "models", "profile", model, "--plugin", self.library, "--json"
        ).stdout
        steps = json.loads(profile)["steps"]
        self.assertEqual(
            [(step["operators"], step["delegate"]) for step in steps],
            [("NEG + EXP", "one-zero-exp"), ("EXP", "one-zero-exp")],
        )

    def test_source_works(self):
        counts = self.counts("--source", "one-zero-walk")
        self.assertEqual(counts[-1], 20)
        self.assertTrue(all(count > 0 for count in counts))


if __name__ == "__main__":
    unittest.main()
