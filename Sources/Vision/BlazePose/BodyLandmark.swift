import Geometry
import Motion

/// One of BlazePose's landmarks in a picture.
public struct BodyLandmark: Sendable, Equatable {
    /// Pixels of the picture; z in pixels too, smaller is nearer.
    public var position: SIMD3<Double>
    /// How likely it is to be seen, 0...1.
    public var visibility: Double
    /// How likely it lies within the picture, 0...1.
    public var presence: Double

    public init(position: SIMD3<Double>, visibility: Double, presence: Double) {
        self.position = position
        self.visibility = visibility
        self.presence = presence
    }

    /// Where it is seen.
    var place: Point { Point(position.x, position.y) }
}

extension Pose {
    /// The number of the landmark that shows each part (MediaPipe, "Pose landmark model": the parts
    /// of the COCO topology among BlazePose's 33).
    private static let landmarkNumbers = [
        0, 2, 5, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28,
    ]

    /// The parts among BlazePose's 33 landmarks.
    init(confidence: Double, landmarks: [BodyLandmark]) {
        self.init(
            confidence: confidence,
            keypoints: Self.landmarkNumbers.map { number in
                guard landmarks.indices.contains(number) else { return nil }
                let landmark = landmarks[number]
                return Keypoint(position: landmark.place, confidence: landmark.visibility)
            })
    }
}
