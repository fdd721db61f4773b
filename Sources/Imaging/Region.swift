import Geometry
import Glibc

/// A rectangle of a picture, turned about its centre, in pixels; a rotation in radians, clockwise as
/// seen, because y points downwards.
public struct Region: Sendable, Equatable {
    public var center: Point
    public var width: Double
    public var height: Double
    public var rotation: Double

    public init(center: Point, width: Double, height: Double, rotation: Double = 0) {
        self.center = center
        self.width = width
        self.height = height
        self.rotation = rotation
    }

    /// The smallest square around a whole picture: what a detector sees, with bars at two sides.
    package init(around picture: Picture) {
        let side = Double(max(picture.width, picture.height))
        self.init(
            center: Point(Double(picture.width) / 2, Double(picture.height) / 2), width: side,
            height: side)
    }

    /// The square whose side is the longer one, larger by a factor.
    package func squared(scaledBy scale: Double) -> Region {
        let side = max(width, height) * scale
        return Region(center: center, width: side, height: side, rotation: rotation)
    }

    /// Where places of the region lie in the picture; (0, 0) is the region's upper left corner,
    /// (1, 1) the lower right one.
    package var transform: Affine {
        let (sine, cosine) = (sin(rotation), cos(rotation))
        let right = Point(cosine, sine) * width
        let down = Point(-sine, cosine) * height
        let corner = center - (right + down) / 2
        return Affine(
            a: right.x, b: right.y, c: down.x, d: down.y, tx: corner.x, ty: corner.y)
    }

    /// Where one place of the region lies in the picture.
    package func place(_ x: Double, _ y: Double) -> Point { transform.apply(Point(x, y)) }

    /// An angle in -pi..<pi.
    package static func normalized(_ angle: Double) -> Double {
        angle - 2 * .pi * ((angle + .pi) / (2 * .pi)).rounded(.down)
    }
}
