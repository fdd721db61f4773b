import Imaging
import Inference
import Motion

/// Finds a person's 33 landmarks: a detector for the first picture, then two auxiliary landmarks of
/// the picture before tell where to look (MediaPipe's pose_landmark_cpu graph).
public final class BlazePoseEstimator: PersonEstimator {
    private let detector: PoseDetector
    private let landmarker: PoseLandmarker
    private var region: Region?

    /// - Parameters:
    ///   - detector: MediaPipe's pose detector.
    ///   - landmarks: MediaPipe's pose landmarks, lite, full or heavy.
    /// - Throws: `wrongModel` when a model is not of the kind that it stands for.
    public init(
        detector: Model, landmarks: Model, options: Interpreter.Options = .init()
    ) throws(VisionError) {
        self.detector = try PoseDetector(detector, options: options)
        landmarker = try PoseLandmarker(landmarks, options: options)
    }

    public func reset() { region = nil }

    public func estimate(_ picture: Picture, at time: Double) throws(VisionError) -> [Estimate] {
        var place = region
        if place == nil { place = try detector.region(in: picture) }
        region = nil
        guard let place, let body = try landmarker.body(in: picture, place) else { return [] }
        region = Region(
            from: body.landmarks[BlazePoseConstants.center].place,
            to: body.landmarks[BlazePoseConstants.reach].place,
            scaledBy: BlazePoseConstants.regionScale)
        let landmarks = Array(body.landmarks[..<BlazePoseConstants.bodyCount])
        return [
            Estimate(
                person: 0, pose: Pose(confidence: body.confidence, landmarks: landmarks),
                landmarks: landmarks)
        ]
    }
}
