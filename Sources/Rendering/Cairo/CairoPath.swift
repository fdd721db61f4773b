import CCairo
import Geometry
import Scene

/// Writes contours as Cairo paths.
struct CairoPath {
    let context: OpaquePointer
    /// All anchors of the drawing in pixels of the picture, three points an anchor.
    let points: UnsafeBufferPointer<Point>

    /// How long the line is that stands for a dot with square caps, in pixels.
    ///
    /// Cairo draws round dots for sub-paths without length, but no square ones, because they have
    /// no direction. This is the shortest line whose direction its fixed-point numbers still tell.
    private static let dotLength = 0.0625

    /// Makes the context's path that of a shape.
    ///
    /// - Parameter squareDots: the direction of square dots; nil when sub-paths without length
    ///   paint none.
    func trace(_ contours: [Contour], squareDots: Point?) {
        cairo_new_path(context)
        for contour in contours {
            if let direction = squareDots, isDot(contour) {
                traceDot(contour, direction)
            } else {
                trace(contour)
            }
        }
    }

    private func trace(_ contour: Contour) {
        guard contour.anchorCount > 0 else { return }
        // A lone moveto is not stroked, other paths without length are (SVG 1.1, 11.4,
        // stroke-linecap).
        guard contour.anchorCount > 1 || contour.isClosed else { return }
        let first = 3 * contour.firstAnchor
        cairo_move_to(context, points[first].x, points[first].y)
        var from = first
        for _ in 1..<contour.anchorCount {
            traceSegment(from: from, to: from + 3)
            from += 3
        }
        guard contour.isClosed else { return }
        if !isStraight(from: from, to: first) { traceSegment(from: from, to: first) }
        cairo_close_path(context)
    }

    private func traceSegment(from: Int, to: Int) {
        let end = points[to]
        if isStraight(from: from, to: to) {
            cairo_line_to(context, end.x, end.y)
        } else {
            let outgoing = points[from + 2]
            let incoming = points[to + 1]
            cairo_curve_to(context, outgoing.x, outgoing.y, incoming.x, incoming.y, end.x, end.y)
        }
    }

    private func isStraight(from: Int, to: Int) -> Bool {
        points[from + 2] == points[from] && points[to + 1] == points[to]
    }

    /// Whether a contour has segments, but none with a length.
    private func isDot(_ contour: Contour) -> Bool {
        guard contour.anchorCount > 1 || (contour.anchorCount == 1 && contour.isClosed) else {
            return false
        }
        let first = 3 * contour.firstAnchor
        let place = points[first]
        return points[first..<(first + 3 * contour.anchorCount)].allSatisfy { $0 == place }
    }

    private func traceDot(_ contour: Contour, _ direction: Point) {
        let half = direction * (Self.dotLength / 2)
        let start = points[3 * contour.firstAnchor] - half
        let end = points[3 * contour.firstAnchor] + half
        cairo_move_to(context, start.x, start.y)
        cairo_line_to(context, end.x, end.y)
    }
}
