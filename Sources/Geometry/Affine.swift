import Glibc

/// An affine map of the plane, in SVG's order: x' = a·x + c·y + tx, y' = b·x + d·y + ty.
public struct Affine: Sendable, Equatable {
    public var a: Double
    public var b: Double
    public var c: Double
    public var d: Double
    public var tx: Double
    public var ty: Double

    public init(
        a: Double = 1, b: Double = 0, c: Double = 0, d: Double = 1, tx: Double = 0, ty: Double = 0
    ) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.tx = tx
        self.ty = ty
    }

    public static let identity = Affine()

    public static func translation(_ x: Double, _ y: Double) -> Affine { Affine(tx: x, ty: y) }
    public static func scale(_ x: Double, _ y: Double) -> Affine { Affine(a: x, d: y) }

    /// A turn about the origin; positive turns +x towards +y, clockwise on the screen.
    public static func rotation(degrees: Double) -> Affine {
        let angle = degrees * .pi / 180
        let sine = sin(angle)
        let cosine = cos(angle)
        return Affine(a: cosine, b: sine, c: -sine, d: cosine)
    }

    public static func skewX(degrees: Double) -> Affine { Affine(c: tan(degrees * .pi / 180)) }
    public static func skewY(degrees: Double) -> Affine { Affine(b: tan(degrees * .pi / 180)) }

    /// The map that applies `inner` first and then this one.
    public func concatenating(inner: Affine) -> Affine {
        Affine(
            a: a * inner.a + c * inner.b, b: b * inner.a + d * inner.b,
            c: a * inner.c + c * inner.d, d: b * inner.c + d * inner.d,
            tx: a * inner.tx + c * inner.ty + tx, ty: b * inner.tx + d * inner.ty + ty)
    }

    @inlinable public func apply(_ point: Point) -> Point {
        Point(a * point.x + c * point.y + tx, b * point.x + d * point.y + ty)
    }

    public var determinant: Double { a * d - b * c }

    /// The map that undoes this one; nil when this one flattens the plane or is not finite.
    public var inverse: Affine? {
        let determinant = determinant
        guard determinant != 0, determinant.isFinite, tx.isFinite, ty.isFinite else { return nil }
        return Affine(
            a: d / determinant, b: -b / determinant, c: -c / determinant, d: a / determinant,
            tx: (c * ty - d * tx) / determinant, ty: (b * tx - a * ty) / determinant)
    }

    /// How much lengths grow on average: the square root of the change of area.
    public var meanScale: Double { abs(determinant).squareRoot() }
}
