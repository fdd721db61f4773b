/// SEGMENT_SUM: the sums of the rows that belong to the same segment, where segments follow one
/// another.
struct SegmentSum: ParametricPlan {
    static let definition = OperatorDefinition(
        .segmentSum, versions: 1...1, types: SegmentRows.types, SegmentSum.self)
    static let parameters = 1..<2

    private var rows: SegmentRows
    private var segments: [Int] = []
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        rows = try SegmentRows(request, segmentRank: 1)
        guard let segments = try request.parameters(1, "segments", types: [.int32]) else { return }
        var last = -1
        for segment in segments {
            guard segment == last || segment == last + 1, segment >= 0 else {
                throw request.error("its segments must count upwards from 0")
            }
            last = segment
        }
        self.segments = segments
        shape = try request.shape([last + 1] + rows.inner)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try rows.kernel(request, .sum)
    }
}

/// UNSORTED_SEGMENT_SUM and its relatives: one number out of all rows that belong to the same
/// segment, in any order; rows of negative segments belong to none.
struct UnsortedSegments: ParametricPlan {
    static let definitions = [
        BuiltinOperator.unsortedSegmentSum, .unsortedSegmentProd, .unsortedSegmentMax,
        .unsortedSegmentMin,
    ].map {
        OperatorDefinition($0, versions: 1...1, types: SegmentRows.types, UnsortedSegments.self)
    }
    static let parameters = 2..<3

    private var rows: SegmentRows
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        rows = try SegmentRows(request, segmentRank: nil)
        guard let count = try request.parameter(2, "number of segments", types: [.int32]) else {
            return
        }
        shape = try request.shape([count] + rows.inner)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let reduction: SegmentRows.Reduction =
            switch request.node.name {
            case .builtin(.unsortedSegmentProd): .product
            case .builtin(.unsortedSegmentMax): .largest
            case .builtin(.unsortedSegmentMin): .smallest
            default: .sum
            }
        return try rows.kernel(request, reduction)
    }
}

/// Rows of a tensor, each with the number of its segment: what operators on segments share.
struct SegmentRows: Sendable {
    static let types: [ElementType] = [.float32, .int32]

    enum Reduction {
        case sum
        case product
        case largest
        case smallest
    }

    private var type: ElementType
    /// The axes of a row.
    let inner: [Int]
    private var count: Int

    /// - Parameter segmentRank: Nil where segments may have as many axes as they share with the
    ///   data.
    init(_ request: ShapeRequest, segmentRank: Int?) throws(InferenceError) {
        let data = try request.operand(0)
        type = data.type
        guard Self.types.contains(type) else {
            throw request.unsupported("reduces \(type), which is not implemented")
        }
        try request.expect(request.output(), "output", type: type)
        let segments = try request.operand(1)
        try request.expect(segments, "segments", type: .int32, rank: segmentRank)
        let rank = segments.shape.rank
        guard data.shape.dimensions.prefix(rank).elementsEqual(segments.shape.dimensions) else {
            throw request.error("segments of \(segments.shape) do not fit data of \(data.shape)")
        }
        inner = Array(data.shape.dimensions.dropFirst(rank))
        count = segments.shape.count
    }

    func kernel(
        _ request: KernelRequest, _ reduction: Reduction
    ) throws(InferenceError) -> Kernel {
        let isReal = type == .float32
        return switch reduction {
        case .sum: isReal ? try reduce(request, Float(0), +) : try reduce(request, Int32(0), &+)
        case .product:
            isReal ? try reduce(request, Float(1), *) : try reduce(request, Int32(1), &*)
        case .largest:
            isReal
                ? try reduce(request, -Float.greatestFiniteMagnitude, max)
                : try reduce(request, Int32.min, max)
        case .smallest:
            isReal
                ? try reduce(request, Float.greatestFiniteMagnitude, min)
                : try reduce(request, Int32.max, min)
        }
    }

    /// - Parameter empty: What a segment without rows has.
    @inline(__always)
    private func reduce<Number: BitwiseCopyable>(
        _ request: KernelRequest, _ empty: Number, _ combine: @escaping (Number, Number) -> Number
    ) throws(InferenceError) -> Kernel {
        let output = try request.output()
        let results = output.elements(Number.self)
        guard count > 0 else { return { results.update(repeating: empty) } }
        let input = try request.input(0)
        let segments = IndexVector(try request.input(1))
        let row = inner.reduce(1, *)
        let limit = output.shape[0]
        return { () throws(InferenceError) in
            results.update(repeating: empty)
            let numbers = input.elements(Number.self)
            for index in 0..<segments.count {
                let segment = segments[index]
                guard segment < limit else {
                    throw request.badData("has no segment \(segment) of \(limit)")
                }
                if segment < 0 { continue }
                for element in 0..<row {
                    results[segment * row + element] = combine(
                        results[segment * row + element], numbers[index * row + element])
                }
            }
        }
    }
}
