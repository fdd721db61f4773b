"""Plug-ins in processes of their own: the same frames, and one line when they do not live."""

import filecmp
import json
import os
import shutil
import signal
import subprocess
import time

from EndToEnd.program import PROGRAM, ROOT, ProgramTest, fixture

CHARACTER = os.path.join(ROOT, "Characters", "ada.svg")
CLIP = os.path.join(ROOT, "Examples", "clips", "wave.json.gz")
# Each kind of stage, as `kinds.c` has it: what to write, and how to ask for it.
STAGES = {
    "source": ("frames/", ["--source", "sway,amount=3"]),
    "filter": ("frames/", ["--filter", "steps,amount=3,note=hello"]),
    "window": ("frames/", ["--filter", "mean"]),
    "weights": ("frames/", ["--weights", "middle"]),
    "deformer": ("frames/", ["--deformer", "squeeze,amount=4"]),
    "renderer": ("frames/", ["--renderer", "dots"]),
    "renderer over white": ("frames/", ["--renderer", "dots", "--background", "white"]),
    "sink of files": ("frames/", ["--format", "dots"]),
    "sink of a file": ("all.roll", []),
    "sink of pixels": ("all.rawroll", []),
    "all": (
        "all.roll",
        ["--filter", "mean", "--filter", "steps", "--weights", "middle"]
        + ["--deformer", "squeeze", "--renderer", "dots"],
    ),
}


def build(source, folder, *options):
    """Compiles a plug-in of Tests/Fixtures/plugins, by the compiler that comes with Swift."""
    name = "-".join([source, *(option.lstrip("-D").lower() for option in options)])
    library = os.path.join(folder, name + ".so")
    include = os.path.join(ROOT, "Sources", "CPoseAnimatePlugin", "include")
    subprocess.run(
        ["clang", "-std=gnu11", "-O1", "-Wall", "-Werror", "-fPIC", "-shared", f"-I{include}"]
        + [*options, fixture(f"plugins/{source}.c"), "-o", library],
        check=True,
    )
    return library


def children(of):
    """The processes that keep a plug-in, by their command line."""
    found = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/cmdline", "rb") as file:
                words = file.read().split(b"\0")
        except OSError:
            continue
        if b"plugin-host" in words and of.encode() in words:
            found.append(int(entry))
    return found


