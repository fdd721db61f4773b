import Geometry
import Scene

/// A frame's points in pixels of the picture, and where each shape lies there.
///
/// Allocated once and written again for every frame.
struct PicturePoints {
    /// Same layout as `Drawing.points`.
    private(set) var points: [Point]
    /// For every shape the rectangle around its points; empty when it is hidden or its points are
    /// not numbers.
    private(set) var bounds: [Rect]

    /// The farthest a point may lie from the picture's origin, in pixels.
    ///
    /// Cairo computes in 24.8 fixed-point numbers, which wrap around at 2^23. Points farther away
    /// are moved to this distance, which leaves room for differences and for wide lines; shapes
    /// that reach so far lose their exact form outside the picture.
    private static let farthest = 2_097_152.0

    init(pointCount: Int, shapeCount: Int) {
        points = Array(repeating: .zero, count: pointCount)
        bounds = Array(repeating: .empty, count: shapeCount)
    }

    /// Takes over a frame's points; those of shapes that are not drawn keep old values.
    ///
    /// - Parameter shapes: the shapes that may be drawn.
    mutating func update(
        from frame: SceneFrame, shapes: [(index: Int, contours: [Contour])], transform: Affine
    ) {
        points.withUnsafeMutableBufferPointer { target in
            frame.points.withUnsafeBufferPointer { source in
                for (index, contours) in shapes {
                    guard frame.isShown[index] else {
                        bounds[index] = .empty
                        continue
                    }
                    bounds[index] = Self.map(contours, source, transform, into: target)
                }
            }
        }
    }

    private static func map(
        _ contours: [Contour], _ source: UnsafeBufferPointer<Point>, _ transform: Affine,
        into target: UnsafeMutableBufferPointer<Point>
    ) -> Rect {
        let limit = Point(repeating: farthest)
        var low = limit
        var high = -limit
        var poison = Point.zero
        for contour in contours {
            let first = 3 * contour.firstAnchor
            for index in first..<(first + 3 * contour.anchorCount) {
                let place = transform.apply(source[index])
                // Stays zero unless a coordinate is infinite or not a number.
                poison += place * 0
                let clamped = pointwiseMax(pointwiseMin(place, limit), -limit)
                low = pointwiseMin(low, clamped)
                high = pointwiseMax(high, clamped)
                target[index] = clamped
            }
        }
        return poison == .zero ? Rect(min: low, max: high) : .empty
    }
}
