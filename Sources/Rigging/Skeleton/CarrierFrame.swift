import Geometry

/// A frame of reference spanned by two points: its unit is their distance, so that it carries
/// what is measured in it by a similarity (shift, turn, scale).
struct CarrierFrame: Sendable {
    let origin: Point
    let span: Point

    init(from origin: Point, to tip: Point) {
        self.origin = origin
        span = tip - origin
    }

    var isDegenerate: Bool { !(span.dot(span) > 0) }

    /// A point's place in the frame: x along it and y across it, in lengths of the frame. Zero in
    /// a degenerate frame.
    func local(_ point: Point) -> Point {
        guard !isDegenerate else { return .zero }
        let offset = point - origin
        return Point(offset.dot(span), offset.dot(span.normal)) / span.dot(span)
    }

    /// The point at a place in the frame.
    func position(_ local: Point) -> Point { origin + span * local.x + span.normal * local.y }
}
