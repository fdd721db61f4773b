import Geometry
import Glibc
import Imaging
import Inference

/// Finds a face and its 468 landmarks: a detector for the first picture, then the landmarks of the
/// picture before tell where to look (MediaPipe 0.10.21's face_landmark_front graph).
public final class FaceMeshEstimator {
    /// A face in a picture.
    public struct Estimate: Sendable {
        /// How sure the model is that there is a face, 0...1.
        public var confidence: Double
        /// Pixels of the picture; z in pixels too, smaller is nearer.
        public var landmarks: [SIMD3<Double>]
    }

    private enum Constants {
        static let detector = BoxDetector.Description(
            inputSize: 128, strides: [8, 16, 16, 16], pointCount: 6, range: -1...1)
        static let imageSize = 192
        static let landmarkCount = 468
        static let regionScale = 1.5
        static let leastConfidence = 0.5
        /// The outer corners of the right and the left eye.
        static let rotationLandmarks = (33, 263)
    }

    private let detector: BoxDetector
    private let model: EstimationModel
    private let landmarks: Int
    private let flag: Int
    private var region: Region?

    /// - Throws: `wrongModel` when a model is not of the kind that it stands for.
    public init(
        detector: Model, landmarks: Model, options: Interpreter.Options = .init()
    ) throws(VisionError) {
        self.detector = try BoxDetector(
            EstimationModel(detector, options: options), Constants.detector)
        model = try EstimationModel(landmarks, options: options)
        try model.expectImage(width: Constants.imageSize, height: Constants.imageSize)
        self.landmarks = try model.output(ofCount: 3 * Constants.landmarkCount, "landmarks")
        flag = try model.output(ofCount: 1, "face flag")
    }

    /// Forgets where the face was.
    public func reset() { region = nil }

    /// The face of the next picture; nil when there is none.
    public func estimate(_ picture: Picture) throws(VisionError) -> Estimate? {
        var place = region
        if place == nil { place = try detect(picture) }
        region = nil
        guard let place else { return nil }
        let sampler = RegionSampler(
            width: Constants.imageSize, height: Constants.imageSize, border: .edge, range: 0...1)
        try model.fill { sampler.sample(picture, place, into: $0) }
        try model.run()
        let raw = try model.reals(flag)
        let confidence = 1 / (1 + exp(-Double(raw.first ?? -100)))
        guard confidence > Constants.leastConfidence else { return nil }
        let values = try model.reals(landmarks)
        let size = Double(Constants.imageSize)
        let points = (0..<Constants.landmarkCount).map { index in
            let point = place.place(
                Double(values[3 * index]) / size, Double(values[3 * index + 1]) / size)
            return SIMD3(
                point.x, point.y, Double(values[3 * index + 2]) / size * place.width)
        }
        region = next(points)
        return Estimate(confidence: confidence, landmarks: points)
    }

    private func detect(_ picture: Picture) throws(VisionError) -> Region? {
        guard let face = try detector.detect(in: picture).first else { return nil }
        // Of the points, the first two are the right and the left eye.
        return Self.region(
            face.lower, face.upper, right: face.points[0], left: face.points[1])
    }

    private func next(_ landmarks: [SIMD3<Double>]) -> Region? {
        var lower = Point(.infinity, .infinity)
        var upper = -lower
        for point in landmarks {
            lower = Point(min(lower.x, point.x), min(lower.y, point.y))
            upper = Point(max(upper.x, point.x), max(upper.y, point.y))
        }
        guard lower.isFinite, upper.isFinite else { return nil }
        let (right, left) = Constants.rotationLandmarks
        return Self.region(
            lower, upper, right: Point(landmarks[right].x, landmarks[right].y),
            left: Point(landmarks[left].x, landmarks[left].y))
    }

    /// The square around a box, turned as the eyes are.
    private static func region(
        _ lower: Point, _ upper: Point, right: Point, left: Point
    ) -> Region {
        let extent = upper - lower
        return Region(
            center: (lower + upper) / 2, width: extent.x, height: extent.y,
            rotation: Region.normalized(-atan2(-(left.y - right.y), left.x - right.x))
        ).squared(scaledBy: Constants.regionScale)
    }
}
