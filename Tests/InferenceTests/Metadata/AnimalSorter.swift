import Inference

/// Sorter: Sorts animals.
///
/// Generated from a model; not to be edited.
struct AnimalSorter {
    /// What one run gives.
    struct Outputs: Sendable {
        /// [1, 3], int8.
        var inOutput: [Int8]
    }

    /// Extents as the model declares them.
    enum InputShapes {
        static let image: [Int] = [1, 3]
    }

    /// Extents as the model declares them.
    enum OutputShapes {
        static let inOutput: [Int] = [1, 3]
    }

    /// What values are normalized by.
    enum InputNormalizations {
        static let image = Inference.ValueNormalization(
            means: [127.5, 128.0, 120.0],
            deviations: [127.5, 1.0, 2.0])
    }

    /// How numbers stand for reals.
    enum OutputQuantizations {
        static let inOutput = Inference.Quantization(scale: 0.5, zeroPoint: -1)
    }

    let interpreter: Inference.Interpreter

    /// Prepares the model.
    /// - Throws: `badArgument` when it is not the model that this was generated from.
    init(
        model: Inference.Model,
        options: Inference.Interpreter.Options = Inference.Interpreter.Options()
    ) throws(Inference.InferenceError) {
        try Self.check(model, model.subgraphs[0].inputs, Self.inputs)
        try Self.check(model, model.subgraphs[0].outputs, Self.outputs)
        interpreter = try Inference.Interpreter(model, options: options)
    }

    /// Computes the outputs.
    /// - Parameter image: [1, 3], float32: What is looked at.
    /// - Throws: `badArgument` when the number of values is not the input's.
    func run(
        image: [Float]
    ) throws(Inference.InferenceError) -> Outputs {
        try self.interpreter.write(image, toInput: 0)
        try self.interpreter.invoke()
        return Outputs(
            inOutput: try self.interpreter.read(output: 0, as: Int8.self)
        )
    }

    private typealias Tensor = (name: String, type: Inference.ElementType, shape: [Int])

    private static let inputs: [Tensor] = [
        ("serving:0", .float32, [1, 3])
    ]

    private static let outputs: [Tensor] = [
        ("Partitioned/call", .int8, [1, 3])
    ]

    private static func check(
        _ model: Inference.Model, _ tensors: [Int], _ expected: [Tensor]
    ) throws(Inference.InferenceError) {
        let fits =
            tensors.count == expected.count
            && zip(tensors, expected).allSatisfy { tensor, expected in
                let found = model.subgraphs[0].tensors[tensor]
                return found.name == expected.name && found.type == expected.type
                    && found.shape.dimensions == expected.shape
            }
        guard fits else {
            throw Inference.InferenceError(
                .badArgument, source: model.source,
                "is not the model that AnimalSorter was generated from")
        }
    }
}
