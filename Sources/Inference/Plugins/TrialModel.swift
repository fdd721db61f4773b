/// A small model, made in code, that others' delegates are tried on.
package struct TrialModel: Sendable {
    /// What is in it, for messages.
    package let name: String
    package let model: Model

    /// An operator that no delegate knows; it gives its first input as it is.
    private static let unknown = OperatorName.custom("TrialCopy")

    /// The operators that the models need.
    package static let operators = OperatorRegistry.builtIn.adding(
        OperatorDefinition(
            unknown, versions: 1...1, types: [.float32],
            shapes: { (request) throws(InferenceError) in .shapes([try request.input(0).shape]) },
            kernel: { (request) throws(InferenceError) in
                let (input, output) = (try request.input(0), try request.output())
                return { () throws(InferenceError) in
                    output.data.copyMemory(from: input.data, byteCount: input.byteCount)
                }
            }))

    /// Graphs of one node and of several, in ordinary shapes and in those at the edges.
    package static let all: [TrialModel] = {
        let shapes: [Shape] = [[1, 8, 8, 4], [2, 5, 3, 7], [1, 1, 1, 1], [1, 0, 4, 2]]
        return shapes.flatMap { shape in
            [
                TrialModel("nothing but an unknown operator", shape) { $0.unknown() },
                TrialModel("sums and products", shape) {
                    $0.binary(.add, activation: 3)
                    $0.binary(.mul, activation: 0)
                    $0.binary(.sub, activation: 1)
                    $0.unknown()
                    $0.binary(.maximum)
                },
                TrialModel("functions of each element", shape) {
                    let functions: [BuiltinOperator] = [
                        .relu, .logistic, .tanh, .hardSwish, .neg, .exp, .abs,
                    ]
                    for function in functions { $0.unary(function) }
                },
                TrialModel("convolutions", shape) {
                    $0.convolution(.conv2d)
                    $0.unary(.relu)
                    $0.convolution(.depthwiseConv2d)
                    $0.binary(.add, activation: 0)
                },
                TrialModel("pools", shape) {
                    $0.pool(.maxPool2d)
                    $0.pool(.averagePool2d)
                },
            ]
        }
    }()

    private init(_ name: String, _ shape: Shape, _ add: (inout TrialGraph) -> Void) {
        var graph = TrialGraph(shape)
        add(&graph)
        let bytes = OwnedBytes.empty.constant
        self.name = "\(name), \(shape)"
        model = Model(
            source: name, remark: "", subgraphs: [graph.finished], signatures: [], metadata: [],
            byteCount: 0, file: SharedBytes(bytes: bytes.bytes, owner: bytes.owner))
    }
}

/// Nodes one behind the other, each on what the one before it gives.
private struct TrialGraph {
    private let shape: Shape
    private var tensors: [TensorDescription]
    private var nodes: [Node] = []
    private var last = 0

    init(_ shape: Shape) {
        self.shape = shape
        tensors = [Self.tensor("input", shape)]
    }

    var finished: Subgraph {
        Subgraph(name: "trial", tensors: tensors, inputs: [0], outputs: [last], nodes: nodes)
    }

    mutating func unary(_ code: BuiltinOperator) { add(.builtin(code), [last]) }

    mutating func unknown() { add(.custom("TrialCopy"), [last, nil]) }

    /// The graph's input and what there is.
    mutating func binary(_ code: BuiltinOperator, activation: Int8? = nil) {
        add(.builtin(code), [last, 0], options: activation.map { [.byte($0)] } ?? [])
    }

    /// SAME padding, strides of 1, 3 times 3.
    mutating func convolution(_ code: BuiltinOperator) {
        let channels = shape[3]
        let filter = constant(
            code == .conv2d ? [channels, 3, 3, channels] : [1, 3, 3, channels])
        let bias = constant([channels])
        var options: [OptionField] = [.byte(0), .integer(1), .integer(1)]
        if code == .depthwiseConv2d { options.append(.integer(1)) }
        add(.builtin(code), [last, filter, bias], options: options + [.byte(0)])
    }

    /// SAME padding, strides of 1, 2 times 3.
    mutating func pool(_ code: BuiltinOperator) {
        add(
            .builtin(code), [last],
            options: [.byte(0), .integer(1), .integer(1), .integer(3), .integer(2), .byte(0)])
    }

    private mutating func add(
        _ name: OperatorName, _ inputs: [Int?], options: [OptionField] = []
    ) {
        tensors.append(Self.tensor("after node \(nodes.count)", shape))
        last = tensors.count - 1
        nodes.append(
            Node(
                index: nodes.count, name: name, version: 1, inputs: inputs, outputs: [last],
                options: .made(of: options), customOptions: []))
    }

    private mutating func constant(_ shape: Shape) -> Int {
        let bytes = OwnedBytes(byteCount: shape.count * 4)
        for index in 0..<shape.count { bytes.floats[index] = Float(index % 7 - 3) / 8 }
        var tensor = Self.tensor("constant", shape)
        tensor.constant = bytes.constant
        tensors.append(tensor)
        return tensors.count - 1
    }

    private static func tensor(_ name: String, _ shape: Shape) -> TensorDescription {
        TensorDescription(
            name: name, type: .float32, shape: shape, shapeSignature: [], quantization: nil,
            isVariable: false, sparsity: nil, constant: nil)
    }
}

/// A field of an operator's options, by its place.
private enum OptionField {
    case byte(Int8)
    case integer(Int32)

    var number: Int32 {
        switch self {
        case .byte(let value): Int32(value)
        case .integer(let value): value
        }
    }
}

extension NodeOptions {
    /// A FlatBuffers table of fields: its list of fields, then four bytes for each. Little-endian, a byte lies first in
    /// its four.
    fileprivate static func made(of fields: [OptionField]) -> NodeOptions {
        guard !fields.isEmpty else { return .none }
        var bytes: [UInt8] = []
        func add<Number: FixedWidthInteger>(_ number: Number) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        let list = 4 + 2 * fields.count
        add(UInt16(list))
        add(UInt16(4 + 4 * fields.count))
        for place in fields.indices { add(UInt16(4 + 4 * place)) }
        add(Int32(list))
        for field in fields { add(field.number) }
        let memory = OwnedBytes(byteCount: bytes.count)
        memory.mutableBytes.copyBytes(from: bytes)
        let shared = SharedBytes(bytes: memory.constant.bytes, owner: memory)
        return NodeOptions(table: try? FlatTable(shared, at: list))
    }
}
