import Imaging
import Inference

/// The image that a PoseNet takes: the whole picture, squeezed to the model's size.
struct PoseNetImage {
    let width: Int
    let height: Int
    private let takesBytes: Bool

    init(_ model: EstimationModel) throws(VisionError) {
        guard model.inputs.count == 1, let input = model.inputs.first, input.shape.rank == 4,
            input.shape[0] == 1, input.shape[3] == 3, input.shape.count > 0,
            input.type == .float32 || input.type == .uint8
        else { throw model.wrong("does not take one image; name a PoseNet") }
        width = input.shape[2]
        height = input.shape[1]
        takesBytes = input.type == .uint8
    }

    /// Real = byte / 127.5 - 1; bytes as they are where the model takes bytes.
    func fill(_ model: EstimationModel, with picture: Picture) throws(VisionError) {
        let scaled: Picture
        do {
            scaled = try PictureScaling.scaled(picture, toWidth: width, height: height)
        } catch {
            throw VisionError(.model, source: model.source, error.message)
        }
        let bytes = scaled.bytes
        try model.withInput { input in
            if takesBytes {
                input.copyBytes(from: bytes)
            } else {
                let reals = input.bindMemory(to: Float.self)
                for index in bytes.indices { reals[index] = Float(bytes[index]) / 127.5 - 1 }
            }
        }
    }
}
