import Geometry
import Glibc
import Imaging
import Inference

/// Finds a person's 33 landmarks: a detector for the first picture, then two auxiliary landmarks of
/// the picture before tell where to look (MediaPipe 0.10.21's pose_landmark_cpu graph).
public final class BlazePoseEstimator {
    /// A landmark in a picture.
    public struct Landmark: Sendable {
        /// Pixels of the picture; z in pixels too, smaller is nearer.
        public var position: SIMD3<Double>
        /// How likely it is to be seen and to lie within the picture, 0...1.
        public var visibility: Double
        public var presence: Double
    }

    public struct Estimate: Sendable {
        /// How sure the model is that there is a person, 0...1.
        public var confidence: Double
        public var landmarks: [Landmark]
    }

    private enum Constants {
        static let detector = BoxDetector.Description(
            inputSize: 224, strides: [8, 16, 32, 32, 32], pointCount: 4, range: -1...1)
        static let imageSize = 256
        /// 33 of the body, two that tell where to look, and four that are not used.
        static let landmarkCount = 39
        static let bodyCount = 33
        static let fields = 5
        static let heatmapSize = 64
        /// Cells to each side of a landmark's; the graph says 3, but 0.10.21 answers as with 4.
        static let heatmapReach = 4
        static let leastHeat = 0.5
        static let regionScale = 1.25
        static let leastConfidence = 0.5
    }

    private let detector: BoxDetector
    private let model: EstimationModel
    private let landmarks: Int
    private let flag: Int
    private let heatmap: Int
    private var region: Region?

    /// - Throws: `wrongModel` when a model is not of the kind that it stands for.
    public init(
        detector: Model, landmarks: Model, options: Interpreter.Options = .init()
    ) throws(VisionError) {
        self.detector = try BoxDetector(
            EstimationModel(detector, options: options), Constants.detector)
        model = try EstimationModel(landmarks, options: options)
        try model.expectImage(width: Constants.imageSize, height: Constants.imageSize)
        self.landmarks = try model.output(
            ofCount: Constants.landmarkCount * Constants.fields, "landmarks")
        flag = try model.output(ofCount: 1, "person flag")
        heatmap = try model.output(
            ofCount: Constants.heatmapSize * Constants.heatmapSize * Constants.landmarkCount,
            "heatmap")
    }

    /// Forgets where the person was.
    public func reset() { region = nil }

    /// The person of the next picture; nil when there is none.
    public func estimate(_ picture: Picture) throws(VisionError) -> Estimate? {
        var place = region
        if place == nil { place = try detect(picture) }
        region = nil
        guard let place else { return nil }
        let sampler = RegionSampler(
            width: Constants.imageSize, height: Constants.imageSize, border: .edge, range: 0...1)
        try model.fill { sampler.sample(picture, place, into: $0) }
        try model.run()
        // The model ends with a sigmoid of its own.
        let confidence = Double(try model.reals(flag).first ?? 0)
        guard confidence > Constants.leastConfidence else { return nil }
        let values = try model.reals(landmarks)
        let heat = try model.reals(heatmap)
        let size = Double(Constants.imageSize)
        let all = (0..<Constants.landmarkCount).map { index in
            let field = { values[index * Constants.fields + $0] }
            let refined = Self.refined(
                Point(Double(field(0)) / size, Double(field(1)) / size), index, heat)
            let point = place.place(refined.x, refined.y)
            return Landmark(
                position: SIMD3(point.x, point.y, Double(field(2)) / size * place.width),
                visibility: Self.sigmoid(field(3)), presence: Self.sigmoid(field(4)))
        }
        region = Self.region(all[Constants.bodyCount], all[Constants.bodyCount + 1])
        return Estimate(
            confidence: confidence, landmarks: Array(all[..<Constants.bodyCount]))
    }

    private func detect(_ picture: Picture) throws(VisionError) -> Region? {
        guard let person = try detector.detect(in: picture).first else { return nil }
        return Self.region(from: person.points[0], to: person.points[1])
    }

    /// Where the next picture's person is looked for.
    private static func region(_ center: Landmark, _ scale: Landmark) -> Region? {
        region(
            from: Point(center.position.x, center.position.y),
            to: Point(scale.position.x, scale.position.y))
    }

    /// The square about the middle of the hips whose half side reaches to the second point, turned
    /// so that this one is above.
    private static func region(from center: Point, to scale: Point) -> Region? {
        guard center.isFinite, scale.isFinite else { return nil }
        let reach = scale - center
        return Region(
            center: center, width: 2 * reach.length, height: 2 * reach.length,
            rotation: Region.normalized(.pi / 2 - atan2(-reach.y, reach.x))
        ).squared(scaledBy: Constants.regionScale)
    }

    /// A landmark moved to the middle of the heat around it, where there is enough (MediaPipe's
    /// RefineLandmarksFromHeatmapCalculator).
    private static func refined(_ point: Point, _ index: Int, _ heat: [Float]) -> Point {
        let size = Constants.heatmapSize
        guard point.isFinite, abs(point.x) < 1e6, abs(point.y) < 1e6 else { return point }
        let column = Int(point.x * Double(size))
        let row = Int(point.y * Double(size))
        guard (0..<size).contains(column), (0..<size).contains(row) else { return point }
        var total = 0.0
        var most = 0.0
        var sum = Point.zero
        let reach = Constants.heatmapReach
        for y in max(row - reach, 0)...min(row + reach, size - 1) {
            for x in max(column - reach, 0)...min(column + reach, size - 1) {
                let warmth = sigmoid(heat[(y * size + x) * Constants.landmarkCount + index])
                total += warmth
                most = max(most, warmth)
                sum += warmth * Point(Double(x), Double(y))
            }
        }
        return most >= Constants.leastHeat && total > 0 ? sum / total / Double(size) : point
    }

    private static func sigmoid(_ value: Float) -> Double { 1 / (1 + exp(-Double(value))) }
}
