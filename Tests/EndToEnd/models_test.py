"""Models as a user runs them: files in, files out, exit codes."""

import ast
import json
import os
import resource
import signal
import struct
import subprocess

from EndToEnd.program import PROGRAM, ProgramTest, fixture

MODEL = fixture(os.path.join("models", "two-branches.tflite"))


def write_array(path, values, shape):
    """A float32 array as NumPy saves it."""
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header)
        file.write(struct.pack(f"<{len(values)}f", *values))


def read_array(path):
    """Shape and values of a float32 array."""
    with open(path, "rb") as file:
        content = file.read()
    start = 10 + struct.unpack_from("<H", content, 8)[0]
    header = ast.literal_eval(content[10:start].decode())
    return header["shape"], list(struct.unpack(f"<{(len(content) - start) // 4}f", content[start:]))


class Models(ProgramTest):
    def inputs(self, rows=1):
        write_array(self.path("left.npy"), [0.0, 1.0, -1.0] * rows, (rows, 3))
        write_array(self.path("right.npy"), [0.0] * 4, (4,))
        return ["--input", f"x={self.path('left.npy')}", "--input", f"y={self.path('right.npy')}"]

    def test_run(self):
        for rows in (1, 7):
            with self.subTest(rows=rows):
                self.run_program("models", "run", MODEL, *self.inputs(rows), "-o", self.path("out"))
                shape, values = read_array(self.path("out/0.npy"))
                self.assertEqual(shape, (rows, 3))
                for value, expected in zip(values, [1.0, 0.36787945, 2.7182817] * rows):
                    self.assertAlmostEqual(value, expected, places=6)
                self.assertEqual(sorted(os.listdir(self.path("out"))), ["0.npy", "1.npy"])

    def test_reports_for_programs(self):
        done = self.run_program("models", "run", MODEL, *self.inputs(), "--json", "--repeat", "3")
        self.assertEqual(json.loads(done.stdout)["time"]["runs"], 3)
        done = self.run_program("models", "inspect", MODEL, "--json")
        self.assertEqual(json.loads(done.stdout)["plan"]["steps"], 3)
        trace = self.path("trace.json")
        self.run_program("models", "profile", MODEL, "--runs", "2", "--trace", trace)
        with open(trace) as file:
            self.assertTrue(json.load(file)["traceEvents"])

    def test_models_cut_short_anywhere(self):
        """Each is one line and one code, or a model that is whole enough; never a crash."""
        with open(MODEL, "rb") as file:
            whole = file.read()
        for length in range(0, len(whole), 97):
            path = self.path("cut.tflite")
            with open(path, "wb") as file:
                file.write(whole[:length])
            done = subprocess.run(
                [PROGRAM, "models", "inspect", path], capture_output=True, text=True, timeout=60
            )
            self.assertEqual(done.returncode, 65, (length, done.stderr))
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)

    def test_full_disk_leaves_nothing(self):
        arguments = self.inputs() + ["-o", self.path("out")]
        done = subprocess.run(
            [PROGRAM, "models", "run", MODEL, *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)),
        )
        self.assertEqual(done.returncode, 74, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertEqual(os.listdir(self.path("out")), [])

    def test_interruption_ends_the_runs(self):
        """The input comes through a pipe, so that the program is known to listen by then."""
        arguments = self.inputs()
        with open(self.path("left.npy"), "rb") as file:
            left = file.read()
        os.remove(self.path("left.npy"))
        os.mkfifo(self.path("left.npy"))
        process = subprocess.Popen(
            [PROGRAM, "models", "run", MODEL, *arguments, "--repeat", "1000000000"]
            + ["-o", self.path("out")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        with open(self.path("left.npy"), "wb") as file:
            file.write(left)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 128 + signal.SIGINT)
        self.assertEqual(output, b"")
        self.assertFalse(os.path.exists(self.path("out")))
