import Geometry

/// How much each bone moves a point: asked while a character is bound.
public protocol WeightRule {
    /// Shares of bones in a point: not negative, one for each bone; they sum up to 1.
    ///
    /// - Parameters:
    ///   - point: in the drawing's pixels.
    ///   - bones: those that may move the point, at rest; one at least.
    /// - Throws: when the rule is another program's and that failed.
    func weights(of point: Point, bones: [BoneSegment]) throws(RiggingError) -> [Double]
}

/// Pose Animator's law: 1/d² over all candidate bones, normalised.
///
/// A point on a bone belongs to it alone (shared when it lies on several), which is the law's limit; the
/// original divides infinity by infinity there.
enum InverseSquareLaw {
    /// What of a bone a point takes, before the whole is divided by its sum.
    static func fill(
        _ weights: UnsafeMutableBufferPointer<Double>, distance: (Int) -> Double
    ) {
        for bone in weights.indices {
            let distance = distance(bone)
            weights[bone] = 1 / (distance * distance)
        }
        if weights.contains(.infinity) {
            for bone in weights.indices { weights[bone] = weights[bone] == .infinity ? 1 : 0 }
        }
        // So far away that every share underflows: all bones alike.
        if !(weights.reduce(0, +) > 0) { weights.update(repeating: 1) }
    }
}
