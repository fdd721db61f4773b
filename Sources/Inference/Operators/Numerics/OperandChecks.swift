extension KernelRequest {
    /// The same node as its `shapes` saw it, so that one reader of options and shapes serves both.
    var shapeRequest: ShapeRequest {
        ShapeRequest(
            node: node, inputs: inputs.map { $0?.known }, outputs: outputs.map(\.known))
    }
}

extension Tensor {
    fileprivate var known: KnownTensor {
        KnownTensor(
            name: name, type: type, shape: shape, quantization: quantization, sparsity: sparsity,
            values: isConstant || valuesAreKnown
                ? UnsafeRawBufferPointer(
                    start: data, count: isConstant ? storedByteCount : byteCount) : nil)
    }
}

extension ShapeRequest {
    /// An input that must be there and hold a value for every element of its shape.
    func operand(_ index: Int) throws(InferenceError) -> KnownTensor {
        let tensor = try input(index)
        try checkDense(tensor, index)
        return tensor
    }

    func optionalOperand(_ index: Int) throws(InferenceError) -> KnownTensor? {
        guard let tensor = optionalInput(index) else { return nil }
        try checkDense(tensor, index)
        return tensor
    }

    private func checkDense(_ tensor: KnownTensor, _ index: Int) throws(InferenceError) {
        guard tensor.sparsity == nil else {
            throw unsupported("input \(index) is a sparse constant; expand it with DENSIFY")
        }
        if let values = tensor.values, let size = tensor.type.byteCount {
            guard values.count >= tensor.shape.count * size else {
                throw error("input \(index) has fewer values than \(tensor.shape) asks for")
            }
        }
    }

    /// Checks an input's type and rank.
    func expect(
        _ tensor: KnownTensor, _ role: String, type: ElementType, rank: Int? = nil
    ) throws(InferenceError) {
        guard tensor.type == type else {
            throw unsupported("its \(role) is \(tensor.type) where \(type) is expected")
        }
        if let rank, tensor.shape.rank != rank {
            throw error("its \(role) has the shape \(tensor.shape); rank \(rank) is expected")
        }
    }

    /// Checks the exact extents of a tensor.
    func expect(
        _ tensor: KnownTensor, _ role: String, shape: [Int]
    ) throws(InferenceError) {
        guard tensor.shape.dimensions == shape else {
            throw error("its \(role) has the shape \(tensor.shape); \(shape) is expected")
        }
    }

    /// The one scale and zero point of a tensor of quantized numbers.
    /// - Throws: when there are none or several, or they cannot be calculated with.
    func affine(_ tensor: KnownTensor, _ role: String) throws(InferenceError) -> Affine {
        guard let quantization = tensor.quantization, quantization.scales.count == 1,
            quantization.zeroPoints.count == 1
        else {
            throw error("its \(role) needs one scale and zero point")
        }
        return try affine(tensor.type, quantization.scale, quantization.zeroPoint, role)
    }

    /// One scale and zero point for each slice along an axis, or a single one for all.
    func affines(
        _ tensor: KnownTensor, _ role: String, axis: Int, count: Int
    ) throws(InferenceError) -> [Affine] {
        guard let quantization = tensor.quantization, !quantization.scales.isEmpty,
            quantization.zeroPoints.count == quantization.scales.count
        else {
            throw error("its \(role) needs scales and zero points")
        }
        if quantization.scales.count > 1 {
            guard quantization.scales.count == count, quantization.dimension == axis else {
                throw error(
                    "its \(role) has \(quantization.scales.count) scales along axis "
                        + "\(quantization.dimension); \(count) along axis \(axis) are expected")
            }
        }
        var affines: [Affine] = []
        for (scale, zeroPoint) in zip(quantization.scales, quantization.zeroPoints) {
            affines.append(try affine(tensor.type, scale, zeroPoint, role))
        }
        return affines
    }

    private func affine(
        _ type: ElementType, _ scale: Float, _ zeroPoint: Int, _ role: String
    ) throws(InferenceError) -> Affine {
        guard scale > 0, scale.isFinite else {
            throw error("its \(role) has a scale of \(scale)")
        }
        guard let range = type.quantizedRange,
            let zero = Int32(exactly: zeroPoint), range.contains(zero)
        else {
            throw error("its \(role) has a zero point of \(zeroPoint), which \(type) cannot hold")
        }
        return Affine(scale: scale, zeroPoint: zero)
    }
}

/// real = scale x (number - zero point), with a scale that can be divided by.
struct Affine: Sendable, Hashable {
    var scale: Float
    var zeroPoint: Int32
}

extension ElementType {
    /// The numbers that a quantized tensor of this type can hold; nil for other types.
    var quantizedRange: ClosedRange<Int32>? {
        switch self {
        case .int4: -8...7
        case .int8: -128...127
        case .uint8: 0...255
        case .int16: -32768...32767
        case .int32: Int32.min...Int32.max
        default: nil
        }
    }
}
