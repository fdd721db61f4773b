"""How far two pictures are apart, by the measure that the SVG suite is scored with."""

import dataclasses

import numpy

# A pixel is bad when a channel is further than this from all that lies around it in the other
# picture; edges that are moved by a part of a pixel are forgiven, marks that are missing are not.
TOLERANCE = 32
MOST_BAD = 0.0015
GREATEST_MEAN = 4.0


@dataclasses.dataclass
class Likeness:
    bad: float
    mean: float

    @property
    def holds(self):
        return self.bad <= MOST_BAD and self.mean <= GREATEST_MEAN

    def __str__(self):
        return f"{100 * self.bad:.3f} % bad, mean {self.mean:.3f}"


def premultiplied(picture):
    """A Pillow picture as premultiplied floats."""
    pixels = numpy.asarray(picture.convert("RGBA")).astype(numpy.float32)
    pixels[..., :3] *= pixels[..., 3:] / 255
    return pixels


def on_white(pixels):
    return pixels + (255 - pixels[..., 3:])


def _around(pixels):
    """The least and the greatest value of every pixel and its eight neighbours."""
    low, high = pixels, pixels
    for axis in (0, 1):
        padded = numpy.pad(low, [(1, 1) if a == axis else (0, 0) for a in range(3)], "edge")
        parts = [numpy.take(padded, range(s, s + low.shape[axis]), axis) for s in range(3)]
        low = numpy.minimum.reduce(parts)
        padded = numpy.pad(high, [(1, 1) if a == axis else (0, 0) for a in range(3)], "edge")
        parts = [numpy.take(padded, range(s, s + high.shape[axis]), axis) for s in range(3)]
        high = numpy.maximum.reduce(parts)
    return low, high


def compare(expected, found):
    """How far premultiplied pictures are apart."""
    if expected.shape != found.shape:
        return Likeness(1, 255)
    (low, high), (other_low, other_high) = _around(expected), _around(found)
    distance = numpy.maximum.reduce(
        [low - found, found - high, other_low - expected, expected - other_high]
    )
    distance = distance.max(-1).clip(0)
    painted = (expected[..., 3] > 0) | (found[..., 3] > 0)
    mean = float(distance[painted].mean()) if painted.any() else 0.0
    return Likeness(float((distance > TOLERANCE).mean()), mean)
