/// An axis-aligned rectangle given by its corners; empty when a corner lies beyond the other.
public struct Rect: Sendable, Equatable {
    public var min: Point
    public var max: Point

    public init(min: Point, max: Point) {
        self.min = min
        self.max = max
    }

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.init(min: Point(x, y), max: Point(x + width, y + height))
    }

    /// Contains nothing; the neutral element of `union`.
    public static let empty = Rect(
        min: Point(.infinity, .infinity), max: Point(-.infinity, -.infinity))

    public var isEmpty: Bool { !(min.x <= max.x && min.y <= max.y) }
    public var width: Double { isEmpty ? 0 : max.x - min.x }
    public var height: Double { isEmpty ? 0 : max.y - min.y }
    public var center: Point { (min + max) * 0.5 }

    /// Grows the rectangle to contain `point`; a point with a NaN is ignored.
    public mutating func include(_ point: Point) {
        guard !point.x.isNaN, !point.y.isNaN else { return }
        min = Point(Swift.min(min.x, point.x), Swift.min(min.y, point.y))
        max = Point(Swift.max(max.x, point.x), Swift.max(max.y, point.y))
    }

    /// The smallest rectangle containing both.
    public func union(_ other: Rect) -> Rect {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return Rect(
            min: Point(Swift.min(min.x, other.min.x), Swift.min(min.y, other.min.y)),
            max: Point(Swift.max(max.x, other.max.x), Swift.max(max.y, other.max.y)))
    }

    /// How well two boxes of people fit who may be the same: above 1 by the share of what they have
    /// in common, up to 1 by their nearness where that is nothing, as when someone runs and frames
    /// are few.
    package func likeness(to other: Rect) -> Double {
        guard min.isFinite, max.isFinite, other.min.isFinite, other.max.isFinite else { return 0 }
        let common = Rect(min: pointwiseMax(min, other.min), max: pointwiseMin(max, other.max))
        let shared = common.width * common.height
        let total = width * height + other.width * other.height - shared
        if shared > 0, total > 0 { return 1 + shared / total }
        let reach = Swift.max((max - min).length, (other.max - other.min).length)
        return Swift.max(1 - (center - other.center).length / Swift.max(reach, 1e-9), 0)
    }
}
