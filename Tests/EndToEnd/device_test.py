"""The microcontroller as a process: firmware of our own, snapshots, GDB, and what goes wrong."""

import json
import os
import re
import socket
import struct
import subprocess
import unittest

from EndToEnd.program import PROGRAM, ROOT, ProgramTest, fixture

FIRMWARE = os.path.join(ROOT, os.environ.get("POSE_ANIMATE_FIRMWARE", ".build-firmware"))
CLASSIFIER = os.path.join(FIRMWARE, "classifier.elf")
STREAMER = os.path.join(FIRMWARE, "streamer.elf")
ADA = os.path.join(ROOT, "Characters", "ada.svg")
# Performances that no network was trained on.
GESTURES = ["rest,seconds=3", "circle,seed=424242", "rest,seconds=2", "slope,seed=424243",
            "rest,seconds=2", "wing,seed=424244", "rest,seconds=2", "shake,seed=424245",
            "rest,seconds=1"]


def checksum(data):
    """CRC-16/CCITT-FALSE."""
    value = 0xFFFF
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value


class DeviceTest(ProgramTest):
    def samples(self):
        """A table of all gestures, and the same as Renode feeds it."""
        table = self.path("samples.csv")
        self.run_program("device", "samples", *GESTURES, "-o", table)
        raw = self.path("samples.data")
        with open(table) as source, open(raw, "w") as target:
            for line in list(source)[1:]:
                values = [float(cell) * 1024 for cell in line.split(",")[1:]]
                target.write(" ".join(str(int(round(value))) for value in values) + "\n")
        return table, raw


