import Geometry

/// A bone at rest, ready to be asked about many points.
public struct BoneSegment: Sendable {
    public let start: Point
    public let end: Point
    public let span: Point
    let direction: Point
    let lengthSquared: Double

    init(_ bone: BoundBone) { self.init(from: bone.restStart, to: bone.restEnd) }

    public init(from start: Point, to end: Point) {
        self.start = start
        self.end = end
        span = end - start
        // A bone without length has the direction of the x axis.
        let length = span.length
        direction = length > 0 ? span / length : Point(1, 0)
        lengthSquared = span.dot(span)
    }

    /// Where on the bone the nearest point to `point` lies: 0 at the start, 1 at the end.
    func foot(of point: Point) -> Double {
        guard lengthSquared > 0 else { return 0 }
        return min(max((point - start).dot(span) / lengthSquared, 0), 1)
    }

    /// The point at a foot.
    func position(ofFoot foot: Double) -> Point { start + span * foot }

    public func distance(to point: Point) -> Double {
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

    init(
        of point: Point, bones: [Int], segments: [BoneSegment], by rule: any WeightRule
    ) throws(RiggingError) {
        self.bones = bones
        weights = try rule.weights(of: point, bones: bones.map { segments[$0] })
    }

    /// The same weights with another point's local coordinates.
    func influences(on point: Point, segments: [BoneSegment]) -> [Influence] {
        zip(bones, weights).map { bone, weight in
            segments[bone].influence(on: point, bone: bone, weight: weight)
        }
    }
}
