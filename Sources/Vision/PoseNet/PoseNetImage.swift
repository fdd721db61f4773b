import Imaging
import Inference

/// The image that a PoseNet takes: the whole picture, squeezed to the model's size.
struct PoseNetImage {
    let width: Int
    let height: Int
    private let takesBytes: Bool
    private var scaler: PictureScaler
    /// What is made into reals.
    private var bytes: [UInt8]

    init(_ model: EstimationModel) throws(VisionError) {
        guard model.inputs.count == 1, let input = model.inputs.first, input.shape.rank == 4,
            input.shape[0] == 1, input.shape[3] == 3, input.shape.count > 0,
            input.type == .float32 || input.type == .uint8
        else { throw model.wrong("does not take one image; name a PoseNet") }
        width = input.shape[2]
        height = input.shape[1]
        takesBytes = input.type == .uint8
        scaler = PictureScaler(width: width, height: height)
        bytes = takesBytes ? [] : [UInt8](repeating: 0, count: width * height * 3)
    }

    /// Real = byte / 127.5 - 1; bytes as they are where the model takes bytes.
    mutating func fill(_ model: EstimationModel, with picture: Picture) throws(VisionError) {
        if takesBytes {
            try model.withInput { scaler.scale(picture, into: $0.bindMemory(to: UInt8.self)) }
            return
        }
        bytes.withUnsafeMutableBufferPointer { scaler.scale(picture, into: $0) }
        try model.withInput { input in
            let reals = input.bindMemory(to: Float.self)
            bytes.withUnsafeBufferPointer { bytes in
                for index in bytes.indices { reals[index] = Float(bytes[index]) / 127.5 - 1 }
            }
        }
    }
}