def until(condition, seconds=60):
    """Waits for something that comes at once or not at all."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        os.sched_yield()
    return True


class IsolationTest(ProgramTest):
    def animate(self, plugin, output, *options, status=0):
        # What the source is to read is the number of its frames.
        moved = "12" if "--source" in options else CLIP
        done = self.run_program(
            *[CHARACTER, "--keypoints", moved, "--frames", "0-11", "--size", "96x96", "--quiet"],
            *["--no-plugins", "--plugin", plugin, "-o", output, *options],
            status=status,
        )
        self.assertEqual(children(of=plugin), [])
        return done


class SameFrames(IsolationTest):
    def made(self, name, options, extra):
        folder = self.path(f"{name} {' '.join(extra)}")
        os.mkdir(folder)
        output, choice = options
        self.animate(self.plugin, os.path.join(folder, output), *choice, *extra)
        return folder

    def assert_same(self, one, other):
        names = sorted(
            os.path.relpath(os.path.join(place, file), one)
            for place, _, files in os.walk(one)
            for file in files
        )
        self.assertTrue(names)
        _, different, missing = filecmp.cmpfiles(one, other, names, shallow=False)
        self.assertEqual((different, missing), ([], []))

    def test_all_kinds_for_any_number_of_jobs(self):
        self.plugin = build("kinds", self.folder)
        for name, options in STAGES.items():
            near = self.made(name, options, ["--jobs", "1"])
            for jobs in ("1", "4"):
                with self.subTest(stage=name, jobs=jobs):
                    apart = self.made(name, options, ["--isolate", "--jobs", jobs])
                    self.assert_same(near, apart)

    def test_renderers_draw_over_each_other(self):
        plugin = build("kinds", self.folder)
        for name, extra in [("near", []), ("apart", ["--isolate", "--jobs", "4"])]:
            self.run_program(
                *["--character", CHARACTER, "--character", CHARACTER, "--size", "96x96", "--quiet"],
                *["--keypoints", fixture("duo.ndjson"), "--person", "0", "--person", "1"],
                *["--no-plugins", "--plugin", plugin, "--renderer", "dots", *extra],
                *["-o", os.path.join(self.path(name), "frames/")],
            )
        self.assert_same(self.path("near"), self.path("apart"))

    def test_remarks_come_through(self):
        plugin = build("kinds", self.folder)
        for options in ([], ["--isolate"]):
            done = self.run_program(
                *[CHARACTER, "--keypoints", "12", "--source", "sway", "--size", "16x16"],
                *["--progress", "none", "--no-plugins", "--plugin", plugin, *options],
                *["-o", self.path("remarks/")],
            )
            self.assertIn("warning: 12: 12 frames have passed\n", done.stderr)

    def test_list_is_the_same(self):
        plugin = build("kinds", self.folder)
        arguments = ["plugins", "--json", "--no-plugins", "--plugin", plugin]
        near = json.loads(self.run_program(*arguments).stdout)
        done = self.run_program(*arguments, "--isolate")
        self.assertEqual(json.loads(done.stdout), near)
        self.assertIn("lamp", [stage["id"] for stage in near])
        self.assertEqual(done.stderr, "")


class Trouble(IsolationTest):
    def setUp(self):
        super().setUp()
        self.plugin = build("trouble", self.folder)

    def told(self, mood, status=70, plugin=None, options=()):
        """The one line that is said of a filter in frame 3, and what is left behind."""
        plugin = plugin or self.plugin
        folder = self.path(mood)
        done = self.animate(
            plugin,
            folder + "/",
            *["--isolate", "--filter", f"trouble,mood={mood}", *options],
            status=status,
        )
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        head = f"pose-animate: {plugin}: "
        self.assertEqual(lines[0][: len(head)], head)
        names = os.listdir(folder) if os.path.isdir(folder) else []
        self.assertTrue(all(name.startswith("frame_") for name in names), names)
        return lines[0][len(head) :]

    def test_each_end_is_told(self):
        remedy = "; leave it away, and tell who made it"
        for mood, what in {
            "crash": "crashed (segmentation fault) in frame 3" + remedy,
            "crash-made": "crashed (segmentation fault) when it was made" + remedy,
            "abort": "crashed (aborted itself) in frame 3" + remedy,
            "exit": "ended its process by itself (exit status 0) in frame 3" + remedy,
            "nan": "frame 3: it gave numbers that are not finite, or half a face",
        }.items():
            with self.subTest(mood=mood):
                self.assertEqual(self.told(mood), "filter `trouble`: " + what)

    def test_spoilt_memory_harms_nobody_else(self):
        told = self.told("scribble")
        self.assertRegex(told, r"^filter `trouble`: (crashed|answered nonsense).* in frame 3; ")

    def test_channel_that_was_closed_is_told(self):
        self.assertRegex(self.told("closed"), r"^filter `trouble`: .* in frame 3; ")

    def test_hanging_is_told_in_time(self):
        self.assertEqual(
            self.told("hang", options=["--plugin-timeout", "3"]),
            "filter `trouble`: gave no answer within 3 s in frame 3; give it longer "
            "(--plugin-timeout), or leave it away",
        )

    def test_failure_keeps_its_own_words_and_status(self):
        self.assertEqual(
            self.told("fail", status=69), "filter `trouble`: has no more; give it more"
        )

    def test_crash_while_loading_names_the_file(self):
        early = build("trouble", self.folder, "-DCRASHES_WHEN_LOADED")
        self.assertEqual(
            self.told("good", plugin=early),
            "crashed (segmentation fault) while it was loaded; leave it away, and tell who made it",
        )

    def test_installed_plugin_that_crashes_while_loading_is_left_away(self):
        early = build("trouble", self.folder, "-DCRASHES_WHEN_LOADED")
        installed = self.path("installed")
        os.mkdir(installed)
        shutil.move(early, installed)
        done = subprocess.run(
            [PROGRAM, "plugins", "--isolate"],
            env={**os.environ, "POSE_ANIMATE_PLUGIN_PATH": installed},
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.returncode, 0)
        self.assertIn("warning: left away: " + installed, done.stderr)
        self.assertIn("one-euro", done.stdout)

    def test_crash_at_the_end_is_a_warning(self):
        told = self.told("crash-destroyed", status=0)
        self.assertEqual(
            told,
            "warning: filter `trouble`: crashed (segmentation fault) when it was destroyed; "
            "leave it away, and tell who made it",
        )

    def test_what_it_tells_people_comes_through(self):
        self.assertEqual(self.told("log", status=0), "this is frame 3")

    def test_what_it_prints_is_no_part_of_the_frames(self):
        done = self.run_program(
            *[CHARACTER, "--keypoints", CLIP, "--frames", "0-5", "--size", "16x16", "--quiet"],
            *["--no-plugins", "--plugin", self.plugin, "--isolate", "--format", "svg"],
            *["--filter", "trouble,mood=print", "-o", self.path("it.svg")],
        )
        self.assertEqual((done.stdout, done.stderr), ("", "printed\n"))

    def test_what_it_has_started_ends_with_it(self):
        self.animate(
            self.plugin, self.path("spawn/"), "--isolate", "--filter", "trouble,mood=spawn"
        )

    def test_movie_that_fails_is_not_there(self):
        kinds = build("kinds", self.folder)
        for ending in ("roll", "rawroll"):
            done = self.animate(
                kinds,
                self.path("all." + ending),
                *["--isolate", "--format", ending + ",crash=true"],
                status=70,
            )
            self.assertIn(f"sink `{ending}`: crashed (aborted itself) in frame ", done.stderr)
        self.assertEqual([name for name in os.listdir(self.folder) if "roll" in name], [])

    def test_every_kind_that_crashes_is_told(self):
        kinds = build("kinds", self.folder)
        for option, stage, place in [
            ("--source", "source `sway`", "in frame 2"),
            ("--filter", "filter `steps`", "in frame 2"),
            ("--filter", "filter `mean`", "in frame 2"),
            ("--weights", "weights `middle`", "while it weighed bones"),
            ("--deformer", "deformer `squeeze`", "in frame 2"),
            ("--renderer", "renderer `dots`", "while it drew a frame"),
            ("--format", "sink `dots`", "in frame "),
        ]:
            for jobs in ("1", "4"):
                with self.subTest(stage=stage, jobs=jobs):
                    name = stage.split("`")[1] + ",crash=true"
                    done = self.animate(
                        kinds,
                        self.path(f"{stage} {jobs}/"),
                        *["--isolate", "--jobs", jobs, option, name],
                        status=70,
                    )
                    self.assertIn(f"{stage}: crashed (aborted itself) {place}", done.stderr)

    def test_wrong_words_are_told(self):
        for options, what in [
            (["--plugin-timeout", "5"], "give --isolate"),
            (["--isolate", "--plugin-timeout", "0"], "give seconds above 0"),
        ]:
            done = self.run_program("plugins", *options, status=64)
            self.assertIn(what, done.stderr)
        self.assertIn("plugins check", self.run_program("plugin-host", "x.so", status=64).stderr)


class Ends(IsolationTest):
    """What becomes of a plug-in's process when the engine does not end by itself."""

    def setUp(self):
        super().setUp()
        self.plugin = build("trouble", self.folder)

    def hanging(self):
        """An engine whose filter hangs in frame 3."""
        engine = subprocess.Popen(
            [PROGRAM, CHARACTER, "--keypoints", CLIP, "--size", "16x16", "--quiet", "--no-plugins"]
            + ["--plugin", self.plugin, "--isolate", "--filter", "trouble,mood=hang"]
            + ["-o", self.path("hang/")],
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(engine.kill)
        self.assertTrue(until(lambda: os.path.exists(self.path("hang/frame_000002.png"))))
        self.assertEqual(len(children(of=self.plugin)), 1)
        return engine

    def test_killed_engine_leaves_nobody(self):
        engine = self.hanging()
        engine.kill()
        engine.wait()
        self.assertTrue(until(lambda: children(of=self.plugin) == []))

    def test_second_interruption_ends_at_once(self):
        engine = self.hanging()
        engine.send_signal(signal.SIGINT)
        self.assertTrue(until(lambda: not self.catches_interrupt(engine.pid)))
        engine.send_signal(signal.SIGINT)
        self.assertEqual(engine.wait(timeout=60), -signal.SIGINT)
        self.assertTrue(until(lambda: children(of=self.plugin) == []))

    @staticmethod
    def catches_interrupt(process):
        with open(f"/proc/{process}/status") as file:
            caught = next(line for line in file if line.startswith("SigCgt"))
        return int(caught.split()[1], 16) >> (signal.SIGINT - 1) & 1
