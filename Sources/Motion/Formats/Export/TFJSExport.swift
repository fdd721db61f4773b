import Storage

/// Writes what `JSON.stringify` makes of tfjs pose-detection's results: a list with a list of poses
/// for each frame. Parts that were not found are left out.
struct TFJSExport: KeypointWriter {
    private let file: ExportFile

    init(path: String) throws(MotionError) {
        file = try ExportFile(path: path)
    }

    mutating func write(_ frame: MotionFrame, at index: Int) throws(MotionError) {
        try file.write(index == 0 ? "[\n" : ",\n")
        try file.write(Self.people(of: frame).text)
    }

    mutating func finish() throws(MotionError) {
        try file.write("\n]\n")
        try file.commit()
    }

    private static func people(of frame: MotionFrame) -> JSONValue {
        guard let pose = frame.pose else { return .array([]) }
        let keypoints = BodyPart.allCases.compactMap { part -> JSONValue? in
            guard let keypoint = pose[part] else { return nil }
            return .object([
                ("y", .number(keypoint.position.y)), ("x", .number(keypoint.position.x)),
                ("score", .number(keypoint.confidence)), ("name", .string(part.snakeCase)),
            ])
        }
        var members: [(String, JSONValue)] = [("keypoints", .array(keypoints))]
        if let confidence = pose.confidence { members.append(("score", .number(confidence))) }
        return .array([.object(members)])
    }
}
