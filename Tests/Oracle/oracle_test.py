"""All cases pass: bit for bit with the reference kernels, within a level with others."""

import os
import tempfile
import unittest

from EndToEnd.program import PROGRAM, ROOT
from Oracle.compare import cases, compare, failures, report
from Oracle.generate import FEWEST, ensure, summary_of

SEED = int(os.environ.get("POSE_ANIMATE_ORACLE_SEED", "1"))
COUNT = int(os.environ.get("POSE_ANIMATE_ORACLE_COUNT", "1200"))
JOBS = int(os.environ.get("POSE_ANIMATE_ORACLE_JOBS", "2"))
SHOWN = 20


class Oracle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = os.environ.get("POSE_ANIMATE_ORACLE")
        if not folder:
            temporary = tempfile.TemporaryDirectory()
            cls.addClassCleanup(temporary.cleanup)
            folder = os.path.join(temporary.name, "cases")
        cls.folder = os.path.join(ROOT, folder)
        ensure(cls.folder, SEED, COUNT, report=lambda _: None)

    def check(self, delegate):
        results = compare(self.folder, PROGRAM, delegate, JOBS)
        failed = failures(results)
        if not failed:
            return
        report(results)
        listed = [f"{os.path.basename(each.path)}: {each.problem}" for each in failed[:SHOWN]]
        self.fail("\n".join([f"{len(failed)} of {len(results)} cases fail, the first:", *listed]))

    def test_cases_cover_every_combination_that_litert_runs(self):
        summary = summary_of(self.folder)
        self.assertEqual(len(cases(self.folder)), summary["cases"])
        self.assertGreaterEqual(summary["cases"], COUNT)
        few = [key for key, number in summary["made"].items() if 0 < number < FEWEST]
        self.assertEqual([key for key in few if not key.startswith("GRAPH/")], [])

    def test_reference_kernels_are_bit_exact(self):
        self.check("reference")

    def test_default_kernels_are_within_tolerance(self):
        self.check("auto")


if __name__ == "__main__":
    unittest.main()
