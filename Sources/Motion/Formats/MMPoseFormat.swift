import Geometry

/// MMPose's predictions (`--pred-out-dir` of its inferencer, `--save-predictions` of its demos).
///
/// A video is `{"meta_info": …, "instance_info": [{"frame_id": 1, "instances": [person, …]}, …]}` or
/// the list alone; a picture is a list of people. A person is `{"keypoints": [[x, y], …],
/// "keypoint_scores": [s, …], "bbox_score": s}` (mmpose/structures/utils.py).
extension KeypointFormat {
    static let mmPose = KeypointFormat(
        name: "mmpose", summary: "MMPose predictions, 17, 26, 133 or 136 points",
        lacks: [.framesPerSecond, .size],
        isRecognized: { probe in
            probe.has("instance_info") || probe.hasInFrames("instances[].keypoints")
                || probe.hasInFrames("keypoint_scores")
        },
        read: { text, _ throws(MotionError) in
            var frames: [(number: Int?, people: [Sighting])] = []
            var reader = JSONReader(text.bytes)
            if reader.peek() == UInt8(ascii: "{") {
                try text.forEachMember(streaming: ["instance_info"], skipping: ["meta_info"]) {
                    name, index, node throws(FieldError) in
                    if name == "instance_info", index >= 0 { frames.append(try mmPoseFrame(node)) }
                }
            } else {
                try text.forEachFrame { index, node throws(FieldError) in
                    if node["keypoints"] != nil {
                        // People of one picture.
                        let person = try mmPosePerson(node)
                        if frames.isEmpty { frames.append((nil, [])) }
                        frames[0].people.append(person)
                    } else {
                        frames.append(try mmPoseFrame(node))
                    }
                }
            }
            guard !frames.isEmpty else { throw text.error("instance_info", "holds no frames") }
            return recording(of: frames)
        })

    private static func recording(
        of frames: [(number: Int?, people: [Sighting])]
    ) -> Recording {
        var recording = Recording()
        let numbers = frames.compactMap(\.number)
        guard numbers.count == frames.count, Set(numbers).count == numbers.count else {
            recording.frames = frames.map(\.people)
            return recording
        }
        let found = FrameNumbers.places(of: numbers, named: "frames")
        if let note = found.note { recording.note(note) }
        recording.frames = Array(repeating: [], count: found.count)
        for (place, frame) in zip(found.places, frames) { recording.frames[place] = frame.people }
        return recording
    }

    private static func mmPoseFrame(
        _ node: JSONNode
    ) throws(FieldError) -> (number: Int?, people: [Sighting]) {
        let number = try node.readIfPresent("frame_id") { id throws(FieldError) in
            try id.number()
        }
        let people = try node.read("instances") { instances throws(FieldError) in
            try instances.readEach { person throws(FieldError) in try mmPosePerson(person) }
        }
        return (number.flatMap { Int(exactly: $0) }, people)
    }

    private static func mmPosePerson(_ person: JSONNode) throws(FieldError) -> Sighting {
        let points = try person.read("keypoints") { points throws(FieldError) in
            try points.readEach { point throws(FieldError) in
                let coordinates = try point.coordinates()
                guard coordinates.count >= 2 else {
                    throw FieldError(place: "", message: "a point needs x and y")
                }
                return Point(coordinates[0], coordinates[1])
            }
        }
        let scores = try person.readIfPresent("keypoint_scores") { scores throws(FieldError) in
            try scores.readEach { score throws(FieldError) in try score.number() }
        }
        if let scores, scores.count != points.count {
            throw FieldError(
                place: "keypoint_scores",
                message: "has \(scores.count) scores for \(points.count) keypoints")
        }
        let layout: BodyLayout
        do {
            layout = try BodyLayout.of(points.count, among: BodyLayout.cocoLike)
        } catch {
            throw error.inside("keypoints")
        }
        let keypoints = points.indices.map { index -> Keypoint? in
            Keypoint(position: points[index], confidence: scores?[index] ?? 1)
        }
        var identity: Double?
        if case .number(let id)? = person[anyOf: ["track_id", "instance_id"]]?.value {
            identity = id
        }
        return Sighting(
            pose: layout.pose(confidence: nil, points: keypoints),
            identity: identity.map { "\($0)" })
    }
}
