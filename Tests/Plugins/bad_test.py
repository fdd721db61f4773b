"""Plug-ins that are none, or do wrong: each gives one line that names it, and nothing is left half done."""

import os
import re
import struct
import subprocess
import unittest

from Plugins.installation import ADA, DANCE, ROOT, PluginTest, environment, run

SOURCE = os.path.join(ROOT, "Tests", "Fixtures", "plugins", "bad.c")

# What is wrong with the plug-in: the exit code, and what the line says.
AT_LOAD = {
    "NEWER_MAJOR": (69, "was made for version 2.0 of the plug-in interface, and this engine has 1.0"),
    "NEWER_MINOR": (69, "was made for version 1.9"),
    "SMALL_ENTRY": (65, "its entry has 8 bytes"),
    "NO_INFO": (65, "its entry is incomplete"),
    "NO_ID": (65, "does not say its id"),
    "NO_STAGE": (65, "has no stage of any kind"),
    "TWO_OF_A_NAME": (65, "two stages are named `bad`"),
    "TAKEN_NAME": (65, "filter `confidence`: a filter named `confidence` is registered already"),
    "BAD_NAME": (65, "filter `Very Bad`: this is no id"),
    "NO_SUMMARY": (65, "its summary is missing"),
    "TWO_LINES": (65, "its summary is missing or has several lines"),
    "RANGE_UPSIDE_DOWN": (65, "its option `amount`: 1.0 is its default, and the range 11.0 to 10.0"),
    "DEFAULT_OUTSIDE": (65, "its option `amount`: 1e+300 is its default"),
    "DEFAULT_NAN": (65, "its option `amount`: nan is its default"),
    "NO_HELP": (65, "its option `amount`: its help is missing"),
    "UNKNOWN_TYPE": (65, "its option `amount`: there is no type 77"),
    "TWO_OPTIONS_OF_A_NAME": (65, "it has two options `amount`"),
    "MANY_OPTIONS": (65, "it has 100000 options"),
    "SMALL_OPTION": (65, "its options have 3 bytes each"),
    "SMALL_DESCRIPTOR": (65, "its descriptor has 8 bytes"),
    "MANY_STAGES": (65, "it counts 4000000000 stages"),
    "MISSING_STAGE": (65, "it counts 2 stages and describes 1"),
    "UNKNOWN_TEMPORAL": (65, "`temporal` is 9"),
    "HUGE_WINDOW": (65, "its window is 4000000000 frames"),
    "INIT_REFUSES": (69, "needs a newer moon"),
    "INIT_REFUSES_SILENTLY": (70, "it did not begin and did not say why"),
    "CRASH_AT_LOAD": (70, "while it was loaded, it crashed (segmentation fault)"),
    "CRASH_IN_INIT": (70, "while it was loaded, it crashed (segmentation fault)"),
}
AT_WORK = {
    "CRASH_IN_CREATE": (70, "filter `bad` crashed (segmentation fault); --isolate keeps"),
    "CRASH_IN_APPLY": (70, "filter `bad` crashed (segmentation fault); --isolate keeps"),
    "ABORT_IN_APPLY": (70, "filter `bad` crashed (aborted itself)"),
    "DIVIDE_IN_APPLY": (70, "filter `bad` crashed (arithmetic fault)"),
    "NULL_STAGE": (70, "filter `bad`: it was made, and there is none"),
    "NULL_APPLY": (70, "filter `bad`: its `apply` is null"),
    "CREATE_REFUSES": (69, "filter `bad`: needs a licence"),
    "NAN_IN_APPLY": (70, "filter `bad`: frame 0: it gave numbers that are not finite"),
    "APPLY_REFUSES": (65, "filter `bad`: does not like this frame"),
    "APPLY_REFUSES_SILENTLY": (70, "filter `bad`: it failed and did not say why (status 70)"),
    "REASON_WITHOUT_FAILURE": (70, "filter `bad`: it failed and did not say why (status 70)"),
    "UNKNOWN_STATUS": (70, "filter `bad`: it answered -7, which is no status"),
}
FOUND_BY_CHECK = {
    "LEAKS": "bytes stay for each frame",
    "REMEMBERS_TOGETHER": "what one filter sees changes what another gives",
    "NOT_STATELESS": "declare it PA_SEQUENTIAL",
    "WRITES_BEYOND": "it wrote beyond the end of a buffer",
    "NAN_IN_APPLY": "it gave numbers that are not finite",
    "HALF_A_FACE": "it gave a face of 100 landmarks",
    "NULL_APPLY": "`apply` is null",
    "APPLY_REFUSES_SILENTLY": "it failed and did not say why",
}


