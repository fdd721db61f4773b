import Geometry

/// Finds places for parts that a recording lacks but a rig needs.
enum MissingParts {
    /// Places somebody's ears by the eyes and the nose, or the nose alone by the shoulders, in every
    /// frame, when a recording has them nowhere.
    ///
    /// - Returns: remarks about what was done and what is still missing.
    static func complete(_ frames: inout [CrowdFrame], of number: Int) -> [String] {
        var present: Set<BodyPart> = []
        for case let pose? in frames.map({ $0.person(number)?.pose }) {
            for part in BodyPart.allCases where pose[part] != nil { present.insert(part) }
        }
        guard !present.isEmpty else { return [] }
        var inferred: Set<BodyPart> = []
        if !present.contains(.leftEar), !present.contains(.rightEar) {
            for index in frames.indices {
                guard let place = frames[index].place(of: number),
                    var pose = frames[index].people[place].pose, let ears = ears(of: pose)
                else { continue }
                pose[.leftEar] = ears.left
                pose[.rightEar] = ears.right
                frames[index].people[place].pose = pose
                inferred = [.leftEar, .rightEar]
            }
        }
        var notes: [String] = []
        if !inferred.isEmpty {
            notes.append("has no ears; they are placed by the rest of the head")
        }
        let missing = BodyPart.allCases.filter { !present.contains($0) && !inferred.contains($0) }
        if !missing.isEmpty {
            notes.append(
                "these parts are nowhere in it, and what hangs on them will not move: "
                    + missing.map(\.name).joined(separator: ", "))
        }
        return notes
    }

    /// In heads seen from the front, ears lie about 2.2 times as far from the middle as pupils do,
    /// and at half the way from the eyes down to the nose's tip; without eyes, about 0.2 widths of
    /// the shoulders beside the nose.
    private static func ears(of pose: Pose) -> (left: Keypoint, right: Keypoint)? {
        guard let nose = pose[.nose] else { return nil }
        if let left = pose[.leftEye], let right = pose[.rightEye] {
            let middle = left.position.interpolated(to: right.position, 0.5)
            let base = middle.interpolated(to: nose.position, 0.5)
            let side = (left.position - middle) * 2.2
            let confidence = min(left.confidence, right.confidence, nose.confidence)
            return (
                Keypoint(position: base + side, confidence: confidence),
                Keypoint(position: base - side, confidence: confidence)
            )
        }
        guard let left = pose[.leftShoulder], let right = pose[.rightShoulder] else { return nil }
        let side = (left.position - right.position) * 0.2
        let confidence = min(left.confidence, right.confidence, nose.confidence)
        return (
            Keypoint(position: nose.position + side, confidence: confidence),
            Keypoint(position: nose.position - side, confidence: confidence)
        )
    }
}
