/// FILL: a tensor of one value.
struct Fill: ParametricPlan {
    static let definition = OperatorDefinition(
        .fill, versions: 1...5, types: MovedElements.types, Fill.self)
    static let parameters = 0..<1

    private var moved: MovedElements
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        moved = try MovedElements(request, 1)
        guard moved.shape.count == 1 else {
            throw request.error("its value has the shape \(moved.shape); one is expected")
        }
        guard let dimensions = try request.parameters(0, "shape") else { return }
        shape = try request.shape(dimensions)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let value = try request.input(1)
        let output = try request.output()
        let pattern = ElementPattern(elementSize: moved.elementSize)
        return { pattern.fill(output.data, count: output.shape.count, with: value.data) }
    }
}

/// ZEROS_LIKE: zeros in another tensor's shape.
struct ZerosLike: OperatorPlan {
    static let definition = OperatorDefinition(
        .zerosLike, versions: 1...1, types: [.float32, .int32, .int64], ZerosLike.self,
        foldsFromShapes: true)

    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let moved = try MovedElements(request, 0)
        guard Self.definition.types.contains(moved.type) else {
            throw request.unsupported("gives \(moved.type), which is not implemented")
        }
        shape = moved.shape
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output()
        return {
            output.data.initializeMemory(as: UInt8.self, repeating: 0, count: output.byteCount)
        }
    }
}