class BadTest(PluginTest):
    def build(self, wrong, name="bad.so"):
        library = self.path(name)
        flags = f"-std=c11 -DWRONG={wrong} $(pkg-config --cflags pose-animate-plugin)"
        run(f"cc {flags} -fPIC -shared {SOURCE} -o {library} -lm", self.folder)
        return library

    def fails(self, status, words, library, *options, named=None):
        """A run with the plug-in fails with one line that names it, and leaves nothing."""
        done = subprocess.run(
            ["pose-animate", ADA, "--keypoints", DANCE, "--size", "64x64", "--frames", "0-2"]
            + ["--plugin", library, "-o", self.path("frames"), *options],
            env=environment(), cwd=self.folder, capture_output=True, text=True, timeout=120,
        )
        self.assertEqual(done.returncode, status, done.stderr)
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertTrue(lines[0].startswith(f"pose-animate: {named or library}: "), lines[0])
        self.assertIn(words, lines[0])
        frames = self.path("frames")
        # A crash cannot be tidied up after, but then nothing is in it.
        if os.path.isdir(frames):
            self.assertIn("crashed", lines[0])
            os.rmdir(frames)


class Files(BadTest):
    """What is no library for this machine, or no plug-in."""

    def written(self, data):
        library = self.path("file.so")
        with open(library, "wb") as file:
            file.write(data)
        return library

    def test_files_that_are_no_plugins(self):
        with open(self.build("NOTHING"), "rb") as file:
            good = file.read()
        # ELF's machine is 16 bits at byte 18; its word size a byte at 4.
        other = 183 if good[18] == 62 else 62
        for data, status, words in (
            (b"", 65, "the file is empty"),
            (b"I am no library\n" * 9, 65, "it is not a shared library"),
            (good[:18] + struct.pack("<H", other) + good[20:], 65, "and this engine runs on"),
            (good[:4] + b"\1" + good[5:], 65, "and this engine runs on"),
            (good[:4000], 65, "is cut short: "),
            (good[:63], 65, "is cut short: "),
            (good[:18], 65, "is cut short: "),
        ):
            with self.subTest(words):
                self.fails(status, words, self.written(data))

    def test_places_that_are_no_files(self):
        self.fails(66, "No such file or directory", self.path("missing.so"))
        os.mkdir(self.path("folder.so"))
        self.fails(74, "Is a directory", self.path("folder.so"))

    def test_libraries_that_are_no_plugins(self):
        source = self.path("other.c")
        with open(source, "w") as file:
            file.write("int other(void) { return 1; }\n")
        library = self.path("other.so")
        run(f"cc -fPIC -shared {source} -o {library}", self.folder)
        self.fails(65, "does not export `pose_animate_plugin`", library)
        run(f"cc -c {source} -o {library}", self.folder)
        self.fails(65, "link it as a shared library", library)
        with open(source, "w") as file:
            file.write("int missing(void); int other(void) { return missing(); }\n")
        run(f"cc -fPIC -shared {source} -o {library}", self.folder)
        self.fails(65, "undefined symbol: missing", library)

    def test_two_plugins_of_one_id(self):
        first = self.build("NOTHING")
        second = self.build("NOTHING", "other.so")
        self.fails(65, "its id is `org.example.bad`", first, "--plugin", second, named=second)


