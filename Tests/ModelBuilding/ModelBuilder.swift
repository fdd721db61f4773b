import Inference

/// Builds `.tflite` files: tensors are named by the numbers that adding them gives.
package struct ModelBuilder {
    private var tensors: [FlatValue] = []
    private var buffers: [FlatValue] = [.table([:])]
    private var codes: [FlatValue] = []
    private var nodes: [FlatValue] = []
    private var inputs: [Int32] = []
    private var outputs: [Int32] = []
    private var metadata: [FlatValue] = []
    private var signatures: [FlatValue] = []

    package init() {}

    /// A tensor; with data it is a constant.
    /// - Parameter sparsity: The fields that tell how data without its zeros is packed.
    package mutating func tensor(
        _ name: String, _ type: ElementType, _ shape: [Int], quantization: Quantization? = nil,
        signature: [Int]? = nil, data: [UInt8]? = nil, isVariable: Bool = false,
        sparsity: [Int: FlatValue]? = nil
    ) -> Int {
        var fields: [Int: FlatValue] = [
            0: .numbers(shape.map(Int32.init)), 1: .number(type.rawValue), 3: .string(name),
        ]
        if let data { fields[2] = .number(UInt32(buffer(data))) }
        if let quantization {
            fields[4] = .table([
                2: .floats(quantization.scales),
                3: .numbers(quantization.zeroPoints.map(Int64.init)),
                6: .number(Int32(quantization.dimension)),
            ])
        }
        if isVariable { fields[5] = .bool(true) }
        if let sparsity { fields[6] = .table(sparsity) }
        if let signature { fields[7] = .numbers(signature.map(Int32.init)) }
        tensors.append(.table(fields))
        return tensors.count - 1
    }

    package mutating func input(
        _ name: String, _ type: ElementType, _ shape: [Int], quantization: Quantization? = nil,
        signature: [Int]? = nil
    ) -> Int {
        let tensor = tensor(name, type, shape, quantization: quantization, signature: signature)
        inputs.append(Int32(tensor))
        return tensor
    }

    package mutating func output(
        _ name: String, _ type: ElementType, _ shape: [Int], quantization: Quantization? = nil
    ) -> Int {
        let tensor = tensor(name, type, shape, quantization: quantization)
        outputs.append(Int32(tensor))
        return tensor
    }

    /// Makes a tensor that is there already an input or an output of the graph.
    package mutating func expose(input tensor: Int) { inputs.append(Int32(tensor)) }
    package mutating func expose(output tensor: Int) { outputs.append(Int32(tensor)) }

    package mutating func constant<Element: TensorElement>(
        _ name: String, _ values: [Element], _ shape: [Int], quantization: Quantization? = nil
    ) -> Int {
        tensor(
            name, Element.elementType, shape, quantization: quantization,
            data: values.withUnsafeBytes { Array($0) })
    }

    /// A node of an operator that the format numbers.
    /// - Parameters:
    ///   - inputs: Nil where an optional one is left out.
    ///   - options: The settings' fields; their union's number is not looked at by readers.
    ///   - intermediates: Tensors that tell the quantization of values inside the operator.
    package mutating func node(
        _ code: BuiltinOperator, version: Int = 1, inputs: [Int?], outputs: [Int],
        options: [Int: FlatValue] = [:], intermediates: [Int] = []
    ) {
        codes.append(
            .table([
                0: .number(Int8(clamping: min(code.rawValue, 127))),
                2: .number(Int32(version)), 3: .number(code.rawValue),
            ]))
        add(
            inputs: inputs, outputs: outputs,
            [
                3: .number(UInt8(1)), 4: .table(options),
                8: .numbers(intermediates.map(Int32.init)),
            ])
    }

    package mutating func custom(
        _ name: String, version: Int = 1, inputs: [Int?], outputs: [Int], options: [UInt8] = []
    ) {
        codes.append(
            .table([
                0: .number(Int8(32)), 1: .string(name), 2: .number(Int32(version)),
                3: .number(Int32(32)),
            ]))
        add(inputs: inputs, outputs: outputs, [5: .numbers(options)])
    }

    private mutating func add(inputs: [Int?], outputs: [Int], _ more: [Int: FlatValue]) {
        let fields: [Int: FlatValue] = [
            0: .number(UInt32(codes.count - 1)),
            1: .numbers(inputs.map { Int32($0 ?? -1) }), 2: .numbers(outputs.map(Int32.init)),
        ]
        nodes.append(.table(fields.merging(more) { first, _ in first }))
    }

    /// A named block of bytes.
    package mutating func metadata(_ name: String, _ data: [UInt8]) {
        metadata.append(.table([0: .string(name), 1: .number(UInt32(buffer(data)))]))
    }

    package mutating func signature(
        _ key: String, inputs: [(String, Int)], outputs: [(String, Int)]
    ) {
        func entries(_ names: [(String, Int)]) -> FlatValue {
            .vector(names.map { .table([0: .string($0.0), 1: .number(UInt32($0.1))]) })
        }
        signatures.append(
            .table([
                0: entries(inputs), 1: entries(outputs), 2: .string(key), 4: .number(UInt32(0)),
            ]))
    }

    private mutating func buffer(_ data: [UInt8]) -> Int {
        buffers.append(.table([0: .data(data)]))
        return buffers.count - 1
    }

    /// The file.
    package func bytes() -> [UInt8] {
        let subgraph: [Int: FlatValue] = [
            0: .vector(tensors), 1: .numbers(inputs), 2: .numbers(outputs), 3: .vector(nodes),
            4: .string("main"),
        ]
        return FlatBufferBuilder.bytes(
            root: [
                0: .number(UInt32(3)), 1: .vector(codes), 2: .vector([.table(subgraph)]),
                3: .string("built"), 4: .vector(buffers), 6: .vector(metadata),
                7: .vector(signatures),
            ], identifier: "TFL3")
    }

    package func model() throws(InferenceError) -> Model { try Model(bytes: bytes()) }
}
