"""PoseAnimate as it is installed, and the examples of plug-ins, built with nothing else."""

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ADA = os.path.join(ROOT, "Characters", "ada.svg")
DANCE = os.path.join(ROOT, "Examples", "clips", "dance.json.gz")


@functools.cache
def place():
    """A folder outside the repository, which is removed when the tests end."""
    folder = tempfile.TemporaryDirectory(prefix="pose-animate-plugins-")
    atexit.register(folder.cleanup)
    return folder.name


@functools.cache
def environment():
    """What a user's shell would know: where the program was installed, and nothing of this repository."""
    prefix = os.path.join(place(), "prefix")
    subprocess.run(
        ["make", "--silent", "install", f"PREFIX={prefix}"], cwd=ROOT, check=True
    )
    home = os.path.join(place(), "home")
    os.mkdir(home)
    return {
        "PATH": os.path.join(prefix, "bin") + os.pathsep + os.environ["PATH"],
        "HOME": home,
        "LANG": "C.UTF-8",
        "PKG_CONFIG_PATH": os.path.join(prefix, "lib", "pkgconfig"),
        "POSE_ANIMATE_KIT": os.path.join(prefix, "share", "pose-animate", "PluginKit"),
    }


def run(command, folder, status=0, **changes):
    """Runs a command as the user would, and gives what it says."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**environment(), **changes},
        capture_output=True,
        text=True,
        timeout=600,
        shell=isinstance(command, str),
    )
    if done.returncode != status:
        raise AssertionError(
            f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    return done


@functools.cache
def example(name):
    """The path of an example's library, which was built from a copy outside the repository."""
    folder = os.path.join(place(), "examples", name)
    shutil.copytree(
        os.path.join(ROOT, "Examples", "plugins", name),
        folder,
        ignore=shutil.ignore_patterns(".build", "*.so"),
    )
    if os.path.exists(os.path.join(folder, "Makefile")):
        run(["make", "CFLAGS=-O2 -Wall -Wextra -Werror"], folder)
        return os.path.join(folder, f"{name}.so")
    run(["swift", "build", "-c", "release"], folder)
    return os.path.join(folder, ".build", "release", f"lib{name.capitalize()}.so")


class PluginTest(unittest.TestCase):
    """A test with a folder of its own that is removed afterwards."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=place())
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run_program(self, *arguments, status=0, **changes):
        return run(["pose-animate", *arguments], self.folder, status, **changes)

    def frames(self, name, *options):
        """The bytes of each frame of a short clip, by its file's name."""
        self.run_program(
            *[ADA, "--keypoints", DANCE, "--size", "160x160", "--frames", "0-23"],
            *["-o", self.path(name) + os.sep, *options],
        )
        return read(self.path(name))


def read(folder):
    """The bytes of a folder's files by their names."""
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            found[name] = file.read()
    return found
