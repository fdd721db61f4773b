import Geometry
import Glibc
import Imaging

extension Region {
    /// Where a detected face's landmarks are looked for: around its points, not its box.
    init?(ofDetected face: Detection) {
        var box = Rect.empty
        for point in face.points { box.include(point) }
        self.init(
            around: box, rightEye: face.rightEye, leftEye: face.leftEye,
            scaledBy: HolisticConstants.detectedScale)
        let shift = box.height * HolisticConstants.detectedShift
        center += Point(-sin(rotation), cos(rotation)) * shift
    }

    /// Whether a face that was here in the picture before is the one detected in this picture, so
    /// that what its landmarks tell is more exact than the detection.
    func follows(_ mesh: FaceMesh, asIn detected: Region) -> Bool {
        let turn = abs(Region.normalized(rotation - detected.rotation)) * 180 / .pi
        guard turn <= HolisticConstants.mostRotation else { return false }
        let way = detected.along(center - detected.center)
        let reach = Point(detected.width, detected.height)
        guard all(abs(way) .<= reach * HolisticConstants.mostTranslation),
            all(abs(Point(width, height) - reach) .<= reach * HolisticConstants.mostScaling)
        else { return false }
        let half = reach * (1 + HolisticConstants.margin) / 2
        return mesh.points.allSatisfy { point in
            all(abs(detected.along(Point(point.x, point.y) - detected.center)) .< half)
        }
    }

    /// A way in the picture, along the region's sides.
    private func along(_ way: Point) -> Point {
        let (sine, cosine) = (sin(rotation), cos(rotation))
        return Point(cosine * way.x + sine * way.y, cosine * way.y - sine * way.x)
    }
}

private func abs(_ point: Point) -> Point { pointwiseMax(point, -point) }
