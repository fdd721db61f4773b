import Storage

/// Writes what `JSON.stringify` makes of tfjs pose-detection's results: a list with a list of poses
/// for each frame. Parts that were not found are left out.
struct TFJSExport: KeypointWriter {
    private let file: ExportFile
    private let form: ClipForm

    init(path: String, form: ClipForm) throws(MotionError) {
        file = try ExportFile(path: path)
        self.form = form
    }

    mutating func write(_ frame: CrowdFrame, at index: Int) throws(MotionError) {
        try file.write(index == 0 ? "[\n" : ",\n")
        try file.write(JSONValue.array(frame.people.compactMap(value)).text)
    }

    mutating func finish() throws(MotionError) {
        try file.write("\n]\n")
        try file.commit()
    }

    /// A pose; with the id that tfjs gives to those it follows.
    private func value(of person: CrowdFrame.Person) -> JSONValue? {
        guard let pose = person.pose else { return nil }
        let keypoints = BodyPart.allCases.compactMap { part -> JSONValue? in
            guard let keypoint = pose[part] else { return nil }
            return .object([
                ("y", .number(keypoint.position.y)), ("x", .number(keypoint.position.x)),
                ("score", .number(keypoint.confidence)), ("name", .string(part.snakeCase)),
            ])
        }
        var members: [(String, JSONValue)] = [("keypoints", .array(keypoints))]
        if let confidence = pose.confidence { members.append(("score", .number(confidence))) }
        if form == .several { members.append(("id", .integer(person.number))) }
        return .object(members)
    }
}
