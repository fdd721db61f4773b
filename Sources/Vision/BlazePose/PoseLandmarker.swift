import Geometry
import Glibc
import Imaging
import Inference

/// Finds the landmarks of the body in a region.
struct PoseLandmarker {
    /// A body as the model sees it in one picture.
    struct Body {
        /// How sure the model is that there is a person, 0...1.
        var confidence: Double
        /// The 33 of the body and the two that tell where to look in the next picture.
        var landmarks: [BodyLandmark]
    }

    private let model: EstimationModel
    private let sampler = RegionSampler(
        width: BlazePoseConstants.imageSize, height: BlazePoseConstants.imageSize, border: .edge,
        range: 0...1)
    private let landmarks = 0
    private let flag = 1
    private let heatmap = 2

    init(_ model: Model, options: Interpreter.Options) throws(VisionError) {
        typealias Constants = BlazePoseConstants
        // Without the body's outline, which takes a quarter of a run, and the landmarks in metres.
        self.model = try EstimationModel(
            model,
            keeping: [
                .init(count: Constants.landmarkCount * Constants.fields, name: "landmarks"),
                .init(count: 1, name: "person flag"),
                .init(
                    count: Constants.heatmapSize * Constants.heatmapSize
                        * Constants.landmarkCount, name: "heatmap"),
            ], options: options)
        try self.model.expectImage(width: Constants.imageSize, height: Constants.imageSize)
    }

    /// The body; nil when there is none.
    func body(in picture: Picture, _ region: Region) throws(VisionError) -> Body? {
        try model.fill(picture, region, by: sampler)
        try model.run()
        // The model ends with a sigmoid of its own.
        let confidence = try model.number(flag)
        guard confidence > BlazePoseConstants.leastConfidence else { return nil }
        var body = Body(confidence: confidence, landmarks: try read())
        try model.withOutput(heatmap) { heat in
            for index in body.landmarks.indices {
                Self.refine(&body.landmarks[index], index, heat)
            }
        }
        let places = region.transform
        for index in body.landmarks.indices {
            let found = body.landmarks[index].position
            let point = places.apply(Point(found.x, found.y))
            body.landmarks[index].position = SIMD3(point.x, point.y, found.z * region.width)
        }
        return body
    }

    /// The landmarks in parts of the region.
    private func read() throws(VisionError) -> [BodyLandmark] {
        try model.withOutput(landmarks) { values in
            (0..<BlazePoseConstants.usedCount).map { index in
                func field(_ number: Int) -> Double {
                    Double(values[index * BlazePoseConstants.fields + number])
                }
                return BodyLandmark(
                    position: SIMD3(field(0), field(1), field(2))
                        / Double(BlazePoseConstants.imageSize),
                    visibility: Self.sigmoid(field(3)), presence: Self.sigmoid(field(4)))
            }
        }
    }

    /// Moves a landmark to the middle of the heat around it, where there is enough (MediaPipe's
    /// RefineLandmarksFromHeatmapCalculator).
    private static func refine(
        _ landmark: inout BodyLandmark, _ index: Int, _ heat: UnsafeBufferPointer<Float>
    ) {
        let size = BlazePoseConstants.heatmapSize
        let place = landmark.place * Double(size)
        guard place.isFinite, abs(place.x) < 1e6, abs(place.y) < 1e6 else { return }
        let (column, row) = (Int(place.x), Int(place.y))
        guard (0..<size).contains(column), (0..<size).contains(row) else { return }
        var total = 0.0
        var most = 0.0
        var sum = Point.zero
        let reach = BlazePoseConstants.heatmapReach
        for y in max(row - reach, 0)...min(row + reach, size - 1) {
            for x in max(column - reach, 0)...min(column + reach, size - 1) {
                let cell = (y * size + x) * BlazePoseConstants.landmarkCount + index
                let warmth = sigmoid(Double(heat[cell]))
                total += warmth
                most = max(most, warmth)
                sum += warmth * Point(Double(x), Double(y))
            }
        }
        guard most >= BlazePoseConstants.leastHeat, total > 0 else { return }
        let middle = sum / total / Double(size)
        landmark.position.x = middle.x
        landmark.position.y = middle.y
    }

    private static func sigmoid(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
}
