"""Vector files, played back by programs of others, look as our own pictures of the same frames."""

import os
import re
import unittest

from PIL import Image

from EndToEnd.program import ROOT, ProgramTest, reference
from Playback.likeness import compare, on_white, premultiplied
from Playback.players import Browser, pdf_pictures, rlottie_pictures, thorvg_pictures

CHARACTERS = ["ada", "blob", "fox", "lumen", "milo", "nova", "otto", "pine", "robot"]
SHARED = ["abstract", "girl"]
# A figure of everything that a file must keep.
EFFECTS = os.path.join(ROOT, "Tests", "Playback", "effects.svg")
CLIP = os.path.join(ROOT, "Examples", "clips", "dance.json.gz")
# A second and a third of a lively clip, and what is looked at of it, counted from its first frame.
FIRST, LAST, FRAMES_PER_SECOND = 20, 59, 30
SEEN = [0, 13, 39]
SIZE = (480, 480)

# What a format has no words for, or its player does not carry out.
EXCEPTIONS = {
    ("rlottie", "lumen"): "its glow and its shadow are filters, which Lottie has none of",
    ("thorvg", "lumen"): "its glow and its shadow are filters, which Lottie has none of",
    ("rlottie", "blending"): "rlottie draws what blends as if it did not",
}


def path_of(character):
    """A file, a character of ours, or one of the shared ones; an error where it is missing."""
    if character.endswith(".svg"):
        return character
    if character in SHARED:
        return reference("characters", f"{character}.svg")
    return os.path.join(ROOT, "Characters", f"{character}.svg")


class Playback(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()

    def animate(self, character, ending, *options, frames=f"{FIRST}-{LAST}"):
        """Writes what is named after the character and ends so."""
        size = "x".join(map(str, SIZE))
        output = self.path(os.path.basename(character).removesuffix(".svg") + ending)
        self.run_program(
            path_of(character), "--keypoints", CLIP, "--size", size, "--frames", frames,
            "-o", output, *options,
        )  # fmt: skip
        return output

    def expected(self, character):
        """Our pictures of the frames that are looked at."""
        frames = [FIRST + number for number in SEEN]
        folder = self.animate(
            character, "-png/", "--quiet", frames=",".join(map(str, frames))
        )
        for frame in frames:
            with Image.open(os.path.join(folder, f"frame_{frame:06}.png")) as picture:
                yield premultiplied(picture)

    def check(self, character, player, pictures, change=lambda pixels: pixels):
        pictures = list(pictures)
        self.assertEqual(len(pictures), len(SEEN))
        for number, wanted, found in zip(SEEN, self.expected(character), pictures):
            likeness = compare(change(wanted), change(premultiplied(found)))
            print(f"  {os.path.basename(character)} in {player}, {FIRST + number}: {likeness}")
            if (player, os.path.basename(character).removesuffix(".svg")) in EXCEPTIONS:
                self.assertFalse(likeness.holds, f"{character} is no exception in {player}")
            else:
                self.assertTrue(
                    likeness.holds, f"{character} in {player}, frame {FIRST + number}: {likeness}"
                )

    def seek(self, path):
        self.browser.open(path, SIZE)
        # A hair behind the frame's time, which is no whole number of anything.
        return [self.browser.picture(number / FRAMES_PER_SECOND + 1e-4) for number in SEEN]

    def check_svg(self, character):
        for animation in ("smil", "css"):
            path = self.animate(
                character, f"-{animation}.svg", "--format", f"svg,animate={animation}"
            )
            self.check(character, animation, self.seek(path))
        frames = [FIRST + number for number in SEEN]
        folder = self.animate(
            character, "-svg/", "--format", "svg", frames=",".join(map(str, frames))
        )
        pictures = []
        for frame in frames:
            self.browser.open(os.path.join(folder, f"frame_{frame:06}.svg"), SIZE)
            pictures.append(self.browser.picture())
        self.check(character, "svg", pictures)

    def check_lottie(self, character, change=lambda pixels: pixels):
        path = self.animate(character, ".json")
        self.check(character, "rlottie", rlottie_pictures(path, SIZE, SEEN), change)
        self.check(character, "thorvg", thorvg_pictures(path, SIZE, SEEN), change)

    def check_pdf(self, character):
        frames = ",".join(str(FIRST + number) for number in SEEN)
        path = self.animate(character, ".pdf", frames=frames)
        self.check(character, "pdf", pdf_pictures(path), on_white)

    def test_svg_in_chromium(self):
        for character in CHARACTERS:
            with self.subTest(character):
                self.check_svg(character)

    def test_lottie_in_players(self):
        for character in CHARACTERS:
            with self.subTest(character):
                self.check_lottie(character)

    def test_pdf_in_poppler(self):
        for character in CHARACTERS:
            with self.subTest(character):
                self.check_pdf(character)

    def without(self, name, *patterns):
        """The figure of all effects without what patterns match."""
        with open(EFFECTS) as source:
            text = source.read()
        for pattern in patterns:
            self.assertRegex(text, pattern)
            text = re.sub(pattern, "", text)
        with open(self.path(name), "w") as target:
            target.write(text)
        return self.path(name)

    def test_figure_of_all_effects(self):
        self.check_svg(EFFECTS)
        # Poppler lays small tiles on whole pixels, so that they run away from each other.
        self.check_pdf(self.without("tiles.svg", r'<path id="right-arm"[^>]*>'))
        # Lottie has neither filters nor slanted pens, and no masks by linear light; its players
        # sample pictures that are enlarged in ways of their own (pine's are not).
        lottie = [
            r' filter="url[^"]*"', r'<path id="seam"[^>]*>', r'<g mask="url.#linear.*</g>',
            r"<image [^>]*>",
        ]  # fmt: skip
        self.check_lottie(self.without("blending.svg", *lottie))
        # On white, since rlottie loses a hair of opacity, 5 of 255, with every matte.
        plain = self.without("plain.svg", *lottie, r"mix-blend-mode:[a-z]*")
        self.check_lottie(plain, on_white)

    def test_shared_characters(self):
        for character in SHARED:
            with self.subTest(character):
                self.check_svg(character)
                self.check_lottie(character)
                self.check_pdf(character)


if __name__ == "__main__":
    unittest.main()
