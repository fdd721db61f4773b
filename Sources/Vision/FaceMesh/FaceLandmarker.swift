import Geometry
import Glibc
import Imaging
import Inference

/// Finds the landmarks of the face in a region: 468, or 478 with irises where the model is the one
/// with attention.
struct FaceLandmarker {
    private let model: EstimationModel
    private let sampler = RegionSampler(
        width: FaceMeshConstants.imageSize, height: FaceMeshConstants.imageSize, border: .edge,
        range: 0...1)
    private let landmarks = 0
    private let flag = 1
    /// What is looked at more closely, by the outputs behind the flag.
    private let refinements: [FaceRefinement]

    init(_ model: Model, options: Interpreter.Options) throws(VisionError) {
        let hasAttention = model.subgraphs[0].outputs.count > FaceRefinement.all.count
        refinements = hasAttention ? FaceRefinement.all : []
        // MediaPipe tells the parts by the order of the outputs: the eyes' have one shape.
        self.model = try EstimationModel(
            model,
            keeping: [
                .init(count: 3 * FaceMeshConstants.landmarkCount, name: "landmarks"),
                .init(count: 1, name: "face flag"),
            ] + refinements.map { .init(count: 2 * $0.landmarks.count, name: $0.name) },
            options: options)
        try self.model.expectImage(
            width: FaceMeshConstants.imageSize, height: FaceMeshConstants.imageSize)
    }

    /// The face; nil when there is none.
    func mesh(in picture: Picture, _ region: Region) throws(VisionError) -> FaceMesh? {
        try model.fill(picture, region, by: sampler)
        try model.run()
        let confidence = 1 / (1 + exp(-(try model.number(flag))))
        guard confidence > FaceMeshConstants.leastConfidence else { return nil }
        var points = try model.withOutput(landmarks) { values in
            (0..<FaceMeshConstants.landmarkCount).map { index in
                SIMD3(
                    Double(values[3 * index]), Double(values[3 * index + 1]),
                    Double(values[3 * index + 2]))
            }
        }
        for (index, refinement) in refinements.enumerated() {
            try model.withOutput(flag + 1 + index) { refinement.apply($0, to: &points) }
        }
        let size = Double(FaceMeshConstants.imageSize)
        let places = region.transform
        for index in points.indices {
            let found = points[index] / size
            let point = places.apply(Point(found.x, found.y))
            points[index] = SIMD3(point.x, point.y, found.z * region.width)
        }
        return FaceMesh(confidence: confidence, points: points)
    }
}
