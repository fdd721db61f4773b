import Imaging
import Inference

/// Finds bodies in whole pictures.
struct PoseDetector {
    private let detector: BoxDetector

    init(_ model: Model, options: Interpreter.Options) throws(VisionError) {
        detector = try BoxDetector(model, BlazePoseConstants.detector, options: options)
    }

    /// Where the surest body is.
    func region(in picture: Picture) throws(VisionError) -> Region? {
        guard let body = try detector.detect(in: picture).first else { return nil }
        return Region(
            from: body.points[BlazePoseConstants.detectedCenter],
            to: body.points[BlazePoseConstants.detectedReach],
            scaledBy: BlazePoseConstants.regionScale)
    }
}
