/// SPARSE_TO_DENSE: a tensor of one value with others at given places.
struct SparseToDense: ParametricPlan {
    static let definition = OperatorDefinition(
        .sparseToDense, versions: 1...3, types: [.int32, .int64], SparseToDense.self)
    static let parameters = 1..<2

    private var indices: Shape
    private var elementSize: Int
    private var values: Shape
    private var rows: IndexRows?
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 4...4)
        indices = try request.indices(0, types: Self.definition.types).shape
        let output = try request.output()
        guard let elementSize = output.type.byteCount else {
            throw request.unsupported("gives \(output.type), which is not implemented")
        }
        self.elementSize = elementSize
        let values = try request.operand(2)
        try request.expect(values, "values", type: output.type)
        let other = try request.operand(3)
        try request.expect(other, "default value", type: output.type)
        guard indices.rank <= 2, values.shape.rank <= 1, other.shape.count == 1 else {
            throw request.error(
                "cannot place \(values.shape) values at \(indices) indices over \(other.shape)")
        }
        self.values = values.shape
        // A scalar is one index of a vector, a vector's elements are indices of a vector.
        let places = try request.shape(
            indices.rank == 2 ? indices.dimensions : [indices.count, 1])
        guard values.shape.rank == 0 || values.shape[0] == places[0] else {
            throw request.error("has \(values.shape) values for \(places[0]) places")
        }
        guard let dimensions = try request.parameters(1, "shape") else { return }
        let shape = try request.shape(dimensions)
        guard places[1] == shape.rank else {
            throw request.error("indices of \(indices) do not point into \(shape)")
        }
        rows = try IndexRows(places, into: shape, request)
        self.shape = shape
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output()
        let other = try request.input(3)
        let pattern = ElementPattern(elementSize: elementSize)
        guard let rows, rows.count > 0 else {
            return { pattern.fill(output.data, count: output.shape.count, with: other.data) }
        }
        let places = indices.count > 0 ? IndexVector(try request.input(0)) : nil
        let source = try request.input(2)
        let step = values.rank == 0 ? 0 : elementSize
        let elementSize = elementSize
        return { () throws(InferenceError) in
            pattern.fill(output.data, count: output.shape.count, with: other.data)
            for row in 0..<rows.count {
                let place = try rows.place(row, places, request)
                (output.data + place * elementSize).copyMemory(
                    from: source.data + row * step, byteCount: elementSize)
            }
        }
    }
}
