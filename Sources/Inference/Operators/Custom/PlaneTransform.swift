import Glibc

/// A map of the plane that keeps straight lines, in the layout of the 4 x 4 matrices that
/// MediaPipe's operators hand on: x' = xx * x + xy * y + x0, and y' likewise.
struct PlaneTransform {
    var xx: Float
    var xy: Float
    var x0: Float
    var yx: Float
    var yy: Float
    var y0: Float

    static func shift(_ x: Float, _ y: Float) -> PlaneTransform { PlaneTransform(x0: x, y0: y) }
    static func scale(_ x: Float, _ y: Float) -> PlaneTransform { PlaneTransform(xx: x, yy: y) }

    static func rotation(_ radians: Float) -> PlaneTransform {
        PlaneTransform(xx: cosf(radians), xy: -sinf(radians), yx: sinf(radians), yy: cosf(radians))
    }

    /// The first two rows of a row-major 4 x 4 matrix, without its third column.
    init(matrix: UnsafePointer<Float>) {
        self.init(
            xx: matrix[0], xy: matrix[1], x0: matrix[3], yx: matrix[4], yy: matrix[5],
            y0: matrix[7])
    }

    init(
        xx: Float = 1, xy: Float = 0, x0: Float = 0, yx: Float = 0, yy: Float = 1, y0: Float = 0
    ) {
        self.xx = xx
        self.xy = xy
        self.x0 = x0
        self.yx = yx
        self.yy = yy
        self.y0 = y0
    }

    /// What applies the right map first.
    static func * (left: PlaneTransform, right: PlaneTransform) -> PlaneTransform {
        PlaneTransform(
            xx: left.xx * right.xx + left.xy * right.yx,
            xy: left.xx * right.xy + left.xy * right.yy,
            x0: left.xx * right.x0 + left.xy * right.y0 + left.x0,
            yx: left.yx * right.xx + left.yy * right.yx,
            yy: left.yx * right.xy + left.yy * right.yy,
            y0: left.yx * right.x0 + left.yy * right.y0 + left.y0)
    }

    @inline(__always)
    func apply(_ x: Float, _ y: Float) -> (x: Float, y: Float) {
        (xx * x + xy * y + x0, yx * x + yy * y + y0)
    }

    /// Writes sixteen numbers, row by row.
    func store(_ matrix: UnsafeMutablePointer<Float>) {
        (matrix[0], matrix[1], matrix[2], matrix[3]) = (xx, xy, 0, x0)
        (matrix[4], matrix[5], matrix[6], matrix[7]) = (yx, yy, 0, y0)
        (matrix[8], matrix[9], matrix[10], matrix[11]) = (0, 0, 1, 0)
        (matrix[12], matrix[13], matrix[14], matrix[15]) = (0, 0, 0, 1)
    }
}
