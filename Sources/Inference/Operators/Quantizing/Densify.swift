/// DENSIFY: a constant that is stored without its zeros, with them.
struct Densify: OperatorPlan {
    static let definition = OperatorDefinition(
        .densify, versions: 1...1, types: types, Densify.self)
    private static let types: [ElementType] = [.float32, .float16, .int8]

    private var shape: Shape
    private var layout: SparseLayout
    private var elementSize: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try request.input(0)
        guard Self.types.contains(input.type), let elementSize = input.type.byteCount else {
            throw request.unsupported("expands \(input.type), which is not implemented")
        }
        try request.expect(request.output(), "output", type: input.type)
        guard input.values != nil else {
            throw request.error("reads a tensor that is not a sparse constant")
        }
        self.elementSize = elementSize
        shape = input.shape
        layout = try SparseLayout(input, valueBytes: elementSize, request: request)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        return { layout.expand(input, into: output.data, elementSize: elementSize) }
    }
}

extension ShapeRequest {
    /// Constant weights that may be stored without their zeros.
    func weights(_ index: Int) throws(InferenceError) -> KnownTensor {
        let tensor = try input(index)
        guard tensor.sparsity != nil else { return tensor }
        guard tensor.shape.count < 1 << 28 else {
            throw unsupported("sparse weights of \(tensor.shape) are too large to expand")
        }
        _ = try SparseLayout(tensor, valueBytes: tensor.type.byteCount ?? 0, request: self)
        return tensor
    }
}

extension KernelRequest {
    /// Weights with all their elements.
    func weights(_ index: Int) throws(InferenceError) -> Tensor {
        var tensor = try input(index)
        guard tensor.sparsity != nil, let elementSize = tensor.type.byteCount else { return tensor }
        let request = shapeRequest
        let layout = try SparseLayout(
            request.input(index), valueBytes: elementSize, request: request)
        let dense = OwnedBytes(byteCount: tensor.byteCount)
        layout.expand(tensor, into: dense.address, elementSize: elementSize)
        tensor.data = dense.address
        tensor.owner = dense
        tensor.sparsity = nil
        return tensor
    }
}
