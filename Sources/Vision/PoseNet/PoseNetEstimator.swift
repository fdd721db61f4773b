import Geometry
import Glibc
import Imaging
import Inference
import Motion

/// Finds people's 17 keypoints with a PoseNet of any stride, float32 or quantized.
public final class PoseNetEstimator {
    private let source: String
    private let interpreter: Interpreter
    private let layout: PoseNetLayout
    private let decoder = PoseNetDecoder()

    /// - Throws: `wrongModel` when the model is not a PoseNet.
    public init(_ model: Model, options: Interpreter.Options = .init()) throws(VisionError) {
        source = model.source
        do {
            interpreter = try Interpreter(model, options: options)
        } catch {
            throw VisionError(error)
        }
        layout = try PoseNetLayout(model, interpreter)
    }

    /// The surest place of each keypoint, whoever it belongs to.
    public func estimateOne(_ picture: Picture) throws(VisionError) -> Pose {
        pose(decoder.single(try maps(picture)), picture)
    }

    /// All people in a picture, in the order of their surest keypoints.
    public func estimateAll(_ picture: Picture) throws(VisionError) -> [Pose] {
        decoder.multiple(try maps(picture)).map { pose($0, picture) }
    }

    private func maps(_ picture: Picture) throws(VisionError) -> PoseNetMaps {
        let scaled: Picture
        do {
            scaled = try PictureScaling.scaled(
                picture, toWidth: layout.width, height: layout.height)
        } catch {
            throw VisionError(.model, source: source, error.message)
        }
        do {
            try layout.write(scaled, to: interpreter)
            try interpreter.invoke()
            return try layout.maps(of: interpreter)
        } catch {
            throw VisionError(error)
        }
    }

    /// In pixels of the picture.
    private func pose(_ found: PoseNetDecoder.Pose, _ picture: Picture) -> Pose {
        let scale = Point(
            Double(picture.width) / Double(layout.width),
            Double(picture.height) / Double(layout.height))
        return Pose(
            confidence: found.score,
            keypoints: found.keypoints.map {
                Keypoint(position: $0.position * scale, confidence: $0.score)
            })
    }
}
