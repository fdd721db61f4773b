/// A point or a displacement in the plane: x to the right, y downwards, in pixels of the drawing
/// unless said otherwise.
///
/// A SIMD vector, so that buffers of points are flat (16 bytes a point) and arithmetic on them is
/// one instruction.
public typealias Point = SIMD2<Double>

extension SIMD2<Double> {
    /// The Euclidean length of the displacement.
    @inlinable public var length: Double { (x * x + y * y).squareRoot() }

    /// The displacement turned a quarter turn: (x, y) becomes (-y, x).
    @inlinable public var normal: Point { Point(-y, x) }

    /// Whether both coordinates are finite numbers.
    @inlinable public var isFinite: Bool { x.isFinite && y.isFinite }

    /// The dot product with another displacement.
    @inlinable public func dot(_ other: Point) -> Double { x * other.x + y * other.y }

    /// The point at `fraction` of the way to `end`: 0 is this point, 1 is `end`.
    @inlinable public func interpolated(to end: Point, _ fraction: Double) -> Point {
        self + (end - self) * fraction
    }
}

/// A width and a height.
public struct Size: Sendable, Equatable {
    public var width: Double
    public var height: Double

    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }
}
