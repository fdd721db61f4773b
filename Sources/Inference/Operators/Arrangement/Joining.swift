/// Operators that put tensors side by side.
enum Joining {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(
            .concatenation, versions: 1...5, types: ElementType.movable, Concatenation.self),
        OperatorDefinition(.pack, versions: 1...4, types: ElementType.movable, Packing.self),
    ]
}

/// CONCATENATION: tensors one after the other along an axis. Quantized ones whose scales differ
/// from the output's are brought to it.
private struct Concatenation: OperatorPlan {
    private let shape: Shape
    private let axis: Int
    private let size: Int
    private let activation: FusedActivation

    init(_ request: ShapeRequest) throws(InferenceError) {
        guard !request.inputs.isEmpty, request.outputs.count == 1 else {
            throw request.error("joins \(request.inputs.count) tensors into one")
        }
        let first = try request.operand(0)
        axis = try request.axis(try request.node.options.int32(0), of: first.shape)
        size = try request.elementSize(first)
        activation = try FusedActivation(request.node, field: 1)
        guard activation == .none || first.type == .float32 else {
            throw request.unsupported("joins \(first.type) with an activation")
        }
        try request.expectSameType(first)
        var extents = first.shape.dimensions
        for index in request.inputs.indices.dropFirst() {
            let next = try request.operand(index)
            guard next.type == first.type, next.shape.rank == first.shape.rank else {
                throw request.error("input \(index) is \(next.type) \(next.shape)")
            }
            for other in 0..<first.shape.rank where other != axis {
                guard next.shape[other] == first.shape[other] else {
                    throw request.error("cannot join \(next.shape) to \(first.shape)")
                }
            }
            extents[axis] += next.shape[axis]
        }
        shape = try request.shape(extents)
        if first.type == .int8 || first.type == .uint8 {
            let output = try request.output()
            for index in request.inputs.indices {
                let input = try request.operand(index)
                guard input.quantization != nil, input.quantization != output.quantization else {
                    continue
                }
                _ = try request.affine(input, "input \(index)")
                _ = try request.affine(output, "output")
            }
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output()
        var start = 0
        var parts: [(Tensor, StridedCopy, table: OwnedBytes?)] = []
        for case let input? in request.inputs {
            let copy = StridedCopy(
                input.shape.dimensions, from: input.shape.strides, to: shape.strides,
                toStart: start * shape.strides[axis], size: size)
            start += input.shape[axis]
            parts.append((input, copy, try table(input, output)))
        }
        let bounds = activation.bounds
        // Inputs of another scale are looked up number by number.
        let largest = parts.reduce(0) { max($0, $1.table == nil ? 0 : $1.0.byteCount) }
        let scratch = OwnedBytes(byteCount: largest)
        let clamps = activation != .none
        return {
            for (input, copy, table) in parts {
                guard let table else {
                    copy.run(from: input.data, to: output.data)
                    continue
                }
                let numbers = input.elements(UInt8.self)
                let entries = table.mutableBytes
                for index in numbers.indices {
                    scratch.mutableBytes[index] = entries[Int(numbers[index])]
                }
                copy.run(from: scratch.address, to: output.data)
            }
            if clamps {
                let elements = output.elements(Float.self)
                for index in elements.indices { elements[index] = bounds.clamped(elements[index]) }
            }
        }
    }

    /// What each byte of an input becomes in the output's scale; nil where it stays.
    private func table(_ input: Tensor, _ output: Tensor) throws(InferenceError) -> OwnedBytes? {
        guard input.type == .int8 || input.type == .uint8, let from = input.quantization,
            let to = output.quantization, from.scale != to.scale || from.zeroPoint != to.zeroPoint
        else { return nil }
        let isSigned = input.type == .int8
        let table = OwnedBytes(byteCount: 256)
        // As the reference kernel for uint8 has it: round(x scale + bias) + zero point, in float32.
        let scale = from.scale / to.scale
        let bias = -Float(from.zeroPoint) * scale
        for byte in 0..<256 {
            let number = isSigned ? Float(Int8(truncatingIfNeeded: byte)) : Float(byte)
            let value =
                Int64(NearestWhole.int32(number * scale + bias)) + Int64(to.zeroPoint)
            let held = isSigned ? min(max(value, -128), 127) : min(max(value, 0), 255)
            table.mutableBytes[byte] = UInt8(truncatingIfNeeded: held)
        }
        return table
    }
}

/// PACK: tensors of one shape along a new axis.
private struct Packing: OperatorPlan {
    private let shape: Shape
    private let axis: Int
    private let size: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        guard !request.inputs.isEmpty, request.outputs.count == 1 else {
            throw request.error("packs \(request.inputs.count) tensors into one")
        }
        let first = try request.operand(0)
        try request.expectSameType(first)
        size = try request.elementSize(first)
        let place = try request.node.options.int32(1)
        let rank = first.shape.rank
        axis = place < 0 ? place + rank + 1 : place
        guard axis >= 0, axis <= rank else {
            throw request.error("packs along axis \(place) of \(first.shape)")
        }
        for index in request.inputs.indices.dropFirst() {
            let next = try request.operand(index)
            guard next.type == first.type, next.shape == first.shape else {
                throw request.error("cannot pack \(next.type) \(next.shape) with \(first.shape)")
            }
        }
        var extents = first.shape.dimensions
        extents.insert(request.inputs.count, at: axis)
        shape = try request.shape(extents)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output()
        var strides = shape.strides
        let step = strides.remove(at: axis)
        let parts = request.inputs.enumerated().compactMap { index, input in
            input.map { input in
                (
                    input,
                    StridedCopy(
                        input.shape.dimensions, from: input.shape.strides, to: strides,
                        toStart: index * step, size: size)
                )
            }
        }
        return { for (input, copy) in parts { copy.run(from: input.data, to: output.data) } }
    }
}
