import Inference
import ModelBuilding

/// A model whose outputs depend on the image's mean colour alone: a stand-in for models that are no
/// part of the repository.
struct ColourModel {
    struct Output {
        var name = "output"
        var shape: [Int]
        /// The values for a black image.
        var values: [Float]
        /// By how much a value rises with a channel's mean: the value's index, the channel, the rise.
        var slopes: [(index: Int, channel: Int, slope: Float)] = []
    }

    /// Height and width.
    var size: (Int, Int)
    var type = ElementType.float32
    var outputs: [Output]

    func model() throws -> Model {
        var builder = ModelBuilder()
        let shape = [1, size.0, size.1, 3]
        var image = builder.input("image", type, shape)
        if type != .float32 {
            let reals = builder.tensor("reals", .float32, shape)
            builder.node(.cast, inputs: [image], outputs: [reals])
            image = reals
        }
        let axes = builder.constant("axes", [Int32(1), 2], [2])
        let mean = builder.tensor("mean", .float32, [1, 3])
        builder.node(.mean, inputs: [image, axes], outputs: [mean])
        for output in outputs {
            let count = output.values.count
            var weights = [Float](repeating: 0, count: count * 3)
            for (index, channel, slope) in output.slopes { weights[3 * index + channel] = slope }
            let flat = builder.tensor("flat", .float32, [1, count])
            builder.node(
                .fullyConnected,
                inputs: [
                    mean, builder.constant("weights", weights, [count, 3]),
                    builder.constant("bias", output.values, [count]),
                ], outputs: [flat])
            let extents = builder.constant(
                "extents", output.shape.map(Int32.init), [output.shape.count])
            builder.node(
                .reshape, inputs: [flat, extents],
                outputs: [builder.output(output.name, .float32, output.shape)])
        }
        return try builder.model()
    }
}
