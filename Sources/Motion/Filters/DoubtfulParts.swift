/// Takes parts that the detector doubts for parts that were not seen.
///
/// Detectors that name a place for every part (PoseNet, MoveNet) put those beyond the picture's edge
/// somewhere within it, with hardly any confidence. A part that is not seen stays with the figure
/// instead.
public struct DoubtfulParts: MotionFilter, Sendable {
    /// Parts of less confidence are left out.
    public var leastConfidence: Double

    public init(leastConfidence: Double = 0.2) {
        self.leastConfidence = leastConfidence
    }

    public mutating func apply(to frame: inout MotionFrame) {
        guard var pose = frame.pose else { return }
        for index in pose.keypoints.indices {
            guard let keypoint = pose.keypoints[index], leavesOut(keypoint.confidence) else {
                continue
            }
            pose.keypoints[index] = nil
        }
        frame.pose = pose
    }

    /// Not a number is no confidence either.
    func leavesOut(_ confidence: Double) -> Bool { !(confidence >= leastConfidence) }
}
