/// SCATTER_ND: a tensor of zeros to which elements or slices are added at their places.
struct ScatterND: ParametricPlan {
    static let definition = OperatorDefinition(
        .scatterNd, versions: 1...1,
        types: [.float32, .uint8, .int8, .int16, .int32, .int64, .bool],
        ScatterND.self)
    static let parameters = 2..<3

    private var indices: Shape
    private var rows: IndexRows?
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        indices = try request.indices(0).shape
        let updates = try request.operand(1)
        guard Self.definition.types.contains(updates.type) else {
            throw request.unsupported("adds \(updates.type), which is not implemented")
        }
        try request.expect(request.output(), "output", type: updates.type)
        guard let dimensions = try request.parameters(2, "shape") else { return }
        let shape = try request.shape(dimensions)
        rows = try IndexRows(indices, into: shape, request)
        try request.expect(
            updates, "updates",
            shape: indices.dimensions.dropLast()
                + dimensions.dropFirst(indices.dimensions.last ?? 0))
        self.shape = shape
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output()
        guard let rows, rows.count > 0 else {
            return {
                output.data.initializeMemory(as: UInt8.self, repeating: 0, count: output.byteCount)
            }
        }
        let updates = try request.input(1)
        switch updates.type {
        case .float32: return try add(request, rows, Float.self, +)
        case .uint8, .int8: return try add(request, rows, UInt8.self, &+)
        case .int16: return try add(request, rows, Int16.self, &+)
        case .int32: return try add(request, rows, Int32.self, &+)
        case .int64: return try add(request, rows, Int64.self, &+)
        default: return try add(request, rows, UInt8.self, |)
        }
    }

    @inline(__always)
    private func add<Number: BitwiseCopyable>(
        _ request: KernelRequest, _ rows: IndexRows, _: Number.Type,
        _ sum: @escaping (Number, Number) -> Number
    ) throws(InferenceError) -> Kernel {
        let places = indices.count > 0 ? IndexVector(try request.input(0)) : nil
        let updates = try request.input(1).elements(Number.self)
        let updatesOwner = try request.input(1)
        let output = try request.output()
        return { () throws(InferenceError) in
            output.data.initializeMemory(as: UInt8.self, repeating: 0, count: output.byteCount)
            _ = updatesOwner
            let sums = output.elements(Number.self)
            for row in 0..<rows.count {
                let place = try rows.place(row, places, request)
                for element in 0..<rows.slice {
                    sums[place + element] = sum(
                        sums[place + element], updates[row * rows.slice + element])
                }
            }
        }
    }
}
