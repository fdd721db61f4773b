"""A pipe filter: lets shoulders, arms and head rise and fall with a slow breath.

    pose-animate Characters/ada.svg --keypoints Examples/clips/wave.json.gz \\
      --pipe-filter 'python3 Examples/plugins/pipe/breathing.py' -o frames/
"""

import json
import math
import sys

SECONDS = 4.0  # one breath, in and out
DEPTH = 0.03  # how far the shoulders rise, as a part of the picture's height
RISING = ("nose", "Eye", "Ear", "Shoulder", "Elbow", "Wrist")

# The first line says what is coming: the clip's rate and size. It is not answered.
header = json.loads(sys.stdin.readline())
depth = DEPTH * header["height"]

# Every other line is a frame. Each is answered by one line: the frame, changed.
for line in sys.stdin:
    frame = json.loads(line)
    breath = (1 - math.cos(2 * math.pi * frame["time"] / SECONDS)) / 2
    # The pose is null while nobody is seen.
    for keypoint in frame["pose"]["keypoints"] if frame["pose"] else []:
        if keypoint["part"].endswith(RISING):
            keypoint["position"]["y"] -= depth * breath
    # The landmarks of the face, if there is one, go along with the head.
    for landmark in frame["face"]["scaledMesh"] if frame["face"] else []:
        landmark[1] -= depth * breath
    # Without flush=True the answer would wait in a buffer, and the engine for the answer.
    print(json.dumps(frame), flush=True)
