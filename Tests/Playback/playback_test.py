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

# What Lottie has no words for, or its players do not carry out.
LOTTIE_EXCEPTIONS = {
    ("rlottie", "lumen"): "its glow and its shadow are filters, which Lottie has none of",
    ("thorvg", "lumen"): "its glow and its shadow are filters, which Lottie has none of",
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

    def animate(self, character, output, *options, frames=f"{FIRST}-{LAST}"):
        size = "x".join(map(str, SIZE))
        self.run_program(
            path_of(character), "--keypoints", CLIP, "--size", size, "--frames", frames,
            "-o", self.path(output), *options,
        )  # fmt: skip
        return self.path(output)

    def expected(self, character):
        """Our pictures of the frames that are looked at."""
        frames = [FIRST + number for number in SEEN]
        folder = self.animate(
            character, f"{character}/", "--quiet", frames=",".join(map(str, frames))
        )
        for frame in frames:
            with Image.open(os.path.join(folder, f"frame_{frame:06}.png")) as picture:
                yield premultiplied(picture)

    def check(self, character, player, pictures, change=lambda pixels: pixels):
        pictures = list(pictures)
        self.assertEqual(len(pictures), len(SEEN))
        for number, wanted, found in zip(SEEN, self.expected(character), pictures):
            likeness = compare(change(wanted), change(premultiplied(found)))
            print(f"  {character} in {player}, frame {FIRST + number}: {likeness}")
            if (player, character) in LOTTIE_EXCEPTIONS:
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
                character, f"{character}-{animation}.svg", "--format", f"svg,animate={animation}"
            )
            self.check(character, animation, self.seek(path))
        frames = [FIRST + number for number in SEEN]
        folder = self.animate(
            character, f"{character}-svg/", "--format", "svg", frames=",".join(map(str, frames))
        )
        pictures = []
        for frame in frames:
            self.browser.open(os.path.join(folder, f"frame_{frame:06}.svg"), SIZE)
            pictures.append(self.browser.picture())
        self.check(character, "svg", pictures)

    def check_lottie(self, character):
        path = self.animate(character, f"{character}.json")
        self.check(character, "rlottie", rlottie_pictures(path, SIZE, SEEN))
        self.check(character, "thorvg", thorvg_pictures(path, SIZE, SEEN))

    def check_pdf(self, character):
        frames = ",".join(str(FIRST + number) for number in SEEN)
        path = self.animate(character, f"{character}.pdf", frames=frames)
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

    def test_shared_characters(self):
        for character in SHARED:
            with self.subTest(character):
                self.check_svg(character)
                self.check_lottie(character)
                self.check_pdf(character)


if __name__ == "__main__":
    unittest.main()
