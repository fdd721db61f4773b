import Geometry

/// Collects contours of cubics in a path's own units, in the layout of `Drawing.points`.
///
/// Anchors are counted as paper.js counts them, so that what is bound to them matches Pose
/// Animator: a closed contour whose last anchor lies on its first loses the duplicate.
struct PathBuilder {
    /// Three points an anchor: anchor, incoming handle, outgoing handle.
    private(set) var points: [Point] = []
    private(set) var contours: [Contour] = []
    /// Anchors that only divide an arc, in ascending order; markers pass over them.
    private(set) var arcAnchors: [Int] = []
    /// Index of the open contour's first anchor; nil when the next segment begins a contour.
    private var start: Int?
    /// Where the pen is.
    private(set) var current = Point.zero
    /// Where the last contour began: `z` moves the pen there.
    private var contourOrigin = Point.zero

    struct Contour {
        var firstAnchor: Int
        var anchorCount: Int
        var isClosed: Bool
        var originalStart = 0
    }

    /// How far apart two points of one place may be; paper.js's value.
    private static let coincidence = 1e-12

    var anchorCount: Int { points.count / 3 }

    mutating func removeAll() {
        points.removeAll(keepingCapacity: true)
        contours.removeAll(keepingCapacity: true)
        arcAnchors.removeAll(keepingCapacity: true)
        start = nil
        current = .zero
        contourOrigin = .zero
    }

    mutating func move(to point: Point) {
        finish()
        start = anchorCount
        append(point)
        contourOrigin = point
    }

    mutating func line(to point: Point) {
        begin()
        append(point)
    }

    mutating func curve(_ control1: Point, _ control2: Point, to point: Point) {
        begin()
        points[points.count - 1] = control1
        append(point)
        points[points.count - 2] = control2
    }

    /// Says that the last anchor only divides an arc.
    mutating func passOverLastAnchor() { arcAnchors.append(anchorCount - 1) }

    /// A quadratic curve, written as the cubic that equals it.
    mutating func quadratic(_ control: Point, to point: Point) {
        let from = current
        curve(
            control + (from - control) * (1.0 / 3), control + (point - control) * (1.0 / 3),
            to: point)
    }

    /// Closes the contour; the pen returns to its beginning.
    ///
    /// - Parameters:
    ///   - originalStart: the anchor that Pose Animator lists first.
    ///   - merging: whether a last anchor on the first one is a duplicate.
    mutating func close(originalStart: Int = 0, merging: Bool = true) {
        guard let first = start else { return }
        let last = anchorCount - 1
        if merging, last > first, (points[3 * last] - points[3 * first]).length <= Self.coincidence
        {
            points[3 * first + 1] = points[3 * last + 1]
            points.removeLast(3)
        }
        contours.append(
            Contour(
                firstAnchor: first, anchorCount: anchorCount - first, isClosed: true,
                originalStart: originalStart))
        start = nil
        current = contourOrigin
    }

    /// Ends the open contour, if there is one.
    mutating func finish() {
        guard let first = start else { return }
        contours.append(
            Contour(firstAnchor: first, anchorCount: anchorCount - first, isClosed: false))
        start = nil
    }

    /// Begins a contour where the pen is, unless one is open: after `z` (SVG 2, 9.3.4).
    private mutating func begin() {
        if start == nil { move(to: current) }
    }

    private mutating func append(_ point: Point) {
        points.append(point)
        points.append(point)
        points.append(point)
        current = point
    }
}

extension PathBuilder {
    /// The smallest rectangle around the curves, in the path's own units.
    var bounds: Rect {
        var bounds = Rect.empty
        func include(_ first: Int, _ second: Int) {
            let cubic = Cubic(
                start: points[3 * first], control1: points[3 * first + 2],
                control2: points[3 * second + 1], end: points[3 * second])
            bounds = bounds.union(cubic.bounds)
        }
        for contour in contours {
            let anchors = contour.firstAnchor..<contour.firstAnchor + contour.anchorCount
            for anchor in anchors { bounds.include(points[3 * anchor]) }
            for anchor in anchors.dropLast() { include(anchor, anchor + 1) }
            if contour.isClosed, anchors.count > 1 {
                include(anchors.upperBound - 1, anchors.lowerBound)
            }
        }
        return bounds
    }
}
