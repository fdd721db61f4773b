import Geometry

/// Bridges short gaps: what is missing or doubtful for a few frames goes on from where it was
/// seen well before to where it is seen well after.
///
/// That holds for parts of the body, for the pose and for the face; confidences are bridged like
/// positions, so that what hangs on a part does not flicker. Gaps that are longer stay as they
/// are. At the clip's ends, parts of a body that is there are where they are seen well next; no
/// body and no face is made up there.
public struct GapInterpolation: ClipFilter, Sendable {
    /// How a gap is crossed.
    public enum Curve: String, Sendable, CaseIterable {
        /// At a constant speed.
        case linear
        /// From rest to rest with the least jerk (Flash and Hogan 1985): 10f³ - 15f⁴ + 6f⁵.
        case minimumJerk = "minimum-jerk"
    }

    /// Below it a part or a face is doubtful.
    public let leastConfidence: Double
    /// The longest gap that is bridged.
    public let longestGap: Int
    public let curve: Curve

    public init(leastConfidence: Double = 0.3, longestGap: Int = 10, curve: Curve = .linear) {
        self.leastConfidence = leastConfidence
        self.longestGap = longestGap
        self.curve = curve
    }

    public func apply(to clip: inout [MotionFrame]) {
        bridgePoses(&clip)
        for part in BodyPart.allCases.indices { bridge(part, in: &clip) }
        bridgeFaces(&clip)
    }

    /// Gives frames in a gap of poses one without parts, which are bridged each for itself.
    private func bridgePoses(_ clip: inout [MotionFrame]) {
        for gap in gaps(in: clip, where: { !($0.pose?.isDoubtful ?? true) }) {
            guard let before = clip[gap.before].pose, let after = clip[gap.after].pose else {
                continue
            }
            for index in gap.inside {
                let confidence = Self.blend(
                    before.confidence, after.confidence, fraction(of: index, in: gap, clip))
                clip[index].pose = Pose(confidence: confidence)
            }
        }
    }

    private func bridge(_ part: Int, in clip: inout [MotionFrame]) {
        func seen(_ frame: MotionFrame) -> Keypoint? {
            guard let pose = frame.pose, !pose.isDoubtful, pose.keypoints.indices.contains(part)
            else { return nil }
            return pose.keypoints[part]
        }
        func isSound(_ frame: MotionFrame) -> Bool {
            seen(frame)?.isSound(leastConfidence) ?? false
        }
        if let first = clip.firstIndex(where: isSound), first <= longestGap {
            hold(part, of: first, in: 0..<first, &clip)
        }
        if let last = clip.lastIndex(where: isSound), clip.count - 1 - last <= longestGap {
            hold(part, of: last, in: last + 1..<clip.count, &clip)
        }
        for gap in gaps(in: clip, where: isSound) {
            guard let before = seen(clip[gap.before]), let after = seen(clip[gap.after]) else {
                continue
            }
            for index in gap.inside
            where clip[index].pose?.keypoints.indices.contains(part) ?? false {
                let fraction = fraction(of: index, in: gap, clip)
                clip[index].pose?.keypoints[part] = Keypoint(
                    position: before.position.interpolated(to: after.position, fraction),
                    confidence: before.confidence
                        + (after.confidence - before.confidence) * fraction)
            }
        }
    }

    /// Gives a part in these frames as it is in another.
    private func hold(
        _ part: Int, of source: Int, in frames: Range<Int>, _ clip: inout [MotionFrame]
    ) {
        let keypoint = clip[source].pose?.keypoints[part]
        for index in frames {
            guard let pose = clip[index].pose, !pose.isDoubtful,
                pose.keypoints.indices.contains(part)
            else { continue }
            clip[index].pose?.keypoints[part] = keypoint
        }
    }

    private func bridgeFaces(_ clip: inout [MotionFrame]) {
        for gap in gaps(in: clip, where: { !($0.face?.isDoubtful(leastConfidence) ?? true) }) {
            guard let before = clip[gap.before].face, let after = clip[gap.after].face,
                before.landmarks.count == after.landmarks.count
            else { continue }
            for index in gap.inside {
                let fraction = fraction(of: index, in: gap, clip)
                clip[index].face = Face(
                    confidence: Self.blend(before.confidence, after.confidence, fraction),
                    landmarks: zip(before.landmarks, after.landmarks).map {
                        $0.interpolated(to: $1, fraction)
                    })
            }
        }
    }

    // MARK: - Gaps

    /// Frames between two in which something is seen well.
    private struct Gap {
        var before: Int
        var after: Int
        var inside: Range<Int> { before + 1..<after }
    }

    private func gaps(in clip: [MotionFrame], where isSound: (MotionFrame) -> Bool) -> [Gap] {
        var gaps: [Gap] = []
        var before: Int?
        for index in clip.indices where isSound(clip[index]) {
            if let before, index - before > 1, index - before - 1 <= longestGap {
                gaps.append(Gap(before: before, after: index))
            }
            before = index
        }
        return gaps
    }

    /// How much of the way is gone, by time where time advances and else by frames.
    private func fraction(of index: Int, in gap: Gap, _ clip: [MotionFrame]) -> Double {
        let start = clip[gap.before].time
        var gone = (clip[index].time - start) / (clip[gap.after].time - start)
        if !(0...1).contains(gone) {
            gone = Double(index - gap.before) / Double(gap.after - gap.before)
        }
        switch curve {
        case .linear: return gone
        case .minimumJerk: return gone * gone * gone * (10 + gone * (6 * gone - 15))
        }
    }

    private static func blend(_ before: Double?, _ after: Double?, _ fraction: Double) -> Double? {
        guard let before, let after else { return before ?? after }
        return before + (after - before) * fraction
    }
}
