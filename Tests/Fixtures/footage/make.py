"""Makes the footage of this folder, with the program ffmpeg and Pillow: python3 make.py

Pictures are 48x32: red above left, green above right, blue below left, white below right; the middle
is a grey of 20 times the frame's number. Coded without loss as RGB, so that every pixel is known.
"""
import os
import struct
import subprocess

from PIL import Image, ImageDraw

WIDTH, HEIGHT, COUNT = 48, 32, 6


def picture(number):
    image = Image.new("RGB", (WIDTH, HEIGHT), "black")
    draw = ImageDraw.Draw(image)
    half = (WIDTH // 2, HEIGHT // 2)
    for x, y, color in [(0, 0, "red"), (1, 0, "lime"), (0, 1, "blue"), (1, 1, "white")]:
        left, top = x * half[0], y * half[1]
        draw.rectangle([left, top, left + half[0] - 1, top + half[1] - 1], fill=color)
    draw.rectangle([16, 12, 31, 19], fill=(20 * number,) * 3)
    return image


def ffmpeg(output, *options, source=("-r", "10")):
    frames = b"".join(picture(number).tobytes() for number in range(COUNT))
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pixel_format", "rgb24", "-video_size",
         f"{WIDTH}x{HEIGHT}", *source, "-i", "pipe:0", *options, "-fflags", "+bitexact", "-flags:v",
         "+bitexact", output],
        input=frames, check=True)


def turn(source, output):
    """As a telephone held upright records: to be turned by a quarter, clockwise. The matrix of a
    track (ISO/IEC 14496-12, 8.3.2) ends 8 bytes before its header does."""
    data = bytearray(open(source, "rb").read())
    start = data.index(b"tkhd") + 4 + 4 + 8 + 4 + 4 + 4 + 8 + 8
    data[start : start + 36] = struct.pack(
        ">9i", 0, 1 << 16, 0, -1 << 16, 0, 0, HEIGHT << 16, 0, 1 << 30)
    open(output, "wb").write(data)


LOSSLESS = ("-c:v", "png")
if __name__ == "__main__":
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    ffmpeg("regular.mov", *LOSSLESS)
    turn("regular.mov", "turned.mov")
    ffmpeg("wide-pixels.mov", *LOSSLESS, "-vf", "setsar=2/1")
    ffmpeg("uneven.mkv", "-c:v", "ffv1", "-fps_mode", "vfr", "-enc_time_base", "1/1000", "-vf",
           r"setpts='(N*N)/10/TB'")
    ffmpeg("leap.mkv", "-c:v", "ffv1", "-fps_mode", "vfr", "-enc_time_base", "1/1000", "-vf",
           r"setpts='(N/10+gte(N\,3)*36000)/TB'")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "sine=d=0.2", "-c:a", "pcm_u8",
                    "-ar", "8000", "-fflags", "+bitexact", "sound.wav"], check=True)
    ffmpeg("tagged-709.mkv", "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv444p",
           "-colorspace", "bt709", "-color_range", "tv", "-c:v", "ffv1")
    photograph = picture(5)
    exif = Image.Exif()
    exif[0x0112] = 6
    photograph.save("turned.jpg", quality=95, subsampling=0, exif=exif)
    photograph.save("photograph.png")
    photograph.save("photograph.webp", lossless=True)
