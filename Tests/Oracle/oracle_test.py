"""All cases pass: bit for bit with the reference kernels, within a level with others."""

import json
import os
import tempfile
import unittest

from EndToEnd.program import PROGRAM
from Oracle.compare import cases, compare, failures, report
from Oracle.generate import SUMMARY, generate

SEED = int(os.environ.get("POSE_ANIMATE_ORACLE_SEED", "1"))
COUNT = int(os.environ.get("POSE_ANIMATE_ORACLE_COUNT", "1200"))
JOBS = int(os.environ.get("POSE_ANIMATE_ORACLE_JOBS", "2"))
SHOWN = 20


def made_before(folder):
    """Whether a folder holds the cases of this seed and count already."""
    try:
        with open(os.path.join(folder, SUMMARY)) as file:
            summary = json.load(file)
    except FileNotFoundError:
        return False
    return (summary["seed"], summary["count"]) == (SEED, COUNT)


class Oracle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = os.environ.get("POSE_ANIMATE_ORACLE")
        if folder and made_before(folder):
            cls.folder = folder
            return
        if not folder:
            temporary = tempfile.TemporaryDirectory()
            cls.addClassCleanup(temporary.cleanup)
            folder = os.path.join(temporary.name, "cases")
        elif os.path.isdir(folder) and os.listdir(folder):
            raise FileExistsError(
                f"{folder} holds something other than cases of seed {SEED} and count {COUNT}; "
                "remove it or set POSE_ANIMATE_ORACLE to another folder"
            )
        cls.folder = folder
        generate(folder, SEED, COUNT, report=lambda _: None)

    def check(self, delegate):
        results = compare(self.folder, PROGRAM, delegate, JOBS)
        failed = failures(results)
        if failed:
            report(results)
        listed = "\n".join(
            f"{os.path.basename(result.path)}: {result.problem}" for result in failed[:SHOWN]
        )
        self.assertFalse(failed, f"{len(failed)} of {len(results)} cases fail:\n{listed}")

    def test_cases_cover_every_combination_that_litert_runs(self):
        with open(os.path.join(self.folder, SUMMARY)) as file:
            summary = json.load(file)
        self.assertEqual(len(cases(self.folder)), summary["cases"])
        self.assertGreaterEqual(summary["cases"], COUNT)
        few = [key for key, number in summary["made"].items() if 0 < number < 3]
        self.assertEqual([key for key in few if not key.startswith("GRAPH/")], [])

    def test_reference_kernels_are_bit_exact(self):
        self.check("reference")

    def test_default_kernels_are_within_tolerance(self):
        self.check("auto")


if __name__ == "__main__":
    unittest.main()
