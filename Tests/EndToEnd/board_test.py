"""Devices and sensors of plug-ins: fed, in processes of their own, and when they fail."""

import json
import os
import subprocess

from EndToEnd.device_test import CLASSIFIER, DeviceTest
from EndToEnd.isolation_test import build, children
from EndToEnd.program import ROOT, fixture

BOARD = """
name: board
clock: 100_000_000
memory:
  - {name: ram, address: 0x40000000, size: 0x1000000}
devices:
  - {name: uart, type: litex-uart, address: 0x60001800, aliases: [0xE0001800], interrupt: 2}
  - {name: timer0, type: litex-timer, address: 0x60002800, aliases: [0xE0002800], interrupt: 1}
  - name: i2c
    type: litex-i2c
    address: 0x60003000
    aliases: [0xE0003000]
    children:
      - {name: it, type: SENSOR, address: 0x1D}
  - name: spi
    type: litex-spi
    address: 0x60005000
    children:
      - {name: other, type: SENSOR, address: 1}
"""
PULSE = "  - {name: pulse, type: pulse, address: 0x60006000, interrupt: 3}\n"
REMEDY = "; leave it away, and tell who made it"


def firmware(folder, mood):
    """The firmware that looks at `pulse`, by the compiler and the linker that come with Swift."""
    target = json.loads(subprocess.check_output(["swiftc", "-print-target-info"]))
    tools = os.path.join(target["paths"]["runtimeResourcePath"], "..", "..", "bin")
    made = os.path.join(folder, f"pulses-{mood}")
    script = os.path.join(ROOT, "Examples", "firmware", "Board", "litex.ld")
    subprocess.run(
        [os.path.join(tools, "clang"), "--target=riscv32-unknown-none-elf", "-march=rv32imac"]
        + ["-mabi=ilp32", "-Os", "-ffreestanding", "-fno-builtin", "-Wall", "-Werror"]
        + [f"-DMOOD={mood}", "-c", fixture("plugins/pulses.c"), "-o", made + ".o"],
        check=True,
    )
    subprocess.run(
        [os.path.join(tools, "ld.lld"), "-T", script, "-o", made + ".elf", made + ".o"],
        check=True,
    )
    return made + ".elf"


class BoardTest(DeviceTest):
    def setUp(self):
        super().setUp()
        self.plugin = build("board", self.folder)

    def board(self, sensor="swing", pulse=True):
        path = self.path(f"{sensor}.yaml")
        with open(path, "w") as file:
            file.write(BOARD.replace("SENSOR", sensor) + (PULSE if pulse else ""))
        return path

    def run_firmware(self, firmware, *options, board=None, status=0):
        done = self.run_program(
            *["device", "run", firmware, "--platform", board or self.board()],
            *["--no-plugins", "--plugin", self.plugin, *options],
            status=status,
        )
        self.assertEqual(children(of=self.plugin), [])
        return done


class Sensors(BoardTest):
    def test_sensor_of_a_plugin_is_fed_as_the_built_in_one(self):
        _, raw = self.samples()
        options = ["--feed", raw, "--fifo-depth", "16", "--max-seconds", "8"]
        options += ["--trace", "samples,i2c", "--json"]
        built_in = self.run_firmware(
            CLASSIFIER, *options, board=self.board("adxl345", pulse=False))
        self.assertIn("gesture ring", built_in.stdout)
        near = self.run_firmware(CLASSIFIER, *options, board=self.board(pulse=False))
        apart = self.run_firmware(
            CLASSIFIER, *options, "--isolate", board=self.board(pulse=False))
        self.assertEqual(near.stdout, built_in.stdout)
        self.assertEqual(apart.stdout, built_in.stdout)
        # Every byte on the wires and every sample, at the same instruction.
        self.assertIn('"trace":"samples"', built_in.stderr)
        self.assertEqual(near.stderr, built_in.stderr)
        self.assertEqual(apart.stderr, built_in.stderr)

    def test_samples_come_again_for_ever(self):
        told = []
        for options in ([], ["--isolate"]):
            done = self.run_firmware(
                *[CLASSIFIER, "--feed", "0,0,1024,-1", "--max-seconds", "1", "--json", *options])
            told.append(json.loads(done.stderr)["samplesTaken"])
        self.assertGreater(told[0], 10)
        self.assertEqual(told[0], told[1])

    def test_sensor_moves_a_character_from_its_own_process(self):
        _, raw = self.samples()
        for name, options in (("near", []), ("apart", ["--isolate"])):
            self.run_program(
                *[os.path.join(ROOT, "Characters", "ada.svg"), "--accelerometer", raw],
                *["--firmware", CLASSIFIER, "--platform", self.board(), "--frames", "0-30"],
                *["--no-plugins", "--plugin", self.plugin, "--quiet", *options],
                *["--geometry", self.path(name)],
            )
        with open(self.path("near")) as near, open(self.path("apart")) as apart:
            self.assertEqual(near.read(), apart.read())

    def test_check_calls_what_only_some_sensors_have(self):
        said = self.run_program("plugins", "check", self.plugin).stdout
        self.assertIn("counts the samples that it is fed with", said)
        self.assertIn("takes any bytes on SPI", said)

    def test_registers_are_in_the_list(self):
        for options in ([], ["--isolate"]):
            said = self.run_program(
                "device", "list", "--no-plugins", "--plugin", self.plugin, *options).stdout
            self.assertIn("| 0x32 | `DATAX0` | 32 | read | 0 | x, low byte |", said)
            self.assertIn("| 0x0C | `time` |", said)


