/// SQUEEZE: the same elements without axes of extent 1.
struct Squeeze: OperatorPlan {
    static let definition = OperatorDefinition(
        .squeeze, versions: 1...2, types: MovedElements.types, Squeeze.self, isView: true)

    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try MovedElements(request, 0).shape
        var leftOut: Set<Int> = []
        for axis in try request.node.options.integers(0) {
            let axis = try request.axis(axis, rank: input.rank)
            guard input[axis] == 1 else {
                throw request.error("cannot squeeze axis \(axis) of \(input)")
            }
            leftOut.insert(axis)
        }
        if leftOut.isEmpty { leftOut = Set(input.dimensions.indices.filter { input[$0] == 1 }) }
        shape = try request.shape(
            input.dimensions.indices.filter { !leftOut.contains($0) }.map { input[$0] })
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try request.copyingAll()
    }
}

/// EXPAND_DIMS: the same elements with one more axis, of extent 1.
struct ExpandDims: OperatorPlan {
    static let definition = OperatorDefinition(
        .expandDims, versions: 1...1, types: MovedElements.types, ExpandDims.self, isView: true)

    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let input = try MovedElements(request, 0).shape
        guard let axis = try request.parameter(1, "axis") else { return }
        var dimensions = input.dimensions
        dimensions.insert(1, at: try request.axis(axis, rank: input.rank + 1))
        shape = try request.shape(dimensions)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try request.copyingAll()
    }
}
