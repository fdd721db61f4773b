import Geometry
import Imaging
import Inference
import Motion

/// Finds a person's 33 landmarks: a detector for the first picture, then two auxiliary landmarks of
/// the picture before tell where to look (MediaPipe's pose_landmark_cpu graph).
public final class BlazePoseEstimator: PersonEstimator {
    private let detector: PoseDetector
    private let landmarker: PoseLandmarker
    private let isSmooth: Bool
    private var region: Region?
    private var positions = LandmarkSmoothing(BlazePoseConstants.smoothing)
    private var visibilities = VisibilitySmoothing()
    private var next = LandmarkSmoothing(BlazePoseConstants.regionSmoothing)
    private var clock = SmoothingClock()

    /// - Parameters:
    ///   - detector: MediaPipe's pose detector.
    ///   - landmarks: MediaPipe's pose landmarks, lite, full or heavy.
    ///   - isSmooth: whether landmarks are steadied from picture to picture, as MediaPipe does.
    ///     Where to look in the next picture is steadied in any case.
    /// - Throws: `wrongModel` when a model is not of the kind that it stands for.
    public init(
        detector: Model, landmarks: Model, isSmooth: Bool = true,
        options: Interpreter.Options = .init()
    ) throws(VisionError) {
        self.detector = try PoseDetector(detector, options: options)
        landmarker = try PoseLandmarker(landmarks, options: options)
        self.isSmooth = isSmooth
    }

    public func reset() {
        lose()
        visibilities.reset()
    }

    public func estimate(_ picture: Picture, at time: Double) throws(VisionError) -> [Estimate] {
        let time = clock.time(at: time)
        var place = region
        if place == nil { place = try detector.region(in: picture) }
        guard let place, let body = try landmarker.body(in: picture, place) else {
            lose()
            return []
        }
        var landmarks = Array(body.landmarks[..<BlazePoseConstants.bodyCount])
        var marks = Array(body.landmarks[BlazePoseConstants.bodyCount...])
        let size = 2 * (marks[1].place - marks[0].place).length
        if isSmooth {
            visibilities.apply(to: &landmarks)
            positions.apply(to: &landmarks, size: size, at: time)
        }
        next.apply(to: &marks, size: size, at: time)
        region = Region(
            from: marks[0].place, to: marks[1].place, scaledBy: BlazePoseConstants.regionScale)
        return [
            Estimate(
                person: 0, pose: Pose(confidence: body.confidence, landmarks: landmarks),
                landmarks: landmarks)
        ]
    }

    /// Whoever is found next is not where this person was.
    private func lose() {
        region = nil
        positions.reset()
        next.reset()
    }
}
