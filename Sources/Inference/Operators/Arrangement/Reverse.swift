/// REVERSE_V2: the elements of some axes in opposite order.
struct ReverseV2: ParametricPlan {
    static let definition = OperatorDefinition(
        .reverseV2, versions: 1...4, types: MovedElements.types, ReverseV2.self)
    static let parameters = 1..<2

    private var moved: MovedElements
    private var reversed: Set<Int> = []

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        moved = try MovedElements(request, 0)
        for number in try request.parameters(1, "axes", rank: nil) ?? [] {
            let axis = try request.axis(number, rank: moved.shape.rank)
            guard reversed.insert(axis).inserted else {
                throw request.error("reverses axis \(axis) twice")
            }
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [moved.shape] }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let shape = moved.shape
        let steps = shape.strides
        return try request.copying([
            StridedCopy(
                shape.axes(
                    source: steps.indices.map { reversed.contains($0) ? -steps[$0] : steps[$0] },
                    target: steps), elementSize: moved.elementSize,
                source: reversed.reduce(0) { $0 + (shape[$1] - 1) * steps[$1] })
        ])
    }
}

/// REVERSE_SEQUENCE: the first elements of an axis in opposite order, as many for each slice of
/// another axis as its sequence is long.
struct ReverseSequence: OperatorPlan {
    static let definition = OperatorDefinition(
        .reverseSequence, versions: 1...1, types: MovedElements.types, ReverseSequence.self)

    private var moved: MovedElements
    private var sequence: Int
    private var batch: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        moved = try MovedElements(request, 0)
        let rank = moved.shape.rank
        sequence = try request.axis(request.node.options.int32(0), rank: rank)
        batch = try request.axis(request.node.options.int32(1), rank: rank)
        guard sequence != batch else { throw request.error("its two axes are one") }
        let lengths = try request.operand(1)
        _ = try request.parameters(1, "lengths")
        try request.expect(lengths, "lengths", shape: [moved.shape[batch]])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [moved.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let lengths = IndexVector(try request.input(1))
        let steps = moved.shape.strides
        let extent = moved.shape[sequence]
        // One element of the sequence in one slice: all other axes.
        var extents = moved.shape.dimensions
        extents[sequence] = 1
        extents[batch] = 1
        let copy = StridedCopy(
            Shape.axes(extents, source: steps, target: steps), elementSize: moved.elementSize)
        let place = steps[sequence] * moved.elementSize
        let slice = steps[batch] * moved.elementSize
        return { () throws(InferenceError) in
            for index in 0..<lengths.count {
                let length = lengths[index]
                guard (0...extent).contains(length) else {
                    throw request.badData("a sequence of \(length) exceeds its axis of \(extent)")
                }
                let source = input.data + index * slice
                let target = output.data + index * slice
                for number in 0..<extent {
                    let opposite = number < length ? length - 1 - number : number
                    copy(from: source + opposite * place, to: target + number * place)
                }
            }
        }
    }
}
