"""Operators and delegates of plug-ins in processes of their own: the same numbers, and one line when they do not live."""

import os
import struct

from EndToEnd.isolation_test import CHARACTER, CLIP, build, children
from EndToEnd.models_test import read_array, write_array
from EndToEnd.program import ProgramTest, fixture

REMEDY = "; leave it away, and tell who made it"
# None of the delegates is made then.
REFERENCE = ["--delegate", "reference"]


def model(name):
    return fixture(os.path.join("models", f"{name}.tflite"))


class IsolatedModels(ProgramTest):
    def compute(self, plugin, name, *options, status=0, **changes):
        """Runs a model of the fixtures; the folder of its outputs comes back with what was said."""
        write_array(self.path("image.npy"), [-1, 0, 1, 0.5, 0.25, -2], (2, 3))
        write_array(self.path("line.npy"), [1, -0.5, 0.75], (1, 3))
        # The same four bytes as a whole number.
        write_array(self.path("count.npy"), struct.unpack("<f", struct.pack("<i", 11)), (1,))
        with open(self.path("count.npy"), "r+b") as file:
            content = file.read().replace(b"<f4", b"<i4")
            file.seek(0)
            file.write(content)
        inputs = {
            "plugin-operators": ["0=" + self.path("image.npy"), "1=" + self.path("count.npy")],
            "plugin-delegate": ["0=" + self.path("line.npy")],
        }[name]
        output = self.path("out " + " ".join(options))
        done = self.run_program(
            *["models", "run", model(name), "--no-plugins", "--plugin", plugin, "-o", output],
            *[word for one in inputs for word in ("--input", one)],
            *options,
            status=status,
        )
        self.assertEqual(children(of=plugin), [])
        return output, done

    def test_numbers_are_the_same(self):
        plugin = build("models", self.folder)
        for name, choice in (
            ("plugin-operators", REFERENCE),
            ("plugin-operators", ["--delegate", "auto"]),
            ("plugin-delegate", ["--delegate", "near", "--threads", "1"]),
            ("plugin-delegate", ["--delegate", "near", "--threads", "4"]),
        ):
            with self.subTest(model=name, choice=choice):
                near, _ = self.compute(plugin, name, *choice)
                apart, done = self.compute(plugin, name, *choice, "--isolate")
                self.assertEqual(done.stderr, "")
                for file in ("0.npy", "1.npy"):
                    self.assertEqual(
                        read_array(os.path.join(apart, file)), read_array(os.path.join(near, file))
                    )

    def test_delegates_look_at_a_graph_side_by_side(self):
        """Each has its own copy of it in its own process."""
        plugin, other = build("models", self.folder), build("one_zero", self.folder)
        choice = ["--delegate", "auto", "--plugin", other]
        near, _ = self.compute(plugin, "plugin-delegate", *choice)
        apart, done = self.compute(plugin, "plugin-delegate", *choice, "--isolate")
        self.assertEqual(done.stderr, "")
        for file in ("0.npy", "1.npy"):
            self.assertEqual(
                read_array(os.path.join(apart, file)), read_array(os.path.join(near, file))
            )

    def test_operator_that_ends_is_told(self):
        for where, moment in {
            "IN_CREATE": "when it was made",
            "IN_INFER": "while it told shapes",
            "IN_PREPARE": "while it prepared nodes",
            "IN_RUN": "while it computed nodes",
        }.items():
            for what, words in {
                "CRASH": f"crashed (segmentation fault) {moment}{REMEDY}",
                "EXIT": f"ended its process by itself (exit status 0) {moment}{REMEDY}",
            }.items():
                with self.subTest(where=where, what=what):
                    plugin = build("models", self.folder, f"-DWHERE={where}", f"-DWHAT={what}")
                    _, done = self.compute(
                        plugin, "plugin-operators", *REFERENCE, "--isolate", status=70
                    )
                    self.assertEqual(
                        done.stderr,
                        f"pose-animate: {model('plugin-operators')}: node 1 (Twist): {plugin}: "
                        f"operator `twist`: {words}\n",
                    )

    def test_hanging_is_told_in_time(self):
        for where, name, stage in (
            ("IN_RUN", "plugin-operators", "operator `twist`"),
            ("IN_RUN", "plugin-delegate", "delegate `near`"),
        ):
            with self.subTest(stage=stage):
                plugin = build("models", self.folder, f"-DWHERE={where}", "-DWHAT=HANG")
                choice = ["--delegate", "near"] if name == "plugin-delegate" else REFERENCE
                _, done = self.compute(
                    plugin, name, *choice, "--isolate", "--plugin-timeout", "3", status=70
                )
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
                self.assertIn(
                    f"{plugin}: {stage}: gave no answer within 3 s while it computed nodes; ",
                    done.stderr,
                )

    def test_failure_keeps_its_own_words_and_status(self):
        for where in ("IN_CREATE", "IN_INFER", "IN_PREPARE", "IN_RUN"):
            with self.subTest(where=where):
                plugin = build("models", self.folder, f"-DWHERE={where}", "-DWHAT=FAIL")
                said = []
                for options in ([], ["--isolate"]):
                    _, done = self.compute(
                        plugin, "plugin-operators", *REFERENCE, *options, status=69
                    )
                    said.append(done.stderr)
                self.assertEqual(said[0], said[1])
                self.assertIn("operator `twist`: has no more; give it more\n", said[0])

    def test_delegate_that_does_not_live_leaves_nodes_to_others(self):
        for where, moment in {
            "IN_CLAIM": "while it looked at a graph",
            "IN_PREPARE": "while it prepared nodes",
        }.items():
            with self.subTest(where=where):
                plugin = build("models", self.folder, f"-DWHERE={where}", "-DWHAT=CRASH")
                _, done = self.compute(
                    plugin, "plugin-delegate", "--delegate", "near", "--isolate"
                )
                told = f"delegate `near`: crashed (segmentation fault) {moment}{REMEDY}"
                self.assertIn(told, done.stderr)
                self.assertIn("computed otherwise", done.stderr)

    def test_delegate_that_cannot_be_made_is_left_away_unless_it_is_named(self):
        plugin = build("models", self.folder, "-DWHERE=IN_CREATE", "-DWHAT=FAIL")
        command = ["models", "inspect", model("two-branches"), "--no-plugins", "--plugin", plugin]
        for options in ([], ["--isolate"]):
            with self.subTest(options=options):
                done = self.run_program(*command, *options)
                self.assertEqual(
                    done.stderr,
                    f"pose-animate: warning: left away: {plugin}: delegate `near`: has no more; "
                    "give it more\n",
                )
                done = self.run_program(*command, *options, "--delegate", "near", status=69)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_delegate_that_crashes_at_work_is_told(self):
        plugin = build("models", self.folder, "-DWHERE=IN_RUN", "-DWHAT=CRASH")
        _, done = self.compute(
            plugin, "plugin-delegate", "--delegate", "near", "--isolate", status=70
        )
        self.assertEqual(
            done.stderr,
            f"pose-animate: {model('plugin-delegate')}: node 0 (FULLY_CONNECTED): {plugin}: "
            f"delegate `near`: crashed (segmentation fault) while it computed nodes{REMEDY}\n",
        )

    def test_crash_when_nodes_are_let_go_is_a_warning(self):
        plugin = build("models", self.folder, "-DWHERE=IN_RELEASE", "-DWHAT=CRASH")
        _, done = self.compute(plugin, "plugin-operators", *REFERENCE, "--isolate")
        self.assertEqual(
            done.stderr,
            f"pose-animate: {plugin}: warning: operator `twist`: crashed (segmentation fault) while "
            f"it let nodes go{REMEDY}\n",
        )

    def test_clip_makes_none_of_them(self):
        """Those that cannot be made are in nobody's way: no model is computed."""
        plugin = build("models", self.folder, "-DWHERE=IN_CREATE", "-DWHAT=CRASH")
        for options in ([], ["--isolate"]):
            done = self.run_program(
                *[CHARACTER, "--keypoints", CLIP, "--frames", "0-1", "--size", "16x16", "--quiet"],
                *["--no-plugins", "--plugin", plugin, "-o", self.path("frames/"), *options],
            )
            self.assertEqual(done.stderr, "")

    def test_list_is_the_same(self):
        plugin = build("models", self.folder)
        arguments = ["plugins", "--json", "--no-plugins", "--plugin", plugin]
        near, apart = self.run_program(*arguments), self.run_program(*arguments, "--isolate")
        self.assertIn('"near"', near.stdout)
        self.assertEqual((apart.stdout, apart.stderr), (near.stdout, ""))
