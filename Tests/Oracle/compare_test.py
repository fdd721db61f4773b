"""The judge itself: what counts as equal, and that equal seeds give equal cases."""

import filecmp
import os
import tempfile
import unittest

import numpy as np

from Oracle.compare import compare_output
from Oracle.generate import ensure

FLOAT = {"class": "float", "fraction": 1e-4}
QUANTIZED = {"class": "quantized", "levels": 1}
EXACT = {"class": "exact"}


class Comparison(unittest.TestCase):
    def problem(self, expected, actual, tolerance, delegate="reference"):
        return compare_output(np.asarray(expected), np.asarray(actual), tolerance, delegate)[1]

    def test_floats_are_held_against_the_scale_of_the_output(self):
        expected = np.float32([100.0, 0.0])
        self.assertIsNone(self.problem(expected, np.float32([100.009, 0.009]), FLOAT))
        self.assertIsNotNone(self.problem(expected, np.float32([100.0, 0.011]), FLOAT))

    def test_values_that_are_not_finite_have_to_agree(self):
        expected = np.float32([np.nan, np.inf, -np.inf, 1])
        self.assertIsNone(self.problem(expected, expected.copy(), FLOAT))
        for place, value in [(0, 0), (1, np.nan), (2, np.inf), (3, np.nan)]:
            actual = expected.copy()
            actual[place] = value
            self.assertIsNotNone(self.problem(expected, actual, FLOAT), (place, value))

    def test_a_level_is_allowed_except_to_the_reference_kernels(self):
        near, far = np.int8([1, 2]), np.int8([1, 4])
        self.assertIsNotNone(self.problem(np.int8([1, 3]), near, QUANTIZED))
        self.assertIsNone(self.problem(np.int8([1, 3]), near, QUANTIZED, "auto"))
        self.assertIsNotNone(self.problem(np.int8([2, 2]), far, QUANTIZED, "auto"))
        self.assertIsNotNone(self.problem(np.int32([1, 3]), np.int32([1, 2]), EXACT, "auto"))

    def test_a_level_is_allowed_where_no_reference_kernel_answered(self):
        lenient = {**QUANTIZED, "lenient": True}
        self.assertIsNone(self.problem(np.int8([3]), np.int8([2]), lenient))
        self.assertIsNotNone(self.problem(np.int8([3]), np.int8([1]), lenient))

    def test_bytes_do_not_wrap(self):
        difference, _ = compare_output(np.int8([-128]), np.int8([127]), QUANTIZED, "auto")
        self.assertEqual(difference, 255)
        extremes = np.int64([np.iinfo(np.int64).min]), np.int64([np.iinfo(np.int64).max])
        self.assertEqual(compare_output(*extremes, EXACT, "auto")[0], 2.0**64)

    def test_types_and_shapes_have_to_agree(self):
        self.assertIsNotNone(self.problem(np.int32([1]), np.int64([1]), EXACT))
        self.assertIsNotNone(self.problem(np.int32([1]), np.int32([[1]]), EXACT))
        self.assertIsNotNone(self.problem(np.zeros([0, 2]), np.zeros([2, 0]), FLOAT))


class Generation(unittest.TestCase):
    def test_equal_seeds_give_equal_cases_and_others_do_not(self):
        with tempfile.TemporaryDirectory() as base:
            folders = [os.path.join(base, name) for name in ("first", "second", "other")]
            for folder, seed in zip(folders, (7, 7, 8)):
                ensure(folder, seed, 9, only="CONV_2D/int8", report=lambda _: None)
            names = sorted(os.path.join(d, f) for d, _, files in os.walk(folders[0]) for f in files)
            names = [os.path.relpath(name, folders[0]) for name in names]
            self.assertGreater(len(names), 30)
            _, unequal, missing = filecmp.cmpfiles(*folders[:2], names, shallow=False)
            self.assertEqual(unequal + missing, [])
            _, unequal, _ = filecmp.cmpfiles(folders[0], folders[2], names, shallow=False)
            self.assertGreater(len(unequal), len(names) // 2)

    def test_cases_are_kept_and_nothing_else_is_replaced(self):
        with tempfile.TemporaryDirectory() as base:
            folder = os.path.join(base, "cases")
            said = []
            for seed in (1, 1, 2):
                ensure(folder, seed, 3, only="RANK", report=said.append)
            self.assertEqual([line.split()[0] for line in said], ["3", folder, "3"])
            self.assertEqual(os.listdir(base), ["cases"])
            with open(os.path.join(base, "letter"), "w"):
                pass
            with self.assertRaises(FileExistsError):
                ensure(base, 1, 3, only="RANK", report=said.append)
            self.assertEqual(sorted(os.listdir(base)), ["cases", "letter"])


if __name__ == "__main__":
    unittest.main()
