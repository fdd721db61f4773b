/// ADD_N: the sum of any number of tensors of one shape.
struct AddN: OperatorPlan {
    static let types: [ElementType] = [.float32, .int32]

    private let first: KnownTensor
    private let count: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...Int(Int32.max))
        first = try request.operand(0)
        count = request.inputs.count
        guard Self.types.contains(first.type), try request.output().type == first.type else {
            throw request.unsupported("adds \(first.type) to \(try request.output().type)")
        }
        for index in 1..<max(count, 1) {
            let tensor = try request.operand(index)
            try request.expect(tensor, "input \(index)", type: first.type)
            try request.expect(tensor, "input \(index)", shape: first.shape.dimensions)
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [first.shape] }

    func operations(_ outputs: [Shape]) -> Int { .saturatingProduct(count, first.shape.count) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        first.type == .float32
            ? try kernel(request, Float.self) { $0 + $1 }
            : try kernel(request, Int32.self) { $0 &+ $1 }
    }

    @inline(__always)
    private func kernel<Number: BitwiseCopyable>(
        _ request: KernelRequest, _ type: Number.Type,
        _ sum: @escaping (Number, Number) -> Number
    ) throws(InferenceError) -> Kernel {
        let sources = request.inputs.compactMap { $0 }
        let output = try request.output().elements(type)
        return {
            for (number, source) in sources.enumerated() {
                let input = source.elements(type)
                if number == 0 {
                    _ = output.update(fromContentsOf: input)
                } else {
                    for index in output.indices { output[index] = sum(output[index], input[index]) }
                }
            }
        }
    }
}
