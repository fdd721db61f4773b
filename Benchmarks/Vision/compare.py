"""Measures how fast people are found in footage, beside MediaPipe's Python package, by turns.

python Benchmarks/Vision/compare.py --program .build/release/pose-animate \
  --shared ../shared [--rounds 5]

Every round runs each of us on the same video, so that both meet the same load; a ratio is the
median over rounds. Whole runs are timed, with starting and reading models on both sides. Runs in
the environment of `make vision-references`.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

import cv2

VIDEOS = ["portrait_makeup.mp4", "tfjs_pose_squats.mp4"]
# What we are held to.
LEAST_RATIO = 1.3
LEAST_RATE = 30
FIRST_MILLISECONDS = 150
SPARE_MIB = 16
# How often the frames of a video come in the long run.
REPEATS = 12

MEDIAPIPE = """
import cv2, mediapipe, sys
pose = mediapipe.solutions.pose.Pose(model_complexity=1)
face = mediapipe.solutions.face_mesh.FaceMesh(max_num_faces=1)
video = cv2.VideoCapture(sys.argv[1])
while True:
    is_there, frame = video.read()
    if not is_there:
        break
    frame = cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
    pose.process(frame)
    face.process(frame)
"""


def seconds(command, **options):
    start = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, **options)
    return time.perf_counter() - start


def frame_count(path):
    return int(cv2.VideoCapture(path).get(cv2.CAP_PROP_FRAME_COUNT))


def compare(program, path, rounds, folder):
    """Frames a second of ours and of MediaPipe's, and the median ratio."""
    count = frame_count(path)
    pairs = []
    for _ in range(rounds):
        theirs = seconds([sys.executable, "-c", MEDIAPIPE, path])
        clip = os.path.join(folder, "clip.json")
        pairs.append((seconds([program, "detect", path, "-o", clip, "--quiet"]), theirs))
    ours = count / statistics.median(pair[0] for pair in pairs)
    theirs = count / statistics.median(pair[1] for pair in pairs)
    return ours, theirs, statistics.median(b / a for a, b in pairs)


def animated(program, path, rounds, folder):
    """Frames a second from a video through PoseNet and FaceMesh to pictures of 720p."""
    command = [program, "Characters/milo.svg", "--video", path, "--pose", "posenet", "--size",
               "1280x720", "-o", os.path.join(folder, "frames"), "--quiet"]
    return frame_count(path) / statistics.median(seconds(command) for _ in range(rounds))


def first_keypoint(program, path, rounds, pose):
    """Milliseconds from the program's start to the first frame of its clip."""
    times = []
    for _ in range(2 * rounds + 1):
        start = time.perf_counter()
        command = [program, "detect", path, "--pose", pose, "-o", "-"]
        with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            process.stdout.readline()
            process.stdout.readline()
            times.append((time.perf_counter() - start) * 1e3)
            process.kill()
    return statistics.median(times)


def peak_memory(program, path, repeats):
    """The most memory in MiB while a video's frames come over and over."""
    video = cv2.VideoCapture(path)
    frames = []
    while True:
        is_there, frame = video.read()
        if not is_there:
            break
        frames.append(frame.tobytes())
    height, width = frame_shape(path)
    command = [program, "detect", "-", "--raw-video", f"{width}x{height},bgr24", "-o", "/dev/null",
               "--quiet"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for _ in range(repeats):
        for frame in frames:
            process.stdin.write(frame)
    # The peak that the system tells of an ended child begins with its parent's.
    with open(f"/proc/{process.pid}/status") as file:
        peak = next(line.split()[1] for line in file if line.startswith("VmHWM"))
    process.stdin.close()
    if process.wait() != 0:
        sys.exit(f"{program} ended with {process.returncode}")
    return int(peak) / 1024


def frame_shape(path):
    video = cv2.VideoCapture(path)
    return int(video.get(cv2.CAP_PROP_FRAME_HEIGHT)), int(video.get(cv2.CAP_PROP_FRAME_WIDTH))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.environ["POSE_ANIMATE_MODELS"] = os.path.join(options.shared, "models")
    media = [os.path.join(options.shared, "media", video) for video in VIDEOS]
    program = os.path.abspath(options.program)
    print("\nfinding people in footage")
    with tempfile.TemporaryDirectory() as folder:
        for path in media:
            ours, theirs, ratio = compare(program, path, options.rounds, folder)
            print(f"  pose and face, {os.path.basename(path)}: {ours:.0f} frames/s, MediaPipe "
                  f"{theirs:.0f}; ratio {ratio:.2f} (at least {LEAST_RATIO})")
        rate = animated(program, media[0], options.rounds, folder)
        print(f"  PoseNet, FaceMesh, milo at 720p to PNG: {rate:.0f} frames/s "
              f"(at least {LEAST_RATE})")
        for pose in ("posenet", "blazepose"):
            time_to_first = first_keypoint(program, media[0], options.rounds, pose)
            print(f"  first keypoint of a video, {pose} and FaceMesh: {time_to_first:.0f} ms "
                  f"(at most {FIRST_MILLISECONDS})")
        short, long = (peak_memory(program, media[0], count) for count in (1, REPEATS))
        print(f"  memory over {frame_count(media[0])} frames: {short:.0f} MiB, over {REPEATS} "
              f"times as many: {long:.0f} MiB (at most {SPARE_MIB} MiB more)")


if __name__ == "__main__":
    main()
