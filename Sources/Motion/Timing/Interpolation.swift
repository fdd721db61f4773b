import Geometry

extension MotionFrame {
    /// What was seen between this frame and a later one.
    ///
    /// Positions and confidences that both frames have are blended in a straight line; anything
    /// else is as in the nearer frame, the earlier one half-way. Index and time are the earlier
    /// frame's.
    ///
    /// - Parameter fraction: 0 is this frame, 1 the later one.
    package func interpolated(to later: MotionFrame, _ fraction: Double) -> MotionFrame {
        MotionFrame(
            index: index, time: time,
            pose: blend(pose, later.pose, fraction) { $0.interpolated(to: $1, fraction) },
            face: blend(face, later.face, fraction) { $0.interpolated(to: $1, fraction) })
    }
}

extension Pose {
    fileprivate func interpolated(to later: Pose, _ fraction: Double) -> Pose {
        Pose(
            confidence: blend(confidence, later.confidence, fraction) {
                $0 + ($1 - $0) * fraction
            },
            keypoints: zip(keypoints, later.keypoints).map { earlier, later in
                blend(earlier, later, fraction) { earlier, later in
                    Keypoint(
                        position: earlier.position.interpolated(to: later.position, fraction),
                        confidence: earlier.confidence
                            + (later.confidence - earlier.confidence) * fraction)
                }
            })
    }
}

extension Face {
    fileprivate func interpolated(to later: Face, _ fraction: Double) -> Face {
        // A mesh with irises and one without have no common layout.
        guard landmarks.count == later.landmarks.count else {
            return fraction > 0.5 ? later : self
        }
        return Face(
            confidence: blend(confidence, later.confidence, fraction) {
                $0 + ($1 - $0) * fraction
            },
            landmarks: zip(landmarks, later.landmarks).map { $0.interpolated(to: $1, fraction) })
    }
}

/// Both values blended where both are known, else the nearer one.
private func blend<Value>(
    _ earlier: Value?, _ later: Value?, _ fraction: Double, _ body: (Value, Value) -> Value
) -> Value? {
    guard let earlier, let later else { return fraction > 0.5 ? later : earlier }
    return body(earlier, later)
}
