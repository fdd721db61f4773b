"""Models against the tensors that LiteRT computed: golden/interpreter."""

import pathlib
import re
import struct

from EndToEnd.program import ProgramTest, reference

GOLDEN = pathlib.Path(reference("golden", "interpreter"))

# One output unit of a quantized model's last layer, where a float follows it.
FLOAT_TOLERANCE = 1e-4


def read_array(path):
    """The header's type and shape and the numbers of a NumPy file."""
    data = path.read_bytes()
    start = 10 + struct.unpack_from("<H", data, 8)[0]
    header = data[10:start].decode()
    kind = re.search(r"'descr': '([^']+)'", header).group(1)
    shape = re.search(r"'shape': \(([^)]*)\)", header).group(1)
    code = {"<f4": "f", "|u1": "B", "|i1": "b", "<i4": "i", "<i8": "q"}[kind]
    count = (len(data) - start) // struct.calcsize(code)
    return kind, shape, struct.unpack_from(f"<{count}{code}", data, start)


class InferenceTest(ProgramTest):
    def run_model(self, model, inputs, delegate):
        """Runs a model on NumPy files; returns the folder with its outputs."""
        folder = pathlib.Path(self.path(f"{model}-{delegate}"))
        arguments = ["models", "run", reference("models", f"{model}.tflite"),
                     "--delegate", delegate, "--quiet", "-o", str(folder)]
        for index, path in enumerate(inputs):
            arguments += ["--input", f"{index}={path}"]
        self.run_program(*arguments)
        return folder

    def compare(self, model, tag, delegate):
        inputs = sorted(GOLDEN.glob(f"{model}.{tag}.in*.npy"))
        expected = sorted(GOLDEN.glob(f"{model}.{tag}.refout*.npy"))
        self.assertTrue(inputs and expected, model)
        folder = self.run_model(model, inputs, delegate)
        for index, path in enumerate(expected):
            with self.subTest(model=model, delegate=delegate, output=index):
                kind, shape, wanted = read_array(path)
                found_kind, found_shape, found = read_array(folder / f"{index}.npy")
                self.assertEqual((found_kind, found_shape), (kind, shape))
                if kind == "<f4":
                    scale = max(abs(value) for value in wanted)
                    worst = max(abs(a - b) for a, b in zip(wanted, found))
                    self.assertLessEqual(worst, FLOAT_TOLERANCE * scale)
                else:
                    self.assertEqual(found, wanted)

    def test_every_model_with_answers(self):
        models = sorted({tuple(path.name.split(".")[:2]) for path in GOLDEN.glob("*.refout0.npy")})
        self.assertGreaterEqual(len(models), 11)
        for model, tag in models:
            for delegate in ("reference", "auto"):
                self.compare(model, tag, delegate)

    def test_the_decoder_finds_the_couple(self):
        """The answers are of LiteRT's default kernels, XNNPACK's, which round the network before
        the decoder otherwise than the reference kernels: by those, places lie up to 1.2 px off."""
        model = "posenet_075_481x641_uint8_decoder"
        for delegate, most in (("xnnpack", 0.01), ("auto", 2)):
            folder = self.run_model(model, [GOLDEN / f"{model}.couple.in0.npy"], delegate)
            _, _, count = read_array(folder / "3.npy")
            self.assertEqual(count, (2.0,))
            # Two people of seventeen places, and the scores of these.
            for output, length, tolerance in ((0, 68, most), (1, 34, 0.03 * most), (2, 2, 0.01)):
                _, _, found = read_array(folder / f"{output}.npy")
                _, _, wanted = read_array(GOLDEN / f"{model}.couple.out{output}.npy")
                for value, right in zip(found[:length], wanted[:length]):
                    self.assertLessEqual(abs(value - right), tolerance, delegate)

    def test_the_model_with_attention_runs(self):
        image = GOLDEN / "face_landmark.img.in0.npy"
        folder = self.run_model("face_landmark_with_attention", [image], "auto")
        self.assertEqual(len(list(folder.glob("*.npy"))), 7)
