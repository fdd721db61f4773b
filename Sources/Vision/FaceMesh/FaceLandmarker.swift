import Geometry
import Glibc
import Imaging
import Inference

/// Finds the landmarks of the face in a region.
struct FaceLandmarker {
    private let model: EstimationModel
    private let sampler = RegionSampler(
        width: FaceMeshConstants.imageSize, height: FaceMeshConstants.imageSize, border: .edge,
        range: 0...1)
    private let landmarks: Int
    private let flag: Int

    init(_ model: Model, options: Interpreter.Options) throws(VisionError) {
        self.model = try EstimationModel(model, options: options)
        try self.model.expectImage(
            width: FaceMeshConstants.imageSize, height: FaceMeshConstants.imageSize)
        landmarks = try self.model.output(
            ofCount: 3 * FaceMeshConstants.landmarkCount, "landmarks")
        flag = try self.model.output(ofCount: 1, "face flag")
    }

    /// The face; nil when there is none.
    func mesh(in picture: Picture, _ region: Region) throws(VisionError) -> FaceMesh? {
        try model.fill(picture, region, by: sampler)
        try model.run()
        let confidence = 1 / (1 + exp(-(try model.number(flag))))
        guard confidence > FaceMeshConstants.leastConfidence else { return nil }
        let size = Double(FaceMeshConstants.imageSize)
        let points = try model.withOutput(landmarks) { values in
            (0..<FaceMeshConstants.landmarkCount).map { index in
                let point = region.place(
                    Double(values[3 * index]) / size, Double(values[3 * index + 1]) / size)
                let depth = Double(values[3 * index + 2]) / size * region.width
                return SIMD3(point.x, point.y, depth)
            }
        }
        return FaceMesh(confidence: confidence, points: points)
    }
}
