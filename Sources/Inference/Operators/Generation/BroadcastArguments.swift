/// BROADCAST_ARGS: the shape that two shapes are both broadcast to.
struct BroadcastArguments: OperatorPlan {
    static let definition = OperatorDefinition(
        .broadcastArgs, versions: 1...1, types: [.int32, .int64], BroadcastArguments.self)

    private var type: ElementType
    private var ranks: [Int] = []

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        type = try request.operand(0).type
        for index in 0..<2 {
            let tensor = try request.indices(index, types: Self.definition.types)
            try request.expect(tensor, "shape \(index)", type: type, rank: 1)
            ranks.append(tensor.shape.count)
        }
        try request.expect(request.output(), "output", type: type)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        [try Shape([max(ranks[0], ranks[1])])]
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let shapes = [request.optionalInput(0), request.optionalInput(1)]
            .map { $0.map(IndexVector.init) }
        let output = try request.output()
        let rank = output.shape.count
        let ranks = ranks
        return { () throws(InferenceError) in
            /// Extents that a shape does not have are 1.
            func extent(_ number: Int, _ axis: Int) -> Int {
                let own = axis - (rank - ranks[number])
                guard own >= 0, let shape = shapes[number] else { return 1 }
                return shape[own]
            }
            for axis in 0..<rank {
                let (first, second) = (extent(0, axis), extent(1, axis))
                guard first == second || first == 1 || second == 1 else {
                    throw request.badData("extents of \(first) and \(second) do not go together")
                }
                let extent = first == 1 ? second : first
                if output.type == .int32 {
                    output.elements(Int32.self)[axis] = Int32(truncatingIfNeeded: extent)
                } else {
                    output.elements(Int64.self)[axis] = Int64(extent)
                }
            }
        }
    }
}
