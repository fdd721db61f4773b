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
        from frame: SceneFrame, shapes: [ListedShape], transform: Affine
    ) {
        points.withUnsafeMutableBufferPointer { target in
            frame.points.withUnsafeBufferPointer { source in
                for shape in shapes {
                    guard frame.isShown[shape.index] else {
                        bounds[shape.index] = .empty
                        continue
                    }
                    bounds[shape.index] = Self.map(shape.contours, source, transform, into: target)
                    let paint = shape.paintAnchors
                    for index in 3 * paint.lowerBound..<3 * paint.upperBound {
                        target[index] = transform.apply(source[index])
                    }
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

/// A shape that is painted, and what of the drawing's points is its own.
struct ListedShape {
    let index: Int
    let contours: [Contour]
    let paintAnchors: Range<Int>

    /// Nil when its points do not lie within the drawing's.
    init?(_ index: Int, of drawing: Drawing) {
        let shape = drawing.shapes[index]
        let anchorCount = drawing.points.count / 3
        let isSound = shape.contours.allSatisfy {
            $0.firstAnchor >= 0 && $0.anchorCount >= 0 && $0.firstAnchor <= anchorCount
                && $0.anchorCount <= anchorCount - $0.firstAnchor
        }
        guard isSound, shape.paintAnchors.lowerBound >= 0,
            shape.paintAnchors.upperBound <= anchorCount
        else { return nil }
        self.index = index
        contours = shape.contours
        paintAnchors = shape.paintAnchors
    }
}
