"""The catalogue against the models themselves."""

import hashlib
import json
import os
import subprocess
import unittest

from EndToEnd.program import PROGRAM, ProgramTest, reference


class Catalogue(ProgramTest):
    def test_every_model_has_its_hash_and_size(self):
        models = json.loads(self.run_program("models", "list", "--json").stdout)
        self.assertGreaterEqual(len(models), 10)
        for model in models:
            with self.subTest(model["name"]):
                with open(reference("models", model["file"]), "rb") as file:
                    content = file.read()
                self.assertEqual(hashlib.sha256(content).hexdigest(), model["sha256"])
                self.assertEqual(len(content), model["size"])

    def test_models_on_disk_are_brought(self):
        folder = self.path("models")
        environment = dict(os.environ, POSE_ANIMATE_MODELS=folder)
        done = subprocess.run(
            [PROGRAM, "models", "fetch", "--all", "--from", reference("models")],
            capture_output=True, text=True, timeout=300, env=environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        listed = subprocess.run(
            [PROGRAM, "models", "list", "--json"], capture_output=True, text=True, timeout=300,
            env=environment)
        for model in json.loads(listed.stdout):
            self.assertEqual(model["path"], os.path.join(folder, model["file"]))


if __name__ == "__main__":
    unittest.main()
