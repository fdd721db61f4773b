import Geometry
import Inference

@testable import Vision

/// A face detector and a FaceMesh that see a face wherever an image is not black.
enum FaceModels {
    /// Sees one face in the anchor of the upper left cell or, as so many are, in several cells: a
    /// box as large as a part of the image, its eyes level.
    static func detector(cells: [(column: Int, row: Int)] = [(8, 8)], side: Float = 0.4) throws
        -> Model
    {
        let size = Float(FaceMeshConstants.detector.inputSize)
        var boxes = [Float](repeating: 0, count: 896 * 16)
        var scores = [Float](repeating: -100, count: 896)
        var slopes: [(index: Int, channel: Int, slope: Float)] = []
        for (column, row) in cells {
            // The first layer has 16 cells a row of two anchors each.
            let anchor = (row * 16 + column) * 2
            let points: [(Float, Float)] = [
                (-0.25, -0.25), (0.25, -0.25), (0, 0), (0, 0.25), (-0.5, 0), (0.5, 0),
            ]
            var fields: [Float] = [0, 0, side, side]
            for (x, y) in points { fields += [x * side, y * side] }
            for (field, value) in fields.enumerated() { boxes[anchor * 16 + field] = value * size }
            // Black is -1.
            scores[anchor] = 1
            slopes.append((anchor, 0, 2))
        }
        return try ColourModel(
            size: (128, 128),
            outputs: [
                .init(name: "regressors", shape: [1, 896, 16], values: boxes),
                .init(name: "classificators", shape: [1, 896, 1], values: scores, slopes: slopes),
            ]
        ).model()
    }

    /// Sees a square of landmarks in the middle of the image, half as large, the eyes level.
    static func landmarks() throws -> Model {
        let size = Float(FaceMeshConstants.imageSize)
        var values = [Float](repeating: size / 2, count: 3 * FaceMeshConstants.landmarkCount)
        func place(_ landmark: Int, _ x: Float, _ y: Float, _ z: Float = 0) {
            for (axis, value) in [x, y, z].enumerated() {
                values[3 * landmark + axis] = value * size
            }
        }
        place(FaceMeshConstants.eyeCorners.right, 0.25, 0.4)
        place(FaceMeshConstants.eyeCorners.left, 0.75, 0.4)
        place(10, 0.5, 0.25)
        place(152, 0.5, 0.75, 0.1)
        return try ColourModel(
            size: (192, 192),
            outputs: [
                .init(name: "mesh", shape: [1, 1, 1, 1404], values: values),
                .init(
                    name: "flag", shape: [1, 1, 1, 1], values: [-5],
                    slopes: [(0, 0, 100)]),
            ]
        ).model()
    }
}
