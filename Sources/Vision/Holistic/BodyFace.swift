import Geometry
import Imaging
import Motion

/// Where a body says that its face is.
struct BodyFace {
    private var box: Rect
    private var rightEye: Point
    private var leftEye: Point

    /// - Returns: nil when the body's face is not seen.
    init?(of person: Estimate) {
        if person.landmarks.count >= HolisticConstants.faceLandmarkCount {
            self.init(person.landmarks)
        } else if let pose = person.pose {
            self.init(pose)
        } else {
            return nil
        }
    }

    private init(_ landmarks: [BodyLandmark]) {
        box = .empty
        for landmark in landmarks.prefix(HolisticConstants.faceLandmarkCount) {
            box.include(landmark.place)
        }
        rightEye = landmarks[HolisticConstants.eyes.right].place
        leftEye = landmarks[HolisticConstants.eyes.left].place
    }

    /// Of a pose the eyes, and what else is seen well: an ear that is hidden may be said to lie
    /// anywhere. The box is as large as a head at least.
    private init?(_ pose: Pose) {
        func place(_ part: BodyPart) -> Point? {
            guard let keypoint = pose[part], keypoint.position.isFinite,
                keypoint.confidence >= HolisticConstants.leastConfidence
            else { return nil }
            return keypoint.position
        }
        guard let right = place(.rightEye), let left = place(.leftEye) else { return nil }
        (rightEye, leftEye) = (right, left)
        let middle = (right + left) / 2
        let reach = (left - right).length * HolisticConstants.earsOverEyes / 2
        box = Rect(min: middle - Point(reach, reach), max: middle + Point(reach, reach))
        for part in [BodyPart.nose, .leftEar, .rightEar] {
            if let point = place(part) { box.include(point) }
        }
    }

    /// Where a detector looks for the face.
    var searchRegion: Region? {
        Region(
            around: box, rightEye: rightEye, leftEye: leftEye,
            scaledBy: HolisticConstants.searchScale)
    }

    /// How far the eyes of a face are from the body's.
    func distance(to face: Detection) -> Double {
        ((face.rightEye + face.leftEye) - (rightEye + leftEye)).length / 2
    }
}

extension Pose {
    /// Whether a place can belong to the body: half the body's extent beyond its parts at most.
    func mayHold(_ place: Point) -> Bool {
        let box = Rect(around: self, nil)
        let reach = Point(box.width, box.height) / 2
        return all(place .>= box.min - reach) && all(place .<= box.max + reach)
    }
}
