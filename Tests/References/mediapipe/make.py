"""Runs MediaPipe over the reference footage and keeps what it finds, as expected values.

    python3 -m venv venv && venv/bin/pip install mediapipe==0.10.21
    venv/bin/python Tests/References/mediapipe/make.py ../shared/media

Landmarks are kept in pixels, rounded to a hundredth. Pictures are looked at one by one, videos with
MediaPipe's tracking from frame to frame.
"""
import gzip
import hashlib
import json
import os
import sys

import cv2
import mediapipe
import numpy

PICTURES = ["person.jpg", "tfjs_pose.jpg", "tfjs_portrait.jpg", "coral_test_couple.jpg"]
VIDEOS = ["portrait_makeup.mp4", "tfjs_pose_1.mp4", "tfjs_pose_squats.mp4"]
# Of videos so many frames lie between those whose faces are kept; whether there is one, of all.
FACE_STEP = 10
# The parts of COCO among BlazePose's landmarks.
BODY = [0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]


def points(landmarks, image, indices=None):
    height, width = image.shape[:2]
    found = landmarks.landmark
    chosen = found if indices is None else [found[index] for index in indices]
    return [[round(point.x * width, 2), round(point.y * height, 2)] for point in chosen]


def face(solution, image):
    found = solution.process(image).multi_face_landmarks
    return points(found[0], image) if found else None


def body(solution, image):
    found = solution.process(image).pose_landmarks
    return points(found, image, BODY) if found else None


def face_mesh(is_static, refined=False):
    return mediapipe.solutions.face_mesh.FaceMesh(
        static_image_mode=is_static, max_num_faces=1, refine_landmarks=refined)


def pose(is_static):
    return mediapipe.solutions.pose.Pose(static_image_mode=is_static, model_complexity=1)


def frames(path):
    video = cv2.VideoCapture(path)
    while True:
        is_read, image = video.read()
        if not is_read:
            return
        yield cv2.cvtColor(image, cv2.COLOR_BGR2RGB)


def of_picture(path):
    image = cv2.cvtColor(cv2.imread(path), cv2.COLOR_BGR2RGB)
    return {
        "face": face(face_mesh(True), image),
        "refinedFace": face(face_mesh(True, refined=True), image),
        "body": body(pose(True), image),
    }


def of_video(path):
    faces, bodies = face_mesh(False), pose(False)
    found = {"hasFace": [], "faces": {}, "bodies": []}
    for index, image in enumerate(frames(path)):
        seen = face(faces, image)
        found["hasFace"].append(seen is not None)
        if index % FACE_STEP == 0:
            found["faces"][index] = seen
        found["bodies"].append(body(bodies, image))
    return found


def main(folder):
    result = {
        "mediapipe": mediapipe.__version__, "opencv": cv2.__version__,
        "numpy": numpy.__version__, "files": {},
    }
    for name in PICTURES + VIDEOS:
        path = os.path.join(folder, name)
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        found = (of_picture if name in PICTURES else of_video)(path)
        result["files"][name] = {"sha256": digest, **found}
    output = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected.json.gz")
    text = json.dumps(result, separators=(",", ":")).encode()
    with open(output, "wb") as file:
        file.write(gzip.compress(text, 9, mtime=0))


if __name__ == "__main__":
    main(sys.argv[1])
