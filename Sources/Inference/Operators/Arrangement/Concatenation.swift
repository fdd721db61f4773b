/// CONCATENATION: tensors one behind the other along an axis.
struct Concatenation: OperatorPlan {
    static let definition = OperatorDefinition(
        .concatenation, versions: 1...7, types: MovedElements.types, Concatenation.self)

    private var moved: MovedElements
    private var axis: Int
    private var shape: Shape
    private var extents: [Int] = []
    private var activation: FusedActivation
    /// For each input the way to the output's numbers, where its scale is another.
    private var rescalings: [Rescaling?] = []

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...max(request.inputs.count, 1))
        moved = try MovedElements(request, 0)
        let first = moved.shape
        axis = try request.axis(try request.node.options.int32(0), rank: first.rank)
        activation = try FusedActivation(request.node, field: 1)
        var total = 0
        for index in request.inputs.indices {
            let input = try request.operand(index)
            try request.expect(input, "input \(index)", type: moved.type, rank: first.rank)
            for other in first.dimensions.indices where other != axis {
                guard input.shape[other] == first[other] else {
                    throw request.error("cannot put \(input.shape) behind \(first)")
                }
            }
            extents.append(input.shape[axis])
            // Each extent is below 2^56: so many inputs that this overflows fit in no file.
            total &+= input.shape[axis]
            rescalings.append(try Rescaling(request, input, index))
        }
        var dimensions = first.dimensions
        dimensions[axis] = total
        shape = try request.shape(dimensions)
        if activation != .none {
            guard moved.type == .float32 || moved.type == .int8 || moved.type == .uint8 else {
                throw request.unsupported("fuses an activation on \(moved.type)")
            }
            if moved.type != .float32 { _ = try request.affine(request.output(), "output") }
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output()
        let steps = shape.strides
        var parts: [(input: Tensor, copy: StridedCopy, rescaling: Rescaling?)] = []
        var start = 0
        for (index, extent) in extents.enumerated() {
            // What has no elements has no memory.
            defer { start += extent }
            guard extent > 0 else { continue }
            let input = try request.input(index)
            let copy = StridedCopy(
                input.shape.axes(source: input.shape.strides, target: steps),
                elementSize: moved.elementSize, target: start * steps[axis])
            parts.append((input, copy, rescalings[index]))
        }
        let inner = moved.shape.dimensions.dropFirst(axis + 1).reduce(1, *)
        let extents = parts.map { $0.input.shape[axis] * inner }
        let row = shape[axis] * inner
        let clamp = try clamp(output)
        return {
            var start = 0
            for (part, extent) in zip(parts, extents) {
                part.copy(from: part.input.data, to: output.data)
                if let rescaling = part.rescaling {
                    for base in stride(from: start, to: output.shape.count, by: row) {
                        rescaling.apply(output.data + base, count: extent)
                    }
                }
                start += extent
            }
            clamp?()
        }
    }

    /// The fused activation, in place; nil where there is none.
    private func clamp(_ output: Tensor) throws(InferenceError) -> (() -> Void)? {
        guard activation != .none else { return nil }
        if output.type == .float32 {
            let bounds = activation.bounds
            return {
                let reals = output.elements(Float.self)
                for index in reals.indices { reals[index] = bounds.clamped(reals[index]) }
            }
        }
        guard let quantization = output.quantization else { return nil }
        let bounds = activation.bounds(output.type, quantization)
        func clamped<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type) -> () -> Void {
            let lower = Number(clamping: bounds.lowerBound)
            let upper = Number(clamping: bounds.upperBound)
            return {
                let numbers = output.elements(Number.self)
                for index in numbers.indices {
                    numbers[index] = min(max(numbers[index], lower), upper)
                }
            }
        }
        return output.type == .uint8 ? clamped(UInt8.self) : clamped(Int8.self)
    }
}

/// The way from one 8-bit tensor's numbers to those of another scale, number by number, as the
/// format's kernel rounds.
struct Rescaling: Sendable {
    /// By the number's bits.
    private var table: [UInt8]

    /// Nil where the numbers stay as they are: equal scales, none, or other types than 8-bit ones.
    init?(_ request: ShapeRequest, _ input: KnownTensor, _ index: Int) throws(InferenceError) {
        let output = try request.output()
        guard input.type == .uint8 || input.type == .int8, output.quantization != nil,
            input.quantization != nil, input.quantization != output.quantization
        else { return nil }
        let from = try request.affine(input, "input \(index)")
        let to = try request.affine(output, "output")
        guard from != to else { return nil }
        let scale = from.scale * (1 / to.scale)
        let bias = -Float(from.zeroPoint) * scale
        let lowest = input.type == .int8 ? -128 : 0
        table = (0..<256).map { bits in
            let number = input.type == .int8 ? Int(Int8(truncatingIfNeeded: bits)) : bits
            let scaled = Int(NearestWhole.int32(Float(number) * scale + bias))
            return UInt8(
                truncatingIfNeeded: min(max(scaled + Int(to.zeroPoint), lowest), lowest + 255))
        }
    }

    func apply(_ memory: UnsafeMutableRawPointer, count: Int) {
        let bytes = memory.assumingMemoryBound(to: UInt8.self)
        table.withUnsafeBufferPointer { table in
            for index in 0..<count { bytes[index] = table[Int(bytes[index])] }
        }
    }
}
