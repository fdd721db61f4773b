/// ONE_HOT: for each index a row of one value, with another at the index.
struct OneHot: ParametricPlan {
    static let definition = OperatorDefinition(
        .oneHot, versions: 1...1, types: [.int32, .int64], OneHot.self)
    static let parameters = 1..<2

    private var indices: Shape
    private var axis: Int
    private var elementSize: Int
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 4...4)
        indices = try request.indices(0, types: Self.definition.types).shape
        let output = try request.output()
        guard let elementSize = output.type.byteCount else {
            throw request.unsupported("gives \(output.type), which is not implemented")
        }
        self.elementSize = elementSize
        for (index, role) in [(2, "value at the index"), (3, "value elsewhere")] {
            let value = try request.operand(index)
            try request.expect(value, role, type: output.type)
            guard value.shape.count == 1 else {
                throw request.error("its \(role) has the shape \(value.shape); one is expected")
            }
        }
        let axis = try request.node.options.int32(0)
        self.axis = axis == -1 ? indices.rank : axis
        guard (0...indices.rank).contains(self.axis) else {
            throw request.error("cannot add axis \(axis) to \(indices)")
        }
        guard let depth = try request.parameter(1, "depth") else { return }
        var dimensions = indices.dimensions
        dimensions.insert(depth, at: self.axis)
        shape = try request.shape(dimensions)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let places = IndexVector(try request.input(0))
        let on = try request.input(2)
        let off = try request.input(3)
        let output = try request.output()
        let depth = output.shape[axis]
        let inner = indices.dimensions.dropFirst(axis).reduce(1, *)
        let pattern = ElementPattern(elementSize: elementSize)
        let elementSize = elementSize
        return {
            pattern.fill(output.data, count: output.shape.count, with: off.data)
            for index in 0..<places.count {
                let place = places[index]
                // An index outside gives a row without the value.
                guard place >= 0, place < depth else { continue }
                let element = (index / inner * depth + place) * inner + index % inner
                (output.data + element * elementSize).copyMemory(
                    from: on.data, byteCount: elementSize)
            }
        }
    }
}
