import Geometry
import Imaging
import Motion

/// A face's landmarks in a picture.
struct FaceMesh {
    /// How sure the model is that there is a face, 0...1.
    var confidence: Double
    /// Pixels of the picture; z in pixels too, smaller is nearer.
    var points: [SIMD3<Double>]

    var face: Face {
        Face(confidence: confidence, landmarks: points.map { Point($0.x, $0.y) })
    }

    /// Where the face of the next picture is looked for.
    var region: Region? {
        var box = Rect.empty
        for point in points { box.include(Point(point.x, point.y)) }
        let (right, left) = FaceMeshConstants.eyeCorners
        guard points.count > max(right, left) else { return nil }
        return Region(
            around: box, rightEye: Point(points[right].x, points[right].y),
            leftEye: Point(points[left].x, points[left].y),
            scaledBy: FaceMeshConstants.regionScale)
    }
}
