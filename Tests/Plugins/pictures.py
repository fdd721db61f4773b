"""Reads the pictures that the program and its plug-ins write: (width, height, RGBA bytes)."""

import struct
import zlib


def png(data):
    """A PNG of 8 bits a channel, RGB or RGBA, without interlacing."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("this is no PNG")
    packed, at = b"", 8
    while at < len(data):
        (count,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + count]
        if kind == b"IHDR":
            width, height, depth, form = struct.unpack(">IIBB", body[:10])
        elif kind == b"IDAT":
            packed += body
        at += 12 + count
    if depth != 8 or form not in (2, 6):
        raise ValueError(f"{depth} bits, form {form} cannot be read here")
    channels = 4 if form == 6 else 3
    rows, stride = zlib.decompress(packed), channels * width
    above, pixels = bytearray(stride), bytearray()
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(rows[start + 1 : start + 1 + stride])
        unfilter(rows[start], row, above, channels)
        above = row
        if channels == 4:
            pixels += row
        else:
            for x in range(0, stride, 3):
                pixels += row[x : x + 3] + b"\xff"
    return width, height, bytes(pixels)


def unfilter(kind, row, above, channels):
    for i in range(len(row)):
        left = row[i - channels] if i >= channels else 0
        corner = above[i - channels] if i >= channels else 0
        guess = (0, left, above[i], (left + above[i]) // 2)[kind] if kind < 4 else 0
        if kind == 4:
            estimate = left + above[i] - corner
            guess = min(
                (left, above[i], corner), key=lambda value: abs(estimate - value)
            )
        row[i] = (row[i] + guess) & 0xFF


def qoi(data):
    """A picture of the Quite OK Image format, by its specification alone."""
    if data[:4] != b"qoif" or data[-8:] != bytes(7) + b"\x01":
        raise ValueError("this is no QOI")
    width, height, channels, space = struct.unpack(">IIBB", data[4:14])
    if channels not in (3, 4) or space != 0:
        raise ValueError(f"{channels} channels in colour space {space}")
    seen, pixel, pixels, at = [bytes(4)] * 64, b"\0\0\0\xff", bytearray(), 14
    while len(pixels) < 4 * width * height:
        first, run = data[at], 1
        at += 1
        if first == 0xFE:
            pixel = data[at : at + 3] + pixel[3:]
            at += 3
        elif first == 0xFF:
            pixel = data[at : at + 4]
            at += 4
        elif first < 0x40:
            pixel = seen[first]
        elif first < 0x80:
            change = [(first >> shift & 3) - 2 for shift in (4, 2, 0)]
            pixel = moved(pixel, change)
        elif first < 0xC0:
            green = (first & 0x3F) - 32
            red, blue = (data[at] >> 4) - 8 + green, (data[at] & 15) - 8 + green
            at += 1
            pixel = moved(pixel, (red, green, blue))
        else:
            run = (first & 0x3F) + 1
        red, green, blue, alpha = pixel
        seen[(red * 3 + green * 5 + blue * 7 + alpha * 11) % 64] = pixel
        pixels += pixel * run
    if at != len(data) - 8:
        raise ValueError("something follows the last pixel")
    return width, height, bytes(pixels)


def moved(pixel, change):
    return bytes((pixel[i] + change[i]) & 0xFF for i in range(3)) + pixel[3:]
