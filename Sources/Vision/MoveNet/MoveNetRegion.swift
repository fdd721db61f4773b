import Geometry
import Imaging
import Motion

extension Region {
    /// Where MoveNet looks for the person of the next picture: a square around the body.
    ///
    /// - Returns: nil, for the whole picture, where the torso is not seen or the body is as large.
    init?(around pose: Pose, in picture: Picture) {
        func isSure(_ part: BodyPart) -> Bool {
            (pose[part]?.confidence ?? 0) > MoveNetConstants.leastConfidence
        }
        guard isSure(.leftHip) || isSure(.rightHip),
            isSure(.leftShoulder) || isSure(.rightShoulder),
            let left = pose[.leftHip]?.position, let right = pose[.rightHip]?.position
        else { return nil }
        let center = (left + right) / 2
        func reach(_ part: BodyPart) -> Double {
            guard let place = pose[part]?.position else { return 0 }
            return max(abs(place.x - center.x), abs(place.y - center.y))
        }
        let torso = [BodyPart.leftShoulder, .rightShoulder, .leftHip, .rightHip].map(reach)
        let body = BodyPart.allCases.filter {
            (pose[$0]?.confidence ?? 0) >= MoveNetConstants.leastConfidence
        }.map(reach)
        let (width, height) = (Double(picture.width), Double(picture.height))
        let farthestEdge = max(center.x, width - center.x, center.y, height - center.y)
        let half = min(
            max(
                (torso.max() ?? 0) * MoveNetConstants.torsoScale,
                (body.max() ?? 0) * MoveNetConstants.bodyScale),
            farthestEdge)
        guard half > 0, half <= max(width, height) / 2 else { return nil }
        self.init(center: center, width: 2 * half, height: 2 * half)
    }

    /// The region whose samples are those of TensorFlow's `crop_and_resize`: the outermost ones lie
    /// on the crop's edges, in a picture from the middle of its first pixel to that of its last.
    func cropped(from picture: Picture, to size: Int) -> Region {
        let extent = Point(Double(picture.width), Double(picture.height))
        let scale = (extent - 1) / extent
        let side = Point(width, height) * scale * Double(size) / Double(size - 1)
        let corner = (center - Point(width, height) / 2) * scale
        return Region(center: corner + side / 2, width: side.x, height: side.y)
    }
}