class Devices(BoardTest):
    def test_device_is_the_same_in_a_process_of_its_own(self):
        elf = firmware(self.folder, 0)
        options = ["--until-uart", "done", "--trace", "bus", "--json"]
        near = self.run_firmware(elf, *options)
        apart = self.run_firmware(elf, *options, "--isolate")
        self.assertEqual(len(near.stdout.splitlines()), 41)
        self.assertNotIn("\n00000000 00000000", near.stdout[30:], "it never came by itself")
        self.assertEqual((near.stdout, near.stderr), (apart.stdout, apart.stderr))

    def test_snapshots_go_from_one_to_the_other(self):
        elf = firmware(self.folder, 0)
        end = ["--until-uart", "done"]
        whole = self.run_firmware(elf, *end).stdout
        for save, restore in ([], ["--isolate"]), (["--isolate"], []):
            part = self.run_firmware(
                *[elf, "--max-instructions", "30000", "--save-snapshot", self.path("half")],
                *["--feed", "1,2,3,5", *save],
            ).stdout
            self.assertTrue(0 < len(part) < len(whole))
            rest = self.run_firmware(
                elf, *end, "--restore-snapshot", self.path("half"), *restore).stdout
            self.assertEqual(part + rest, whole)

    def told(self, mood, *options, before=21):
        done = self.run_firmware(
            *[firmware(self.folder, mood), "--until-uart", "done", *options],
            *["--save-snapshot", self.path("snapshot")],
            status=70,
        )
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), before, "what came before is there")
        self.assertFalse(os.path.exists(self.path("snapshot")))
        head = f"pose-animate: {self.plugin}: device `pulse`"
        self.assertEqual(lines[0][: len(head)], head)
        return lines[0][len(head) :]

    def test_device_that_fails_ends_the_run(self):
        for options in ([], ["--isolate"]):
            with self.subTest(options=options):
                self.assertEqual(self.told(101, *options), ": has burnt out; put in another")

    def test_device_that_fails_by_itself_ends_the_run(self):
        for options in ([], ["--isolate"]):
            with self.subTest(options=options):
                self.assertEqual(self.told(105, *options, before=22), ": has burnt out; put in another")

    def test_device_that_crashes_ends_the_run(self):
        self.assertRegex(self.told(102), r"^ crashed \(aborted itself\); --isolate keeps")
        self.assertEqual(
            self.told(102, "--isolate"),
            ": crashed (aborted itself) in a run of firmware" + REMEDY)

    def test_device_that_hangs_or_leaves_ends_the_run(self):
        self.assertEqual(
            self.told(103, "--isolate", "--plugin-timeout", "3"),
            ": gave no answer within 3 s in a run of firmware; give it longer "
            "(--plugin-timeout), or leave it away")
        self.assertEqual(
            self.told(104, "--isolate"),
            ": ended its process by itself (exit status 0) in a run of firmware" + REMEDY)
