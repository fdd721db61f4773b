import Geometry

extension Keypoint {
    /// Whether all its numbers are finite; a source's single NaN must not spoil all that follows.
    var isUsable: Bool { position.isFinite && confidence.isFinite }

    /// Whether it can be used and is seen with at least this confidence.
    func isSound(_ leastConfidence: Double) -> Bool { isUsable && confidence >= leastConfidence }
}

extension Pose {
    /// Poses less sure than this are not used at all (Pose Animator, `PoseIllustration`).
    static let leastConfidence = 0.1

    /// A confidence that is missing or no number counts as enough, as in Pose Animator.
    package var isDoubtful: Bool { Self.isDoubtful(confidence) }

    /// The same of a confidence alone.
    static func isDoubtful(_ confidence: Double?) -> Bool { (confidence ?? 1) < leastConfidence }

    /// The longer side of the box around the parts that are seen well, or around all where those
    /// span nothing; nil when no two parts differ.
    var extent: Double? { extent { $0.isSound(0.3) } ?? extent { $0.isUsable } }

    private func extent(_ isCounted: (Keypoint) -> Bool) -> Double? {
        var box = PointBox()
        for case let keypoint? in keypoints where isCounted(keypoint) { box.add(keypoint.position) }
        return box.extent
    }
}

extension Face {
    /// A confidence that is missing or no number counts as enough.
    func isDoubtful(_ leastConfidence: Double) -> Bool { (confidence ?? 1) < leastConfidence }

    /// The longer side of the box around the landmarks; nil when no two differ.
    var extent: Double? {
        var box = PointBox()
        for landmark in landmarks where landmark.isFinite { box.add(landmark) }
        return box.extent
    }
}

/// The box around points.
private struct PointBox {
    private var least = Point(repeating: .infinity)
    private var most = Point(repeating: -.infinity)

    mutating func add(_ point: Point) {
        least = pointwiseMin(least, point)
        most = pointwiseMax(most, point)
    }

    /// The longer side; nil when it is nothing.
    var extent: Double? {
        let extent = (most - least).max()
        return extent > 0 && extent.isFinite ? extent : nil
    }
}
