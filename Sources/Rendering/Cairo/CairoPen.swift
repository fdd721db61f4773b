import CCairo
import Geometry
import Scene

/// A stroke's style in a form that cannot put Cairo into an error state.
struct CairoPen {
    /// Maps the pen's units to the picture's pixels; the place is left aside.
    private let matrix: Affine
    private let width: Double
    private let cap: cairo_line_cap_t
    private let join: cairo_line_join_t
    private let miterLimit: Double
    private let dashes: [Double]
    private let dashOffset: Double
    /// Half the line's width in pixels where the pen is widest, and how much joins and caps reach
    /// beyond it.
    private let reach: (halfWidth: Double, factor: Double)

    /// Whether sub-paths without length show as squares.
    let drawsSquareDots: Bool

    /// The widest half of a line in pixels; wider ones leave Cairo's 24.8 fixed-point numbers.
    private static let widest = 1_048_576.0

    /// - Returns: nil when the stroke paints nothing: no width, a pen that is flat, or only dashes
    ///   without length and without caps (Cairo would draw joins for those on corners).
    init?(_ stroke: Stroke, placement: Affine) {
        let a = stroke.keepsWidth ? .identity : placement.concatenating(inner: stroke.pen)
        let matrix = Affine(a: a.a, b: a.b, c: a.c, d: a.d)
        let squares = a.a * a.a + a.b * a.b + a.c * a.c + a.d * a.d
        // Cairo refuses a matrix that flattens the plane, and CSS Transforms 1 asks to draw nothing
        // under one. The tolerance is that of rounding.
        guard squares.isFinite, abs(matrix.determinant) > 1e-12 * squares else { return nil }
        guard stroke.width > 0, stroke.width.isFinite else { return nil }
        let halfWidth = stroke.width / 2 * squares.squareRoot()
        guard halfWidth.isFinite, halfWidth > 0 else { return nil }

        self.matrix = matrix
        width = stroke.width
        cap = stroke.cap.value
        join = stroke.join.value
        miterLimit = stroke.miterLimit >= 1 ? min(stroke.miterLimit, 1e6) : 1
        // Negative or endless lengths, or none at all, make a line solid (SVG 1.1, 11.4).
        let isDashed =
            stroke.dashes.allSatisfy { $0 >= 0 && $0.isFinite }
            && stroke.dashes.contains { $0 > 0 }
        let lengths = stride(from: 0, to: stroke.dashes.count, by: 2).map { stroke.dashes[$0] }
        if isDashed, stroke.cap == .butt, lengths.allSatisfy({ $0 == 0 }) { return nil }
        dashes = isDashed ? stroke.dashes : []
        dashOffset = stroke.dashOffset.isFinite ? stroke.dashOffset : 0
        let joinFactor = stroke.join == .miter ? miterLimit : 1
        reach = (halfWidth, max(joinFactor, stroke.cap == .square ? 2.0.squareRoot() : 1))
        drawsSquareDots = stroke.cap == .square
    }

    /// How far paint may lie from the path, in pixels, at a scale of the strokes.
    func margin(scale: Double) -> Double {
        guard scale > 0 else { return 0 }
        return min(reach.halfWidth * scale, Self.widest) * reach.factor
    }

    /// Paints the outline of the context's path and keeps the path.
    ///
    /// Growing the pen grows the width and the dashes alike.
    func stroke(_ context: OpaquePointer, scale: Double) {
        guard scale > 0, scale.isFinite else { return }
        var matrix = cairo_matrix_t(
            xx: matrix.a * scale, yx: matrix.b * scale, xy: matrix.c * scale,
            yy: matrix.d * scale, x0: 0, y0: 0)
        // A scale so small or large that the determinant is lost; the line is lost with it.
        let determinant = matrix.xx * matrix.yy - matrix.yx * matrix.xy
        guard determinant.isFinite, abs(determinant) >= .leastNormalMagnitude else { return }
        cairo_set_matrix(context, &matrix)
        let halfWidth = reach.halfWidth * scale
        cairo_set_line_width(context, width * min(1, Self.widest / halfWidth))
        cairo_set_line_cap(context, cap)
        cairo_set_line_join(context, join)
        // Tips must stay within the fixed-point numbers too.
        let longestTip = 2 * Self.widest / halfWidth
        cairo_set_miter_limit(context, min(miterLimit, max(longestTip, 1)))
        cairo_set_dash(context, dashes, Int32(dashes.count), dashOffset)
        cairo_stroke_preserve(context)
        cairo_identity_matrix(context)
    }

    /// The direction of the pen's x axis in the picture, of length 1.
    var direction: Point {
        let axis = Point(matrix.a, matrix.b)
        return axis.length > 0 ? axis / axis.length : Point(1, 0)
    }
}

extension Stroke.Cap {
    fileprivate var value: cairo_line_cap_t {
        switch self {
        case .butt: CAIRO_LINE_CAP_BUTT
        case .round: CAIRO_LINE_CAP_ROUND
        case .square: CAIRO_LINE_CAP_SQUARE
        }
    }
}

extension Stroke.Join {
    fileprivate var value: cairo_line_join_t {
        switch self {
        case .miter: CAIRO_LINE_JOIN_MITER
        case .round: CAIRO_LINE_JOIN_ROUND
        case .bevel: CAIRO_LINE_JOIN_BEVEL
        }
    }
}