class Wrong(BadTest):
    def test_plugins_that_cannot_be_loaded(self):
        for wrong, (status, words) in AT_LOAD.items():
            with self.subTest(wrong):
                self.fails(status, words, self.build(wrong))

    def test_filters_that_fail_at_work(self):
        for wrong, (status, words) in AT_WORK.items():
            with self.subTest(wrong):
                self.fails(status, words, self.build(wrong), "--filter", "bad")

    def test_values_that_options_do_not_take(self):
        library = self.build("NOTHING")
        for value in ("11", "-1", "nan", "inf", "1e999", "", "one", "0x", "1;2"):
            with self.subTest(value):
                self.fails(
                    64, f"filter `bad`: `amount={value}` is not a number from 0 to 10", library,
                    "--filter", f"bad,amount={value}",
                )
        self.fails(
            64, "has no setting `amout`; it has amount, other", library, "--filter", "bad,amout=1"
        )

    def test_check_finds_what_is_wrong(self):
        self.run_program("plugins", "check", self.build("NOTHING"))
        for wrong, words in FOUND_BY_CHECK.items():
            with self.subTest(wrong):
                library = self.build(wrong)
                done = self.run_program("plugins", "check", "--quiet", library, status=65)
                self.assertIn(words, done.stdout)
                self.assertRegex(
                    done.stderr, f"^pose-animate: {re.escape(library)}: breaks \\d+ of \\d+ rules\n$"
                )

    def test_a_crash_tells_the_rule(self):
        """What was found before it is told, too."""
        library = self.build("CRASH_IN_APPLY")
        done = self.run_program("plugins", "check", library, status=70)
        self.assertIn("kept    filter `bad` gives back the memory", done.stdout)
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertRegex(lines[0], r"filter `bad` crashed \(.*\) when it was tried whether it \w+")


class Finding(BadTest):
    """Where plug-ins are looked for."""

    def listed(self, *options, **changes):
        done = self.run_program("plugins", *options, **changes)
        return "org.example" in done.stdout or "does something wrong" in done.stdout, done

    def folder_with(self, *wrongs):
        folder = self.path("folder")
        os.makedirs(folder, exist_ok=True)
        for place, wrong in enumerate(wrongs):
            os.rename(self.build(wrong), os.path.join(folder, f"{place}.so"))
        return folder

    def test_folders_of_the_variable_and_of_the_user(self):
        folder = self.folder_with("NOTHING")
        self.assertFalse(self.listed()[0])
        self.assertTrue(self.listed(POSE_ANIMATE_PLUGIN_PATH="/nowhere:" + folder)[0])
        home = self.path("home", ".local", "lib", "pose-animate")
        os.makedirs(home)
        os.symlink(folder, os.path.join(home, "plugins"))
        self.assertTrue(self.listed(HOME=self.path("home"))[0])
        self.assertFalse(
            self.listed("--no-plugins", HOME=self.path("home"), POSE_ANIMATE_PLUGIN_PATH=folder)[0]
        )

    def test_nothing_is_taken_from_where_the_character_lies(self):
        self.build("NOTHING")
        here = self.listed(POSE_ANIMATE_PLUGIN_PATH=".:")
        self.assertFalse(here[0])

    def test_bad_ones_in_a_folder_are_left_away(self):
        folder = self.folder_with("NEWER_MAJOR", "NOTHING", "NOTHING")
        found, done = self.listed(POSE_ANIMATE_PLUGIN_PATH=folder)
        self.assertTrue(found)
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 2, done.stderr)
        self.assertTrue(lines[0].startswith(f"pose-animate: warning: left away: {folder}/0.so: "))
        self.assertIn("2.so: its id is `org.example.bad`", lines[1])

    def test_one_file_named_twice_is_one(self):
        library = self.build("NOTHING")
        os.symlink(library, self.path("again.so"))
        found, _ = self.listed("--plugin", library, "--plugin", self.path("again.so"))
        self.assertTrue(found)


if __name__ == "__main__":
    unittest.main()
