import Geometry

/// What TensorFlow.js models give, written by JSON.stringify: a list with the result for each
/// frame, or a result a line. A result is a person or a list of people.
extension KeypointFormat {
    /// `@tensorflow-models/posenet` and PoseNet of ml5: parts by their name, "leftEye".
    static let poseNet = KeypointFormat(
        name: "posenet", summary: "tfjs PoseNet: keypoints with part, position and score",
        lacks: [.framesPerSecond, .size],
        isRecognized: { probe in
            probe.hasInFrames("keypoints[].part") || probe.hasInFrames("pose.keypoints[].part")
        },
        read: { text, _ throws(MotionError) in
            try tfjsRecording(text) { person throws(FieldError) in
                let body = person["pose"] ?? person
                return Sighting(pose: try poseNetPose(body), identity: nil)
            }
        })

    /// `@tensorflow-models/pose-detection` (MoveNet, BlazePose, PoseNet), whose points have names,
    /// "left_eye", and `face-landmarks-detection`, whose 468 or 478 points may have; in pixels.
    static let poseDetection = KeypointFormat(
        name: "tfjs",
        summary: "tfjs pose-detection, 17 or 33 points, and face-landmarks-detection",
        lacks: [.framesPerSecond, .size],
        isRecognized: { $0.hasInFrames("keypoints[].x") },
        read: { text, _ throws(MotionError) in
            try tfjsRecording(text) { person throws(FieldError) in
                if case .array(let points)? = person["keypoints"], points.count >= 468 {
                    return try person.read("keypoints") { points throws(FieldError) in
                        Sighting(face: try points.meshFace())
                    }
                }
                let identity = try person.readIfPresent("id") { id throws(FieldError) in
                    try id.number()
                }
                return Sighting(
                    pose: try poseDetectionPose(person), identity: identity.map { "\($0)" })
            }
        })

    /// Goes over results; each is a person or a list of people.
    private static func tfjsRecording(
        _ text: FormatText, _ read: (JSONNode) throws(FieldError) -> Sighting
    ) throws(MotionError) -> Recording {
        var recording = Recording()
        try text.forEachFrame { _, frame throws(FieldError) in
            switch frame {
            case .array: recording.frames.append(try frame.readEach(read))
            case .null: recording.frames.append([])
            default: recording.frames.append([try read(frame)])
            }
        }
        return recording
    }

    private static func poseNetPose(_ person: JSONNode) throws(FieldError) -> Pose {
        var pose = Pose(confidence: try person.score("score"))
        try person.read("keypoints") { points throws(FieldError) in
            _ = try points.readEach { point throws(FieldError) in
                let name = try point.read("part") { part throws(FieldError) in try part.text() }
                let position = try point.read("position") { position throws(FieldError) in
                    try position.point()
                }
                guard let part = BodyPart(name: name), pose[part] == nil else { return }
                pose[part] = Keypoint(
                    position: position, confidence: try point.score("score") ?? 1)
            }
        }
        return pose
    }

    private static func poseDetectionPose(_ person: JSONNode) throws(FieldError) -> Pose {
        var pose = Pose(confidence: try person.score("score"))
        try person.read("keypoints") { points throws(FieldError) in
            let list = try points.elements()
            let named = list.contains { $0["name"] != nil }
            let layout =
                named
                ? nil : try BodyLayout.of(list.count, among: [.coco17, .blazePose33])
            let keypoints = try points.readEach { point throws(FieldError) -> Keypoint? in
                let keypoint = Keypoint(
                    position: try point.point(), confidence: try point.score("score") ?? 1)
                if let name = try point.readIfPresent(
                    "name", { n throws(FieldError) in try n.text() }),
                    let part = BodyPart(snakeCase: name), pose[part] == nil
                {
                    pose[part] = keypoint
                }
                return keypoint
            }
            if let layout { pose = layout.pose(confidence: pose.confidence, points: keypoints) }
        }
        return pose
    }
}

extension BodyPart {
    /// The part of a name as Python and tfjs write it: "left_shoulder".
    init?(snakeCase name: String) {
        let words = name.split(separator: "_")
        guard let first = words.first else { return nil }
        self.init(
            name: first
                + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined())
    }

    /// The name as tfjs and COCO write it: "left_shoulder".
    var snakeCase: String {
        name.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    }
}

extension JSONNode {
    /// A confidence, where there is one.
    func score(_ name: String) throws(FieldError) -> Double? {
        try readIfPresent(name) { score throws(FieldError) in try score.number() }
    }

    /// A point given by members x and y.
    func point() throws(FieldError) -> Point {
        Point(
            try read("x") { x throws(FieldError) in try x.coordinate() },
            try read("y") { y throws(FieldError) in try y.coordinate() })
    }

    /// FaceMesh's landmarks, each with members x and y.
    func meshFace() throws(FieldError) -> Face {
        let landmarks = try readEach { point throws(FieldError) in try point.point() }
        guard landmarks.count == 468 || landmarks.count == 478 else {
            throw FieldError(
                place: "",
                message: "has \(landmarks.count) landmarks; a FaceMesh has 468, or 478 "
                    + "with irises")
        }
        // A detector that hands out a mesh has found a face.
        return Face(confidence: 1, landmarks: landmarks)
    }
}
