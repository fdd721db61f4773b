import Geometry

/// OpenPose's output with `--write_json`: an object a frame, a file each, or several in one file.
///
/// After OpenPose's doc/02_output.md and src/openpose/filestream: `people[]` has flat lists of x, y
/// and confidence; a part that was not found is 0, 0, 0; `person_id` is [-1] without tracking.
/// Versions before 1.2 left out the "_2d" of the lists' names.
extension KeypointFormat {
    static let openPose = KeypointFormat(
        name: "openpose", summary: "OpenPose BODY_25 or COCO_18, with face; a file or a folder",
        lacks: [.framesPerSecond, .size],
        isRecognized: { $0.hasInFrames("people") },
        read: { text, _ throws(MotionError) in
            var recording = Recording()
            try text.forEachFrame { _, frame throws(FieldError) in
                recording.frames.append(try openPosePeople(frame))
            }
            return recording
        })

    /// The people of one frame.
    static func openPosePeople(_ frame: JSONNode) throws(FieldError) -> [Sighting] {
        try frame.read("people") { people throws(FieldError) in
            try people.readEach { person throws(FieldError) in
                guard let (name, _) = person[anyOf: ["pose_keypoints_2d", "pose_keypoints"]] else {
                    throw FieldError(place: "pose_keypoints_2d", message: "is missing")
                }
                let pose = try person.read(name) { flat throws(FieldError) -> Pose? in
                    // Only faces or hands were looked for.
                    if try flat.elements().isEmpty { return nil }
                    return try flat.flatPose(BodyLayout.openPose, confidence: nil)
                }
                let faceName = person[anyOf: ["face_keypoints_2d", "face_keypoints"]]?.name
                let face = try person.readIfPresent(faceName ?? "") { flat throws(FieldError) in
                    try flat.flatFace()
                }
                return Sighting(
                    pose: pose, face: face ?? nil, identity: openPoseIdentity(person))
            }
        }
    }

    private static func openPoseIdentity(_ person: JSONNode) -> String? {
        guard case .array(let list)? = person["person_id"], case .number(let id)? = list.first,
            id >= 0
        else { return nil }
        return "\(id)"
    }
}
