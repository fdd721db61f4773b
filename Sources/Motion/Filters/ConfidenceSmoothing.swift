import Geometry

/// Steadies the body as Pose Animator does: each part moves towards where it is seen now by as
/// much as the detector is surer of it than it was.
///
/// A part keeps a smoothed confidence s₀ and position p₀. An observation p₁ of confidence s₁ makes
/// them (p₀s₀ + p₁s₁)/(s₀ + s₁) and (s₀² + s₁²)/(s₀ + s₁): quick to believe, slow to doubt, so
/// that a part that vanishes lingers where it was. A part that is not reported is as one of
/// confidence 0: it stays.
///
/// Smoothed are ears, shoulders, elbows, wrists, hips, knees and ankles, the parts that Pose
/// Animator reads; nose, eyes and face pass unchanged. Frames without a pose, or with one of
/// confidence below 0.1, pass unchanged too and leave no trace.
///
/// Unlike Pose Animator, which computes 0/0 there and loses the part for good, an observation of
/// confidence 0 of a part of confidence 0 is taken as it is.
public struct ConfidenceSmoothing: MotionFilter {
    /// The smoothed parts, by raw value of `BodyPart`; nil for those not seen yet.
    private var parts: [Keypoint?] = Array(repeating: nil, count: BodyPart.allCases.count)

    static let smoothed: [BodyPart] =
        BodyPart.allCases.filter { ![.nose, .leftEye, .rightEye].contains($0) }

    public init() {}

    public mutating func apply(to frame: inout MotionFrame) {
        guard var pose = frame.pose, !pose.isDoubtful else { return }
        // Taken out of the frame, so that its buffer has one owner and is changed in place.
        frame.pose = nil
        for part in Self.smoothed where part.rawValue < pose.keypoints.count {
            pose[part] = smooth(part, pose[part])
        }
        frame.pose = pose
    }

    /// Where a part is now, by what was seen of it and before; nil when it never was seen.
    mutating func smooth(_ part: BodyPart, _ observed: Keypoint?) -> Keypoint? {
        if let observed, observed.isUsable {
            parts[part.rawValue] = Self.blend(parts[part.rawValue] ?? observed, observed)
        }
        return parts[part.rawValue]
    }

    /// In the original's order of operations, so that results agree to the last bit.
    private static func blend(_ before: Keypoint, _ now: Keypoint) -> Keypoint {
        let total = before.confidence + now.confidence
        guard total > 0 else { return now }
        let weightBefore = before.confidence / total
        let weightNow = now.confidence / total
        return Keypoint(
            position: before.position * weightBefore + now.position * weightNow,
            confidence: before.confidence * weightBefore + now.confidence * weightNow)
    }
}
