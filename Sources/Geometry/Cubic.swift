/// One cubic Bézier curve.
public struct Cubic: Sendable, Equatable {
    public var start: Point
    public var control1: Point
    public var control2: Point
    public var end: Point

    public init(start: Point, control1: Point, control2: Point, end: Point) {
        self.start = start
        self.control1 = control1
        self.control2 = control2
        self.end = end
    }

    /// The point at parameter `t` in 0...1.
    public func point(at t: Double) -> Point {
        let u = 1 - t
        return start * (u * u * u) + control1 * (3 * u * u * t) + control2 * (3 * u * t * t)
            + end * (t * t * t)
    }

    /// The smallest rectangle around the curve itself, not around its control points.
    public var bounds: Rect {
        var bounds = Rect.empty
        bounds.include(start)
        bounds.include(end)
        for t in extrema(start.x, control1.x, control2.x, end.x) { bounds.include(point(at: t)) }
        for t in extrema(start.y, control1.y, control2.y, end.y) { bounds.include(point(at: t)) }
        return bounds
    }

    /// Parameters inside 0...1 where one coordinate's derivative is zero.
    private func extrema(_ p0: Double, _ p1: Double, _ p2: Double, _ p3: Double) -> [Double] {
        let a = 3 * (p1 - p2) - p0 + p3
        let b = 2 * (p0 + p2) - 4 * p1
        let c = p1 - p0
        var roots: [Double] = []
        if abs(a) < 1e-12 {
            if abs(b) > 1e-12 { roots.append(-c / b) }
        } else {
            let discriminant = b * b - 4 * a * c
            if discriminant >= 0 {
                let root = discriminant.squareRoot()
                roots.append((-b + root) / (2 * a))
                roots.append((-b - root) / (2 * a))
            }
        }
        return roots.filter { $0 > 0 && $0 < 1 }
    }
}