class FirmwareTest(DeviceTest):
    def test_the_device_tells_gestures_as_the_host_does(self):
        table, raw = self.samples()
        told = self.run_program(
            "device", "run", CLASSIFIER, "--feed", raw, "--max-seconds", "25").stdout
        device = re.findall(r"gesture (\w+) (\d+)", told)
        self.assertEqual([name for name, _ in device], ["ring", "slope", "wing", "shake"])
        host = self.run_program(
            "device", "classify", "--firmware", STREAMER, "--accelerometer", raw).stdout
        self.assertEqual(re.findall(r"(\w+) at sample (\d+)", host), device)
        # Without a device the samples are finer by two bits, and come to the same gestures.
        alone = self.run_program("device", "classify", "--accelerometer", table).stdout
        self.assertEqual(re.findall(r"(\w+) at", alone), ["ring", "slope", "wing", "shake"])

    def test_frames_of_the_streamer_hold_the_samples(self):
        table, raw = self.samples()
        done = subprocess.run(
            [PROGRAM, "device", "run", STREAMER, "--feed", raw, "--max-seconds", "25"],
            capture_output=True, timeout=60)
        frames = [done.stdout[start:start + 16] for start in range(0, len(done.stdout), 16)]
        with open(raw) as file:
            samples = [[int(word) for word in line.split()] for line in file]
        self.assertEqual(len(frames), len(samples))
        for number, (frame, sample) in enumerate(zip(frames, samples)):
            mark, count, time, x, y, z, check = struct.unpack("<HHIhhhH", frame)
            self.assertEqual((mark, count), (0x5AA5, number))
            # Four of 1,024 steps of g in one of 256, rounded down by the part.
            self.assertEqual([x, y, z], [axis >> 2 for axis in sample])
            self.assertEqual(check, checksum(frame[2:14]))
            self.assertAlmostEqual(time / 40000, number + 1, delta=0.1)

    def test_the_same_bytes_from_a_snapshot(self):
        _, raw = self.samples()
        whole = self.run_program(
            "device", "run", CLASSIFIER, "--feed", raw, "--max-seconds", "20").stdout
        kept = self.path("machine")
        first = self.run_program(
            "device", "run", CLASSIFIER, "--feed", raw, "--max-seconds", "7.123",
            "--save-snapshot", kept).stdout
        second = self.run_program(
            "device", "run", CLASSIFIER, "--restore-snapshot", kept, "--max-seconds", "20").stdout
        self.assertEqual(first + second, whole)
        self.assertTrue(first and second)

    def test_firmware_moves_a_character(self):
        _, raw = self.samples()

        def geometry(*options):
            path = self.path("out.ndjson")
            told = self.run_program(
                ADA, "--accelerometer", raw, "--geometry", path, "--json", *options).stdout
            with open(path) as file:
                return json.loads(told)["frames"], file.read()

        count, device = geometry("--firmware", CLASSIFIER)
        self.assertGreater(count, 400)
        again, same = geometry("--firmware", CLASSIFIER)
        self.assertEqual(again, count)
        self.assertTrue(same == device, "the same input gives the same frames")
        self.assertFalse(geometry("--firmware", STREAMER)[1] == device, "frames are coarser")

    def test_samples_may_come_by_standard_input(self):
        lines = "".join(
            json.dumps({"t": index / 50, "x": 0, "y": 1, "z": 0}) + "\n" for index in range(60))
        done = subprocess.run(
            [PROGRAM, ADA, "--accelerometer", "-", "--geometry", self.path("g.ndjson"), "--json"],
            input=lines, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        # 1.18 s of samples and half a second behind them, at 30 frames a second.
        self.assertEqual(json.loads(done.stdout)["frames"], 51)

    def test_real_time_loses_no_samples_of_the_right_rate(self):
        _, raw = self.samples()
        demand = self.run_program(
            "device", "classify", "--firmware", STREAMER, "--accelerometer", raw).stdout
        paced = self.run_program(
            "device", "classify", "--firmware", STREAMER, "--accelerometer", raw,
            "--sensor-pace", "real").stdout
        self.assertEqual(re.findall(r"(\w+) at", paced), re.findall(r"(\w+) at", demand))

    def test_traces_tell_every_byte(self):
        _, raw = self.samples()
        done = subprocess.run(
            [PROGRAM, "device", "run", STREAMER, "--feed", raw, "--max-seconds", "0.1", "--trace",
             "i2c,samples"], capture_output=True, timeout=60, check=True)
        lines = [json.loads(line) for line in done.stderr.decode().splitlines()]
        first = next(line for line in lines if line["trace"] == "i2c")
        self.assertEqual((first["address"], first["written"]), (0x1D, 0))
        self.assertEqual(lines[1]["read"], 0xE5)
        self.assertEqual(sum(line["trace"] == "samples" for line in lines), 2)


class Debugger:
    """A few words of GDB's remote protocol."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)

    def send(self, text):
        data = text.encode()
        self.socket.sendall(b"$" + data + b"#%02x" % (sum(data) % 256))

    def receive(self):
        data = b""
        while not re.search(rb"\$[^#]*#..", data):
            piece = self.socket.recv(4096)
            if not piece:
                raise EOFError(data)
            data += piece
        self.socket.sendall(b"+")
        return re.search(rb"\$([^#]*)#", data)[1].decode()

    def ask(self, text):
        self.send(text)
        return self.receive()


class DebuggerTest(DeviceTest):
    def start(self, *options):
        process = subprocess.Popen(
            [PROGRAM, "device", "run", CLASSIFIER, "--gdb", "0", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        line = process.stderr.readline()
        return process, Debugger(int(re.search(r"127\.0\.0\.1:(\d+)", line)[1]))

    def place(self, debugger):
        return struct.unpack("<I", bytes.fromhex(debugger.ask("p20")))[0]

    def test_firmware_is_led_step_by_step(self):
        process, debugger = self.start("--max-seconds", "1")
        self.addCleanup(debugger.socket.close)
        self.assertIn("features:read+", debugger.ask("qSupported:xmlRegisters=riscv"))
        self.assertIn("riscv:rv32", debugger.ask("qXfer:features:read:target.xml:0,ffb"))
        self.assertEqual(self.place(debugger), 0x40000000)
        self.assertEqual(len(debugger.ask("g")), 33 * 8)
        self.assertEqual(debugger.ask("s"), "S05")
        self.assertEqual(self.place(debugger), 0x40000004)
        # Over the loop that clears memory, to the next call.
        self.assertEqual(debugger.ask("Z0,40000004,2"), "OK")
        self.assertEqual(debugger.ask("P20=00000040"), "OK")
        self.assertEqual(debugger.ask("c"), "S05")
        self.assertEqual(self.place(debugger), 0x40000004)
        self.assertEqual(debugger.ask("z0,40000004,2"), "OK")
        # Memory, written and read; nowhere is an error.
        self.assertEqual(debugger.ask("M40030000,4:01020304"), "OK")
        self.assertEqual(debugger.ask("m40030000,6"), "010203040000")
        self.assertEqual(debugger.ask("m10,4"), "E01")
        self.assertEqual(debugger.ask("P5=78563412"), "OK")
        self.assertEqual(debugger.ask("p5"), "78563412")
        self.assertEqual(debugger.ask("vMustReplyEmpty"), "")
        self.assertEqual(debugger.ask("D"), "OK")
        out, _ = process.communicate(timeout=60)
        self.assertIn("classifier: ready", out)
        self.assertEqual(process.returncode, 0)

    def test_a_run_is_interrupted_and_killed(self):
        # A second of its time takes so long that Ctrl-C comes within.
        process, debugger = self.start("--max-seconds", "1000000")
        self.addCleanup(debugger.socket.close)
        debugger.send("c")
        debugger.socket.sendall(b"\x03")
        self.assertEqual(debugger.receive(), "S02")
        debugger.send("k")
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)


class MistakesTest(DeviceTest):
    def fails(self, status, words, *arguments):
        said = self.run_program(*arguments, status=status).stderr
        self.assertEqual(said.count("\n"), 1, said)
        self.assertIn(words, said)

    def test_each_is_a_line_and_a_status(self):
        text = self.path("text.data")
        with open(text, "w") as file:
            file.write("1 2\n")
        empty = self.path("empty.data")
        open(empty, "w").close()
        clip = fixture("shift.json")
        run = ("device", "run")
        out = ("--geometry", self.path("never.ndjson"))
        self.fails(65, "not an ELF file", *run, clip)
        self.fails(65, "64 bits", *run, PROGRAM)
        self.fails(66, "no such file", *run, self.path("none.elf"))
        self.fails(65, "line 1", *run, CLASSIFIER, "--feed", text)
        self.fails(65, "holds no samples", *run, CLASSIFIER, "--feed", empty)
        self.fails(65, "segment 0", *run, CLASSIFIER, "--platform", "spike")
        self.fails(66, "is no platform", *run, CLASSIFIER, "--platform", "arduino")
        self.fails(69, "did not say `RING`", *run, CLASSIFIER, "--until-uart", "RING",
                   "--max-seconds", "0.1", "--quiet")
        self.fails(65, "is no snapshot", *run, CLASSIFIER, "--restore-snapshot", clip)
        self.fails(65, "line 1", ADA, "--accelerometer", text, *out)
        self.fails(65, "holds no samples", ADA, "--accelerometer", empty, *out)
        self.fails(66, "no such file", ADA, "--accelerometer", "none.csv", *out)
        self.fails(65, "not an ELF", ADA, "--accelerometer", "circle", "--firmware", clip, *out)
        self.fails(64, "give --accelerometer", ADA, "--firmware", CLASSIFIER, *out)
        self.fails(64, "both move", ADA, "--accelerometer", "circle", "--keypoints", clip, *out)
        self.fails(65, "is no mapping", ADA, "--accelerometer", "circle", "--mapping", empty, *out)
        self.fails(65, "is no network of gestures", ADA, "--accelerometer", "circle",
                   "--gesture-model", fixture("models/two-branches.tflite"), *out)
        self.assertFalse(os.path.exists(out[1]))

    def test_firmware_that_never_asks_is_given_up(self):
        # Waits for ever: without its accelerometer the classifier ends in a trap of its own.
        board = self.path("board.yaml")
        with open(board, "w") as file:
            file.write(
                "name: bare\nclock: 100000000\nmemory:\n"
                "  - {name: ram, address: 0x40000000, size: 0x100000}\ndevices:\n"
                "  - {name: uart, type: litex-uart, address: 0xE0001800}\n"
                "  - {name: i2c, type: litex-i2c, address: 0xE0003000}\n")
        said = self.run_program("device", "run", CLASSIFIER, "--platform", board, status=65)
        self.assertIn("there is no accelerometer", said.stdout)
        self.assertIn("ebreak", said.stderr)


if __name__ == "__main__":
    unittest.main()
