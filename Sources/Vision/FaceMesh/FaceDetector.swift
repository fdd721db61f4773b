import Geometry
import Imaging
import Inference

/// Finds faces in whole pictures or parts of them.
struct FaceDetector {
    private let detector: BoxDetector

    init(_ model: Model, options: Interpreter.Options) throws(VisionError) {
        detector = try BoxDetector(model, FaceMeshConstants.detector, options: options)
    }

    /// Where faces are, the surest first.
    func regions(in picture: Picture) throws(VisionError) -> [Region] {
        try detector.detect(in: picture).compactMap { face in
            Region(
                around: Rect(min: face.lower, max: face.upper), rightEye: face.rightEye,
                leftEye: face.leftEye, scaledBy: FaceMeshConstants.regionScale)
        }
    }

    /// The faces in a part of a picture, the surest first.
    func faces(in picture: Picture, _ region: Region) throws(VisionError) -> [Detection] {
        try detector.detect(in: picture, region)
    }
}

extension Detection {
    /// Where a face's eyes are.
    var rightEye: Point { points[FaceMeshConstants.detectedEyes.right] }
    var leftEye: Point { points[FaceMeshConstants.detectedEyes.left] }
}
