import Geometry

/// What MediaPipe gives: a list with the result for each frame, or a result a line.
///
/// Coordinates are fractions of the picture's sides. Read are
/// - results of MediaPipe Tasks (PoseLandmarker, FaceLandmarker, HolisticLandmarker): a list of
///   people's lists of landmarks in `landmarks`, `poseLandmarks`, `faceLandmarks`;
/// - protobuf messages as JSON (`MessageToJson`): `{"landmark": […]}`;
/// - results of the Holistic solution: `poseLandmarks` and `faceLandmarks` (`pose_landmarks` and
///   `face_landmarks` in Python), each a list of landmarks or such a message.
extension KeypointFormat {
    static let mediaPipe = KeypointFormat(
        name: "mediapipe", summary: "MediaPipe Tasks, protobuf or holistic JSON",
        lacks: [.framesPerSecond, .size],
        isRecognized: { probe in
            (["landmark", "landmarks"] + poseNames + faceNames).contains(where: probe.hasInFrames)
        },
        read: { text, _ throws(MotionError) in
            var recording = Recording()
            recording.isNormalized = true
            try text.forEachFrame { _, frame throws(FieldError) in
                recording.frames.append(try mediaPipePeople(frame))
            }
            return recording
        })

    private static let poseNames = ["poseLandmarks", "pose_landmarks"]
    private static let faceNames = ["faceLandmarks", "face_landmarks", "multiFaceLandmarks"]

    private static func mediaPipePeople(_ frame: JSONNode) throws(FieldError) -> [Sighting] {
        // Nobody was seen: null, or an empty message.
        if case .null = frame { return [] }
        if case .array(let elements) = frame {
            // People of one frame, a message each, or landmarks without a holder.
            if elements.isEmpty { return [] }
            if elements[0]["x"] != nil {
                return try sightings(frame)
            }
            return try frame.readEach { person throws(FieldError) in
                try mediaPipePeople(person)
            }.flatMap(\.self)
        }
        guard frame.isObject else {
            throw FieldError(place: "", message: "must be an object, not \(frame.kind)")
        }
        if frame["landmark"] != nil { return try sightings(frame) }
        var poses: [Sighting] = []
        var faces: [Sighting] = []
        if let (name, _) = frame[anyOf: ["landmarks"] + poseNames] {
            poses = try frame.read(name) { node throws(FieldError) in try sightings(node) }
        }
        if let (name, _) = frame[anyOf: faceNames] {
            faces = try frame.read(name) { node throws(FieldError) in try sightings(node) }
        }
        // Holistic follows one person; of several, the lists go together as they come.
        let count = max(poses.count, faces.count)
        return (0..<count).map { index in
            Sighting(
                pose: index < poses.count ? poses[index].pose : nil,
                face: index < faces.count ? faces[index].face : nil)
        }
    }

    /// One person's landmarks, or a list of people's.
    private static func sightings(_ node: JSONNode) throws(FieldError) -> [Sighting] {
        if node["landmark"] != nil {
            return [try node.read("landmark") { list throws(FieldError) in try sighting(list) }]
        }
        // A message without landmarks is written as {}.
        if case .object(let members) = node, members.isEmpty { return [] }
        let elements = try node.elements()
        guard let first = elements.first else { return [] }
        if first.isArray || first["landmark"] != nil {
            return try node.readEach { person throws(FieldError) in
                try sightings(person)
            }.flatMap(\.self)
        }
        return [try sighting(node)]
    }

    /// 33 landmarks are a body, 468 or 478 a face.
    private static func sighting(_ list: JSONNode) throws(FieldError) -> Sighting {
        let elements = try list.elements()
        if elements.count > BodyLayout.blazePose33.count {
            return Sighting(face: try list.meshFace())
        }
        let layout = try BodyLayout.of(elements.count, among: [.blazePose33])
        let points = try list.readEach { point throws(FieldError) -> Keypoint? in
            // Protobuf's JSON leaves out what is 0.
            let x = try point.readIfPresent("x") { x throws(FieldError) in try x.coordinate() }
            let y = try point.readIfPresent("y") { y throws(FieldError) in try y.coordinate() }
            guard point.isObject, x != nil || y != nil else {
                throw FieldError(place: "x", message: "is missing")
            }
            return Keypoint(
                x: x ?? 0, y: y ?? 0, confidence: try point.score("visibility") ?? 1)
        }
        return Sighting(pose: layout.pose(confidence: nil, points: points))
    }
}
