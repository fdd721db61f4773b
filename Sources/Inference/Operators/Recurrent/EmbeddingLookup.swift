/// EMBEDDING_LOOKUP: the slices of a table that a list of numbers names.
struct EmbeddingLookup: OperatorPlan {
    static let definition = OperatorDefinition(
        .embeddingLookup, versions: 1...5, types: [.int32], EmbeddingLookup.self)

    private var shape: Shape
    private var slices: Int
    private var sliceSize: Int
    /// The scales of slices, where they are expanded to reals.
    private var affines: [Affine]?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let indices = try request.operand(0)
        let table = try request.operand(1)
        let output = try request.output()
        try request.expect(indices, "list", type: .int32, rank: 1)
        guard table.shape.rank > 1 else {
            throw request.error("its table has the shape \(table.shape); rank 2 is expected")
        }
        slices = table.shape[0]
        shape = try Shape([indices.shape[0]] + table.shape.dimensions.dropFirst())
        sliceSize = slices == 0 ? 0 : table.shape.count / slices
        switch (table.type, output.type) {
        case (.float32, .float32), (.int8, .int8), (.uint8, .uint8), (.int32, .int32),
            (.int64, .int64), (.int16, .int16):
            break
        case (.int8, .float32), (.uint8, .float32), (.int4, .float32):
            guard table.type != .int4 || table.values != nil else {
                throw request.unsupported("4-bit tables must be constant")
            }
            affines = try request.affines(table, "table", axis: 0, count: slices)
        default:
            throw request.unsupported(
                "turns \(table.type) into \(output.type), which is not implemented")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let indices = try request.input(0)
        let table = try request.input(1)
        let output = try request.output()
        let values: BoundValues<UInt8>
        let byteCount: Int
        if let affines {
            guard table.isConstant else {
                throw request.unsupported("quantized tables must be constant beside float32")
            }
            let reals = PackedNumbers.reals(table, affines, inner: max(sliceSize, 1))
            values = reals.withUnsafeBytes { BoundValues(Array($0)) }
            byteCount = sliceSize * 4
        } else {
            values = BoundValues(table)
            byteCount = sliceSize * (table.type.byteCount ?? 1)
        }
        let slices = slices
        return { () throws(InferenceError) in
            for (place, index) in indices.elements(Int32.self).enumerated() {
                guard index >= 0, index < slices else {
                    throw request.badData("names slice \(index) of \(slices)")
                }
                (output.data + place * byteCount).copyMemory(
                    from: values.pointer + Int(index) * byteCount, byteCount: byteCount)
            }
        }
    }
}
