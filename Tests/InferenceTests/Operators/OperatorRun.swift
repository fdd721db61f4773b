@testable import Inference

/// A tensor of a node under test, with memory of its own.
struct TestTensor {
    var type: ElementType
    var shape: Shape
    var quantization: Quantization?
    var sparsity: Sparsity?
    var isConstant: Bool
    var bytes: OwnedBytes

    init<Element: TensorElement>(
        _ values: [Element], _ dimensions: [Int], _ quantization: Quantization? = nil,
        isConstant: Bool = false
    ) throws {
        type = Element.elementType
        shape = try Shape(dimensions)
        self.quantization = quantization
        self.isConstant = isConstant
        bytes = OwnedBytes(byteCount: values.count * MemoryLayout<Element>.stride)
        values.withUnsafeBytes { bytes.mutableBytes.copyMemory(from: $0) }
    }

    /// An output that is still to be computed, or an input of zeros.
    init(_ type: ElementType, _ dimensions: [Int] = [], _ quantization: Quantization? = nil) throws
    {
        self.type = type
        shape = try Shape(dimensions)
        self.quantization = quantization
        isConstant = false
        bytes = OwnedBytes(byteCount: shape.count * (type.byteCount ?? 1))
        bytes.mutableBytes.initializeMemory(as: UInt8.self, repeating: 0)
    }

    func values<Element: TensorElement>(_: Element.Type) -> [Element] {
        Array(bytes.mutableBytes.bindMemory(to: Element.self))
    }

    var known: KnownTensor {
        KnownTensor(
            name: "", type: type, shape: shape, quantization: quantization, sparsity: sparsity,
            values: isConstant ? UnsafeRawBufferPointer(bytes.mutableBytes) : nil)
    }

    var bound: Tensor {
        Tensor(
            name: "", type: type, shape: shape, quantization: quantization, sparsity: sparsity,
            data: bytes.address, owner: bytes, isConstant: isConstant,
            storedByteCount: isConstant ? bytes.byteCount : 0)
    }
}

/// The value of an option, by its type in the schema.
enum TestOption {
    case byte(Int8)
    case int32(Int32)
    case float(Float)
    case integers([Int32])

    fileprivate var bytes: [UInt8] {
        switch self {
        case .byte(let value): [UInt8(bitPattern: value), 0, 0, 0]
        case .int32(let value): withUnsafeBytes(of: value.littleEndian) { Array($0) }
        case .float(let value): withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
        // The place of the vector is filled in when the table's size is known.
        case .integers: [0, 0, 0, 0]
        }
    }

    fileprivate var vector: [Int32]? {
        if case .integers(let numbers) = self { numbers } else { nil }
    }
}

extension NodeOptions {
    /// A FlatBuffers table with the given fields.
    init(_ fields: [Int: TestOption]) throws {
        let count = (fields.keys.max() ?? -1) + 1
        let vtableSize = 4 + 2 * count
        var vtable: [UInt16] = [UInt16(vtableSize), UInt16(4 + 4 * fields.count)]
        var body: [UInt8] = withUnsafeBytes(of: Int32(vtableSize).littleEndian) { Array($0) }
        for field in 0..<count {
            vtable.append(fields[field] == nil ? 0 : UInt16(body.count))
            body += fields[field]?.bytes ?? []
        }
        for field in 0..<count {
            guard let numbers = fields[field]?.vector else { continue }
            let place = Int(vtable[2 + field])
            withUnsafeBytes(of: UInt32(body.count - place).littleEndian) {
                body.replaceSubrange(place..<place + 4, with: $0)
            }
            for number in [Int32(numbers.count)] + numbers {
                withUnsafeBytes(of: number.littleEndian) { body += $0 }
            }
        }
        let bytes = vtable.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } + body
        let owned = OwnedBytes(byteCount: bytes.count)
        owned.mutableBytes.copyBytes(from: bytes)
        let shared = SharedBytes(bytes: UnsafeRawBufferPointer(owned.mutableBytes), owner: owned)
        self.init(table: try FlatTable(shared, at: vtableSize))
    }
}

/// A node with its tensors, run by its reference kernel.
struct OperatorRun {
    var code: BuiltinOperator
    var options: [Int: TestOption] = [:]
    var inputs: [TestTensor?]
    var outputs: [TestTensor]
    var intermediates: [Quantization?] = []

    private func node() throws -> Node {
        Node(
            index: 0, name: .builtin(code), version: 1,
            inputs: inputs.indices.map { inputs[$0] == nil ? nil : $0 },
            outputs: outputs.indices.map { inputs.count + $0 }, intermediates: intermediates,
            options: try NodeOptions(options), customOptions: [])
    }

    /// What the operator answers about its outputs.
    func shapes() throws -> [Shape]? {
        let node = try node()
        let answer = try OperatorRegistry.builtIn.definition(of: node).shapes(
            ShapeRequest(
                node: node, inputs: inputs.map { $0?.known }, outputs: outputs.map(\.known)))
        guard case .shapes(let shapes) = answer else { return nil }
        return shapes
    }

    /// Computes the outputs; inputs that keep a state are changed.
    func callAsFunction(shapes known: [Shape]? = nil) throws -> [TestTensor] {
        let shapes = try known ?? self.shapes() ?? []
        let node = try node()
        let results = try zip(outputs, shapes).map { output, shape in
            try TestTensor(output.type, shape.dimensions, output.quantization)
        }
        let kernel = try OperatorRegistry.builtIn.definition(of: node).kernel(
            KernelRequest(
                node: node, inputs: inputs.map { $0?.bound }, outputs: results.map(\.bound)))
        try kernel()
        return results
    }

    /// Computes the one output.
    func only<Element: TensorElement>(_ type: Element.Type) throws -> [Element] {
        try self().first?.values(type) ?? []
    }
}

extension Quantization {
    static func of(_ scale: Float, _ zeroPoint: Int = 0) -> Quantization {
        Quantization(scale: scale, zeroPoint: zeroPoint)
    }
}
