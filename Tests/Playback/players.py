"""The programs that play vector files back: a browser, two Lottie players and a PDF reader."""

import glob
import io
import os
import shutil
import subprocess
import tempfile

import rlottie_python
import thorvg_python
from PIL import Image
from playwright.sync_api import sync_playwright

SEEK = """seconds => {
  const root = document.documentElement;
  root.pauseAnimations();
  root.setCurrentTime(seconds);
  for (const animation of document.getAnimations()) {
    animation.pause();
    animation.currentTime = seconds * 1000;
  }
  return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


class Browser:
    """One headless Chromium that shows SVG files at any time of theirs."""

    def __init__(self):
        program = shutil.which("chromium")
        if not program:
            raise FileNotFoundError("chromium is missing; make test-playback installs it")
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--force-color-profile=srgb", "--hide-scrollbars"],
        )
        self._page = None

    def close(self):
        self._browser.close()
        self._playwright.stop()

    def open(self, path, size):
        if self._page is None:
            self._page = self._browser.new_page()
        self._page.set_viewport_size({"width": size[0], "height": size[1]})
        self._page.goto("file://" + os.path.abspath(path))

    def picture(self, seconds=None):
        """What is shown; of a file that moves, at a time."""
        if seconds is not None:
            self._page.evaluate(SEEK, seconds)
        data = self._page.screenshot(omit_background=True, animations="allow")
        return Image.open(io.BytesIO(data))


def rlottie_pictures(path, size, frames):
    animation = rlottie_python.LottieAnimation.from_file(path)
    for frame in frames:
        data = animation.lottie_animation_render(frame, width=size[0], height=size[1])
        yield _premultiplied_bgra(data, size)


def thorvg_pictures(path, size, frames):
    engine = thorvg_python.Engine(threads=0)
    canvas = thorvg_python.SwCanvas(engine)
    canvas.set_target(*size, cs=thorvg_python.Colorspace.ARGB8888)
    animation = thorvg_python.Animation(engine)
    picture = animation.get_picture()
    picture.load(path)
    picture.set_size(*size)
    canvas.add(picture)
    for frame in frames:
        animation.set_frame(frame)
        canvas.update()
        canvas.draw(True)
        canvas.sync()
        yield _premultiplied_bgra(bytes(canvas.buffer_arr), size)


def pdf_pictures(path):
    """All pages on white paper, 96 pixels an inch."""
    with tempfile.TemporaryDirectory() as folder:
        prefix = os.path.join(folder, "page")
        subprocess.run(["pdftoppm", "-r", "96", "-png", path, prefix], check=True, timeout=120)
        for page in sorted(glob.glob(prefix + "-*.png")):
            with Image.open(page) as picture:
                yield picture.convert("RGBA")


def _premultiplied_bgra(data, size):
    """Bytes as a picture with straight alpha."""
    return Image.frombuffer("RGBa", size, bytes(data), "raw", "BGRa", 0, 1).convert("RGBA")
