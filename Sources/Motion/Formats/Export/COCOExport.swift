import Geometry
import Storage

/// Writes COCO annotations (cocodataset.org, "Data format"): a picture a frame, named by its
/// number, and the body in it.
///
/// COCO knows three degrees of visibility and no confidence: a part is visible (2) from 0.75 on,
/// hidden (1) below, and not labelled (0) where it was not found.
struct COCOExport: KeypointWriter {
    private let file: ExportFile
    private let size: Size
    private let form: ClipForm
    private var annotations: [String] = []
    private var pictureCount = 0

    init(path: String, size: Size?, form: ClipForm) throws(MotionError) {
        guard let size else {
            throw MotionError(
                .badData, source: path,
                "COCO needs the pictures' size, which the motion does not say; give --size")
        }
        self.size = size
        self.form = form
        file = try ExportFile(path: path)
        try file.write(
            #"{"info":{"description":"keypoints","version":"1.0"},"licenses":[],"images":["#)
    }

    mutating func write(_ frame: CrowdFrame, at index: Int) throws(MotionError) {
        let digits = String(index)
        let number = String(repeating: "0", count: max(6 - digits.count, 0)) + digits
        let picture = JSONValue.object([
            ("id", .integer(index + 1)), ("file_name", .string("frame_\(number).png")),
            ("width", .number(size.width)), ("height", .number(size.height)),
        ])
        try file.write((index == 0 ? "\n" : ",\n") + picture.text)
        pictureCount += 1
        for case let (number, pose?) in frame.people.map({ ($0.number, $0.pose) }) {
            annotations.append(
                Self.annotation(
                    pose, id: annotations.count + 1, picture: index + 1,
                    track: form == .several ? number : nil))
        }
    }

    mutating func finish() throws(MotionError) {
        try file.write("\n],\"annotations\":[")
        for (index, annotation) in annotations.enumerated() {
            try file.write((index == 0 ? "\n" : ",\n") + annotation)
        }
        try file.write("\n],\"categories\":[\(Self.category.text)]}\n")
        try file.commit()
    }

    /// - Parameter track: who it is; `track_id` is what PoseTrack (posetrack.net) adds to COCO.
    private static func annotation(
        _ pose: Pose, id: Int, picture: Int, track: Int?
    ) -> String {
        var box = Rect.empty
        var count = 0
        var numbers: [JSONValue] = []
        for keypoint in pose.keypoints {
            guard let keypoint, keypoint.confidence > 0 else {
                numbers += [.number(0), .number(0), .number(0)]
                continue
            }
            box.include(keypoint.position)
            count += 1
            numbers += [
                .number(keypoint.position.x), .number(keypoint.position.y),
                .number(keypoint.confidence >= 0.75 ? 2 : 1),
            ]
        }
        if box.isEmpty { box = Rect(x: 0, y: 0, width: 0, height: 0) }
        var members: [(String, JSONValue)] = [
            ("id", .integer(id)), ("image_id", .integer(picture)), ("category_id", .integer(1)),
            ("iscrowd", .integer(0)), ("area", .number(box.width * box.height)),
            (
                "bbox",
                .array([box.min.x, box.min.y, box.width, box.height].map { .number($0) })
            ),
            ("num_keypoints", .integer(count)), ("keypoints", .array(numbers)),
        ]
        if let confidence = pose.confidence { members.append(("score", .number(confidence))) }
        if let track { members.append(("track_id", .integer(track))) }
        return JSONValue.object(members).text
    }

    /// COCO's category of people, its limbs counted from 1.
    private static let category = JSONValue.object([
        ("id", .integer(1)), ("name", .string("person")), ("supercategory", .string("person")),
        ("keypoints", .array(BodyPart.allCases.map { .string($0.snakeCase) })),
        (
            "skeleton",
            .array(
                BodyPart.limbs.map {
                    .array([.integer($0.rawValue + 1), .integer($1.rawValue + 1)])
                })
        ),
    ])
}
