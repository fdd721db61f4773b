"""Scores `render` on the SVG suite, writes the table of the README and fails below the limits.

The suite's scorer compares each picture with a reference. Pictures that files refer to lie in the
suite's own folder, which is allowed.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

# Least shares, in per cent: of categories together, or of one.
LIMITS = [
    (("structure", "shapes", "painting", "paint-servers", "masking"), 92.0),
    (("text",), 60.0),
    (("filters",), 75.0),
]
BEGIN = "<!-- scores: written by make conformance -->"
END = "<!-- end of scores -->"


def score(program, suite):
    """The scorer's counts by category: passed, of how many."""
    with tempfile.TemporaryDirectory() as folder:
        results = os.path.join(folder, "results.json")
        command = (
            f"{program} render {{in}} -o {{out}} --size {{w}}x{{h}} --quiet "
            f"--resources {suite}"
        )
        subprocess.run(
            [sys.executable, os.path.join(suite, "score.py"), "--suite", suite, "--cmd", command,
             "--timeout", "5", "--json", results],
            check=True, stdout=subprocess.DEVNULL,
        )
        with open(results) as file:
            found = json.load(file)
    for test in found["tests"]:
        if test.get("why") == "crash" or test.get("rc") is None:
            sys.exit(f"{test['name']}: crashed or took longer than 5 seconds")
    return found["categories"]


def table(categories):
    lines = ["| category | passed | of | share |", "|---|---|---|---|"]
    for name, (passed, count) in sorted(categories.items()):
        lines.append(f"| {name} | {passed} | {count} | {100 * passed / count:.1f} % |")
    passed = sum(entry[0] for entry in categories.values())
    count = sum(entry[1] for entry in categories.values())
    lines.append(f"| all | {passed} | {count} | {100 * passed / count:.1f} % |")
    return "\n".join(lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--suite", required=True)
    arguments.add_argument("--page", required=True, help="the page whose table is written")
    arguments.add_argument("--check", action="store_true", help="leave the page as it is")
    options = arguments.parse_args()
    categories = score(os.path.abspath(options.program), os.path.abspath(options.suite))
    text = table(categories)
    print(text)
    if not options.check:
        with open(options.page) as file:
            page = file.read()
        pattern = re.escape(BEGIN) + ".*?" + re.escape(END)
        page, count = re.subn(
            pattern, lambda _: f"{BEGIN}\n{text}\n{END}", page, flags=re.DOTALL)
        if count != 1:
            sys.exit(f"{options.page}: there is no place marked for the scores")
        with open(options.page, "w") as file:
            file.write(page)
    for names, least in LIMITS:
        passed = sum(categories[name][0] for name in names)
        count = sum(categories[name][1] for name in names)
        if 100 * passed / count < least:
            sys.exit(f"{', '.join(names)}: {100 * passed / count:.1f} %, less than {least} %")


if __name__ == "__main__":
    main()
