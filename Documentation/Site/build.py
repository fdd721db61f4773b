"""Makes the documentation's site: the articles of Documentation and the public symbols of modules that
have been built, through DocC. A warning of DocC's is an error.

Articles are written for people who read them in the repository; links among them become DocC's here, and
links to other files of the repository become plain text.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys

SITE = os.path.dirname(os.path.abspath(__file__))
DOCUMENTATION = os.path.dirname(SITE)
ROOT = os.path.dirname(DOCUMENTATION)
MODULES = ("PluginKit", "PoseAnimate")
LINK = re.compile(r"(!?)\[([^]]*)\]\((?!https?:|mailto:)([^)#]*)(?:#([^)]*))?\)")


def slug(heading):
    """A heading's anchor in the repository."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def anchor(article, wanted):
    """The same heading's anchor on the site."""
    with open(os.path.join(DOCUMENTATION, article)) as file:
        for heading in re.findall(r"^#+ (.*)$", file.read(), re.MULTILINE):
            if slug(heading) == wanted:
                return heading.replace(" ", "-")
    raise SystemExit(f"{article} has no heading #{wanted}; correct the link to it")


def translated(name, text):
    """An article as DocC wants it."""

    def link(match):
        picture, words, path, heading = match.groups()
        if picture:
            return f"![{words}]({os.path.basename(path)})"
        article = path or name
        target = os.path.normpath(os.path.join(DOCUMENTATION, article))
        if not os.path.exists(target):
            raise SystemExit(f"{name}: there is no {path}; correct the link to it")
        if os.path.dirname(target) != DOCUMENTATION or not article.endswith(".md"):
            return words
        place = "#" + anchor(article, heading) if heading else ""
        return f"[{words}](doc:{article.removesuffix('.md')}{place})"

    return LINK.sub(link, text)


def write_catalogue(folder):
    os.makedirs(folder)
    for name in os.listdir(SITE):
        if name.endswith(".md"):
            shutil.copy(os.path.join(SITE, name), folder)
    pictures = os.path.join(DOCUMENTATION, "Pictures")
    for name in os.listdir(pictures):
        shutil.copy(os.path.join(pictures, name), folder)
    for name in sorted(os.listdir(DOCUMENTATION)):
        if name.endswith(".md"):
            with open(os.path.join(DOCUMENTATION, name)) as file:
                text = translated(name, file.read())
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)


def compiler_flags(build):
    """What makes the C modules known that the built modules import."""
    maps = [os.path.join(build, name, "module.modulemap") for name in os.listdir(build)]
    for folder in (os.path.join(ROOT, "Sources"), os.path.join(ROOT, ".build", "checkouts")):
        for path, _, names in os.walk(folder):
            if "module.modulemap" in names and "Tests" not in path:
                maps.append(os.path.join(path, "module.modulemap"))
    flags = [f"-fmodule-map-file={path}" for path in sorted(maps) if os.path.exists(path)]
    libraries = ["cairo", "pangoft2", "libxml-2.0", "libpng"]
    found = subprocess.run(
        ["pkg-config", "--cflags", *libraries], check=True, capture_output=True, text=True
    )
    return [word for flag in flags + found.stdout.split() for word in ("-Xcc", flag)]


def write_symbols(build, folder):
    os.makedirs(folder)
    target = subprocess.run(
        ["swiftc", "-print-target-info"], check=True, capture_output=True, text=True
    ).stdout
    triple = re.search(r'"unversionedTriple": "([^"]*)"', target).group(1)
    for module in MODULES:
        subprocess.run(
            ["swift", "symbolgraph-extract", "-module-name", module, "-target", triple]
            + ["-I", os.path.join(build, "Modules"), *compiler_flags(build)]
            + ["-minimum-access-level", "public", "-output-dir", folder],
            check=True,
        )


def main():
    parser = argparse.ArgumentParser(description="Makes the documentation's site.")
    parser.add_argument("--build", required=True, help="where modules have been built")
    parser.add_argument("--output", required=True, help="the folder of the site")
    options = parser.parse_args()
    work = options.output + "-work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(options.output, ignore_errors=True)
    catalogue, symbols = os.path.join(work, "Site.docc"), os.path.join(work, "symbols")
    write_catalogue(catalogue)
    write_symbols(options.build, symbols)
    # Parameters that their names explain are not described. Articles lie below what the first page is
    # called, so that it leads through them.
    done = subprocess.run(
        ["docc", "convert", catalogue, "--additional-symbol-graph-dir", symbols]
        + ["--output-path", options.output, "--warnings-as-errors"]
        + ["--disable-parameters-and-returns-validation"]
        + ["--fallback-display-name", "Welcome"]
        + ["--fallback-bundle-identifier", "org.pose-animate"]
    )
    if done.returncode != 0:
        sys.exit(done.returncode)
    with open(os.path.join(options.output, "index.html"), "w") as file:
        file.write('<meta http-equiv="refresh" content="0; url=documentation/welcome/">\n')


if __name__ == "__main__":
    main()
