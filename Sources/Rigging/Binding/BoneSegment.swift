import Geometry

/// A bone at rest, ready to be asked about many points.
struct BoneSegment {
    let start: Point
    let span: Point
    let direction: Point
    let lengthSquared: Double

    init(_ bone: BoundBone) {
        start = bone.restStart
        span = bone.restEnd - bone.restStart
        direction = bone.restDirection
        lengthSquared = span.dot(span)
    }

    /// Where on the bone the nearest point to `point` lies: 0 at the start, 1 at the end.
    func foot(of point: Point) -> Double {
        guard lengthSquared > 0 else { return 0 }
        return min(max((point - start).dot(span) / lengthSquared, 0), 1)
    }

    /// The point at a foot.
    func position(ofFoot foot: Double) -> Point { start + span * foot }

    func distance(to point: Point) -> Double {
        (point - position(ofFoot: foot(of: point))).length
    }

    /// The influence of this bone on `point`, with the weight given.
    func influence(on point: Point, bone: Int, weight: Double) -> Influence {
        let foot = foot(of: point)
        let offset = point - position(ofFoot: foot)
        return Influence(
            bone: bone, weight: weight, foot: foot, along: offset.dot(direction),
            across: offset.dot(direction.normal))
    }
}

/// Which bones move a point, and by how much.
struct PointWeights {
    let bones: [Int]
    let weights: [Double]

    /// Pose Animator's law: 1/d² over all candidate bones, normalised.
    ///
    /// A point on a bone belongs to it alone (shared when it lies on several), which is the law's
    /// limit; the original divides infinity by infinity there.
    init(of point: Point, bones: [Int], segments: [BoneSegment]) {
        let distances = bones.map { segments[$0].distance(to: point) }
        var raw = distances.map { 1 / ($0 * $0) }
        if raw.contains(.infinity) { raw = raw.map { $0 == .infinity ? 1 : 0 } }
        var sum = raw.reduce(0, +)
        if !(sum > 0) {
            // So far away that every share underflows: all bones alike.
            raw = raw.map { _ in 1 }
            sum = Double(raw.count)
        }
        self.bones = bones
        weights = raw.map { $0 / sum }
    }

    /// The same weights with another point's local coordinates.
    func influences(on point: Point, segments: [BoneSegment]) -> [Influence] {
        zip(bones, weights).map { bone, weight in
            segments[bone].influence(on: point, bone: bone, weight: weight)
        }
    }
}
