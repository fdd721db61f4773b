/// SHAPE: a tensor's extents.
struct ShapeOf: OperatorPlan {
    static let definition = OperatorDefinition(
        .shape, versions: 1...1, types: ElementType.allCases, ShapeOf.self, foldsFromShapes: true)

    private var type: ElementType
    private var extents: [Int]

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        extents = try request.input(0).shape.dimensions
        type = try request.output().type
        guard type == .int32 || type == .int64 else {
            throw request.unsupported("gives extents as \(type)")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [try Shape([extents.count])] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output()
        let (extents, type) = (extents, type)
        return {
            for (index, extent) in extents.enumerated() {
                if type == .int32 {
                    output.elements(Int32.self)[index] = Int32(truncatingIfNeeded: extent)
                } else {
                    output.elements(Int64.self)[index] = Int64(extent)
                }
            }
        }
    }
}

/// RANK: the number of a tensor's axes.
struct RankOf: OperatorPlan {
    static let definition = OperatorDefinition(
        .rank, versions: 1...1, types: ElementType.allCases, RankOf.self, foldsFromShapes: true)

    private var rank: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        rank = try request.input(0).shape.rank
        try request.expect(request.output(), "output", type: .int32)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [[]] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output()
        let rank = Int32(truncatingIfNeeded: rank)
        return { output.elements(Int32.self)[0] = rank }
    }
}
