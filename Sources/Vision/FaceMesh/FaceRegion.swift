import Geometry
import Glibc
import Imaging

extension Region {
    /// The square around a face's box, turned as the eyes are.
    ///
    /// - Returns: nil when it cannot be looked at: where a number is not finite or the box is empty.
    init?(around face: Rect, rightEye: Point, leftEye: Point, scaledBy scale: Double) {
        let way = leftEye - rightEye
        let side = max(face.width, face.height) * scale
        guard face.center.isFinite, way.isFinite, side > 0, side.isFinite else { return nil }
        self.init(
            center: face.center, width: side, height: side,
            rotation: Region.normalized(-atan2(-way.y, way.x)))
    }

    /// The area in common over the area of both, as if neither was turned.
    func overlap(_ other: Region) -> Double {
        detection.overlap(other.detection)
    }

    private var detection: Detection {
        let reach = Point(width, height) / 2
        return Detection(score: 1, lower: center - reach, upper: center + reach, points: [])
    }
}
