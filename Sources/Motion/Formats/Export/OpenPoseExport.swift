import Geometry
import Storage

/// Writes a folder as OpenPose 1.7 does: a file a frame with BODY_25's parts.
///
/// The neck and the middle of the hips lie half-way between shoulders and hips, as in OpenPose's
/// training data; feet are not known and are 0, 0, 0.
struct OpenPoseExport: KeypointWriter {
    private let path: String
    private let form: ClipForm

    init(path: String, form: ClipForm) throws(MotionError) {
        self.form = form
        self.path = path.hasSuffix("/") ? String(path.dropLast()) : path
        do {
            try Directory.create(self.path)
            let stray = try Directory.names(in: self.path)
            guard stray.isEmpty else {
                throw MotionError(
                    .cannotCreate, source: path,
                    "is not empty; OpenPose's frames need a folder of their own")
            }
        } catch let error as StorageError {
            throw MotionError(error, source: path)
        } catch let error as MotionError {
            throw error
        } catch {
            throw MotionError(.cannotCreate, source: path, "cannot create the folder")
        }
    }

    mutating func write(_ frame: CrowdFrame, at index: Int) throws(MotionError) {
        let digits = String(index)
        let number = String(repeating: "0", count: max(12 - digits.count, 0)) + digits
        let file = try ExportFile(path: "\(path)/frame_\(number)_keypoints.json")
        try file.write(text(of: frame))
        try file.commit()
    }

    mutating func finish() throws(MotionError) {}

    private static let emptyLists = [
        "face_keypoints_2d", "hand_left_keypoints_2d", "hand_right_keypoints_2d",
        "pose_keypoints_3d", "face_keypoints_3d", "hand_left_keypoints_3d",
        "hand_right_keypoints_3d",
    ]

    /// Without tracking, OpenPose's `person_id` is -1.
    private func text(of frame: CrowdFrame) -> String {
        let people = frame.people.compactMap { person -> JSONValue? in
            guard let pose = person.pose else { return nil }
            let number = form == .several ? person.number : -1
            return .object(
                [
                    ("person_id", .array([.number(Double(number))])),
                    ("pose_keypoints_2d", .array(Self.numbers(of: pose).map { .number($0) })),
                ] + Self.emptyLists.map { ($0, .array([])) })
        }
        return JSONValue.object([("version", .number(1.3)), ("people", .array(people))]).text
    }

    /// x, y and confidence of each part.
    private static func numbers(of pose: Pose) -> [Double] {
        var points: [Keypoint?] = Array(repeating: nil, count: BodyLayout.body25.count)
        for (part, source) in zip(BodyPart.allCases, BodyLayout.body25.sources) {
            if let source { points[source] = pose[part] }
        }
        points[1] = middle(pose[.leftShoulder], pose[.rightShoulder])
        points[8] = middle(pose[.leftHip], pose[.rightHip])
        return points.flatMap { point in
            point.map { [$0.position.x, $0.position.y, $0.confidence] } ?? [0, 0, 0]
        }
    }

    private static func middle(_ one: Keypoint?, _ other: Keypoint?) -> Keypoint? {
        guard let one, let other else { return nil }
        return Keypoint(
            position: one.position.interpolated(to: other.position, 0.5),
            confidence: min(one.confidence, other.confidence))
    }
}
