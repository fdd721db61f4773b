"""Clips that `pose-animate detect` writes, against what MediaPipe found: see generate.py."""

import gzip
import json
import pathlib
import statistics

DATA = pathlib.Path(__file__).parent / "data"

# PoseNet's parts among BlazePose's landmarks.
LANDMARK_OF_PART = {
    "nose": 0, "leftEye": 2, "rightEye": 5, "leftEar": 7, "rightEar": 8, "leftShoulder": 11,
    "rightShoulder": 12, "leftElbow": 13, "rightElbow": 14, "leftWrist": 15, "rightWrist": 16,
    "leftHip": 23, "rightHip": 24, "leftKnee": 25, "rightKnee": 26, "leftAnkle": 27,
    "rightAnkle": 28,
}


def reference(medium, pipeline):
    """What MediaPipe found in a picture or video."""
    with gzip.open(DATA / f"{medium}.{pipeline}.json.gz") as file:
        return json.load(file)


def clip(path):
    """The frames of a clip."""
    with gzip.open(path) if str(path).endswith(".gz") else open(path, "rb") as file:
        return json.load(file)["frames"]


class Differences:
    """How far a clip is from a reference, in pixels of the picture."""

    def __init__(self):
        # Frames in which one has found what the other has not.
        self.presence = []
        # The farther of x and y of every point, frame by frame.
        self.frames = []
        # Of bodies: how far visibilities are apart.
        self.visibilities = []

    @property
    def points(self):
        return [distance for frame in self.frames for distance in frame]

    @property
    def median(self):
        return statistics.median(self.points)

    @property
    def worst(self):
        return max(self.points)

    @property
    def middle_worst(self):
        """The median over frames of each frame's worst point."""
        return statistics.median(max(frame) for frame in self.frames)

    def __str__(self):
        if not self.frames:
            return f"presence {len(self.presence)}"
        text = (f"presence {len(self.presence)}, median {self.median:.3f}, worst of a frame "
                f"{self.middle_worst:.3f}, worst {self.worst:.3f}")
        if self.visibilities:
            text += f", visibility {max(self.visibilities):.3f}"
        return text


def bodies(frames, wanted):
    """The differences of the 17 parts of bodies."""
    result = Differences()
    for index, (frame, expected) in enumerate(zip(frames, wanted["frames"], strict=True)):
        pose, values = frame.get("pose"), expected["body"]
        if (pose is None) != (values is None):
            result.presence.append(index)
        if pose is None or not values:
            continue
        distances = []
        for keypoint in pose["keypoints"]:
            start = 3 * LANDMARK_OF_PART[keypoint["part"]]
            x, y, visibility = (value / 100 for value in values[start:start + 3])
            position = keypoint["position"]
            distances.append(max(abs(position["x"] - x), abs(position["y"] - y)))
            result.visibilities.append(abs(keypoint["score"] - visibility))
        assert len(distances) == len(LANDMARK_OF_PART)
        result.frames.append(distances)
    return result


def faces(frames, wanted):
    """The differences of the landmarks of faces."""
    result = Differences()
    for index, (frame, expected) in enumerate(zip(frames, wanted["frames"], strict=True)):
        face, values = frame.get("face"), expected["face"]
        if (face is None) != (values is None):
            result.presence.append(index)
        if face is None or not values:
            continue
        mesh = face["scaledMesh"]
        assert len(mesh) == len(values) // 2, f"{len(mesh)} landmarks, not {len(values) // 2}"
        result.frames.append([
            max(abs(point[0] - values[2 * number] / 100),
                abs(point[1] - values[2 * number + 1] / 100))
            for number, point in enumerate(mesh)
        ])
    return result
