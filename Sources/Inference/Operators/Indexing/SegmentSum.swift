/// SEGMENT_SUM: the sums of the rows that belong to the same segment.
struct SegmentSum: ParametricPlan {
    static let definition = OperatorDefinition(
        .segmentSum, versions: 1...1, types: [.float32, .int32], SegmentSum.self)
    static let parameters = 1..<2

    private var type: ElementType
    private var segments: [Int] = []
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let data = try request.operand(0)
        type = data.type
        guard Self.definition.types.contains(type) else {
            throw request.unsupported("adds \(type), which is not implemented")
        }
        try request.expect(request.output(), "output", type: type)
        guard let rows = data.shape.dimensions.first else {
            throw request.error("a scalar has no segments")
        }
        let numbers = try request.parameters(1, "segments", types: [.int32])
        try request.expect(request.operand(1), "segments", shape: [rows])
        guard let segments = numbers else { return }
        var last = -1
        for segment in segments {
            guard segment == last || segment == last + 1, segment >= 0 else {
                throw request.error("its segments must count upwards from 0")
            }
            last = segment
        }
        self.segments = segments
        shape = try request.shape([last + 1] + data.shape.dimensions.dropFirst())
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        type == .float32
            ? try add(request, Float.self, +) : try add(request, Int32.self, &+)
    }

    @inline(__always)
    private func add<Number: BitwiseCopyable>(
        _ request: KernelRequest, _: Number.Type, _ sum: @escaping (Number, Number) -> Number
    ) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let row = output.shape.dimensions.dropFirst().reduce(1, *)
        let segments = segments
        return {
            output.data.initializeMemory(as: UInt8.self, repeating: 0, count: output.byteCount)
            let numbers = input.elements(Number.self)
            let sums = output.elements(Number.self)
            for (index, segment) in segments.enumerated() {
                for element in 0..<row {
                    sums[segment * row + element] = sum(
                        sums[segment * row + element], numbers[index * row + element])
                }
            }
        }
    }
}
