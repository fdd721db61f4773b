"""Runs MediaPipe over pictures and videos and keeps what it found: `make vision-references`.

Only numbers are kept, in data/<medium>.<pipeline>.json.gz: for every frame what is there, and
landmarks in hundredths of a pixel of some frames. Coordinates of a point follow one another: x, y
and for bodies how visible it is, in hundredths too.
"""

import argparse
import gzip
import hashlib
import json
import os
import pathlib
import platform

os.environ["GLOG_minloglevel"] = "2"

import cv2
import mediapipe
import numpy

PICTURES = ["person.jpg", "tfjs_pose.jpg", "tfjs_portrait.jpg", "coral_test_couple.jpg"]
VIDEOS = ["tfjs_pose_squats.mp4", "tfjs_pose_1.mp4", "portrait_makeup.mp4"]
MODELS = [
    "face_detection/face_detection_short_range.tflite",
    "face_landmark/face_landmark.tflite",
    "face_landmark/face_landmark_with_attention.tflite",
    "pose_detection/pose_detection.tflite",
    "pose_landmark/pose_landmark_full.tflite",
]
# Of videos, landmarks of faces are kept of every tenth frame, those of bodies of every frame; what
# the holistic pipeline says of bodies is what the one of bodies alone says.
STEP = 10
SOLUTIONS = mediapipe.solutions


class Pipeline:
    """One of MediaPipe's solutions.

    Its Python interface gives every frame a time of its own, a thirtieth of a second after the one
    before, whatever the video's rate; smoothing goes by that.
    """

    def __init__(self, name, is_picture):
        self.name = name
        still = {"static_image_mode": is_picture}
        if name == "face":
            self.solution = SOLUTIONS.face_mesh.FaceMesh(max_num_faces=1, **still)
        elif name == "attention":
            self.solution = SOLUTIONS.face_mesh.FaceMesh(
                max_num_faces=1, refine_landmarks=True, **still)
        elif name == "pose":
            self.solution = SOLUTIONS.pose.Pose(model_complexity=1, **still)
        else:
            self.solution = SOLUTIONS.holistic.Holistic(model_complexity=1, **still)

    def process(self, frame):
        """The body and the face in a frame; None for what is not there."""
        height, width = frame.shape[:2]
        found = self.solution.process(frame)

        def points(landmarks, has_visibility):
            if landmarks is None:
                return None
            values = []
            for landmark in landmarks.landmark:
                values += [round(landmark.x * width * 100), round(landmark.y * height * 100)]
                if has_visibility:
                    values.append(round(landmark.visibility * 100))
            return values

        if self.name in ("face", "attention"):
            faces = found.multi_face_landmarks
            return None, points(faces[0] if faces else None, False)
        body = points(found.pose_landmarks, True)
        return body, points(found.face_landmarks, False) if self.name == "holistic" else None


def frames(path):
    """The frames of a picture or video in RGB."""
    if path.suffix == ".jpg":
        yield cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
        return
    video = cv2.VideoCapture(str(path))
    while True:
        is_there, frame = video.read()
        if not is_there:
            return
        yield cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def origin():
    """What the numbers were made with."""
    modules = pathlib.Path(mediapipe.__file__).parent / "modules"
    return {
        "mediapipe": mediapipe.__version__,
        "opencv": cv2.__version__,
        "numpy": numpy.__version__,
        "python": platform.python_version(),
        "models": {pathlib.Path(model).name: sha256(modules / model) for model in MODELS},
    }


def reference(path, name):
    """What a pipeline finds in a picture or video."""
    is_picture = path.suffix == ".jpg"
    pipeline = Pipeline(name, is_picture)
    kept = []
    size = None
    for index, frame in enumerate(frames(path)):
        size = (frame.shape[1], frame.shape[0])
        body, face = pipeline.process(frame)
        # Of what is not kept it is said that it is there.
        if face is not None and not is_picture and index % STEP:
            face = []
        if body is not None and not is_picture and name == "holistic":
            body = []
        kept.append({"body": body, "face": face})
    return {
        "medium": path.name, "sha256": sha256(path), "pipeline": name,
        "width": size[0], "height": size[1], "origin": origin(), "frames": kept,
    }


def write(reference, folder):
    name = f"{reference['medium']}.{reference['pipeline']}.json.gz"
    text = json.dumps(reference, separators=(",", ":"), sort_keys=True)
    # Without a time, so that the same numbers make the same file.
    packed = gzip.compress(text.encode(), 9, mtime=0)
    (folder / name).write_bytes(packed)
    print(f"{name}: {len(reference['frames'])} frames, {len(packed)} bytes")


def main():
    here = pathlib.Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--media", type=pathlib.Path, required=True, help="folder of the media")
    parser.add_argument("--output", type=pathlib.Path, default=here / "data")
    arguments = parser.parse_args()
    arguments.output.mkdir(exist_ok=True)
    for medium in PICTURES:
        for name in ("face", "attention", "pose", "holistic"):
            write(reference(arguments.media / medium, name), arguments.output)
    for medium in VIDEOS:
        # The bodies of close-ups are out of the picture: what is said of them is no measure.
        names = ["face", "attention", "pose", "holistic"]
        if medium == "portrait_makeup.mp4":
            names.remove("pose")
        for name in names:
            write(reference(arguments.media / medium, name), arguments.output)


if __name__ == "__main__":
    main()
