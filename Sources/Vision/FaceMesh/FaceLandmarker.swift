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
    private let landmarks: Int
    private let flag: Int
    /// What is looked at more closely, and the outputs that tell.
    private let refinements: [(output: Int, refinement: FaceRefinement)]

    init(_ model: Model, options: Interpreter.Options) throws(VisionError) {
        self.model = try EstimationModel(model, options: options)
        try self.model.expectImage(
            width: FaceMeshConstants.imageSize, height: FaceMeshConstants.imageSize)
        landmarks = try self.model.output(
            ofCount: 3 * FaceMeshConstants.landmarkCount, "landmarks")
        flag = try self.model.output(ofCount: 1, "face flag")
        var refinements: [(output: Int, refinement: FaceRefinement)] = []
        // MediaPipe tells the parts by the order of the outputs: the eyes' have one shape.
        if self.model.outputs.count > FaceRefinement.all.count {
            var next = landmarks + 1
            for refinement in FaceRefinement.all {
                let output = try self.model.output(
                    ofCount: 2 * refinement.landmarks.count, refinement.name, from: next)
                refinements.append((output, refinement))
                next = output + 1
            }
        }
        self.refinements = refinements
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
        for (output, refinement) in refinements {
            try model.withOutput(output) { refinement.apply($0, to: &points) }
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
