"""Documentation/FirstPlugin.md, done word by word by somebody who has only installed the program.

Blocks of C and Swift are written to the file that the text above them names last, or at the end of that
file when it says "Append"; blocks of sh are run.
"""

import os
import re
import shutil

from Plugins.installation import ADA, DANCE, ROOT, PluginTest, read, run

TUTORIAL = os.path.join(ROOT, "Documentation", "FirstPlugin.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`([\w/-]+\.(?:c|swift))`")


class Tutorial(PluginTest):
    def test_every_step(self):
        with open(TUTORIAL) as file:
            text = file.read()
        for needed in (ADA, DANCE):
            shutil.copy(needed, self.folder)
        home = self.path("home")
        os.mkdir(home)
        said, end, name = "", 0, None
        for block in BLOCK.finditer(text):
            language, body = block.groups()
            before, end = text[end : block.start()], block.end()
            name = (FILE.findall(before) or [name])[-1]
            if language in ("c", "swift"):
                with open(self.path(name), "a" if "Append" in before else "w") as file:
                    file.write(body)
            elif language == "sh":
                done = run("set -e\n" + body, self.folder, HOME=home)
                said += done.stdout + done.stderr
        self.assertIn("height", said)
        self.assertIn("hop.so", said)
        self.assertTrue(read(self.path("frames")) != read(self.path("higher")))
        self.assertEqual(
            len(read(self.path("frames"))), len(read(self.path("swift-frames")))
        )
