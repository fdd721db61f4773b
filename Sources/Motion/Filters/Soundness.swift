import Geometry

extension Keypoint {
    /// Whether all its numbers are finite; a source's single NaN must not spoil all that follows.
    var isUsable: Bool { position.isFinite && confidence.isFinite }
}

extension Pose {
    /// Poses less sure than this are not used at all (Pose Animator, `PoseIllustration`).
    static let leastConfidence = 0.1

    /// A confidence that is missing or no number counts as enough, as in Pose Animator.
    var isDoubtful: Bool { (confidence ?? 1) < Self.leastConfidence }

    /// The longer side of the box around the parts of at least this confidence, or around all
    /// where those span nothing; nil when no two parts differ.
    func extent(ofParts leastConfidence: Double) -> Double? {
        extent { $0.isUsable && $0.confidence >= leastConfidence } ?? extent { $0.isUsable }
    }

    private func extent(_ isCounted: (Keypoint) -> Bool) -> Double? {
        var box = PointBox()
        for case let keypoint? in keypoints where isCounted(keypoint) { box.add(keypoint.position) }
        return box.extent
    }
}

extension Face {
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
