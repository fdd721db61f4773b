/// FAKE_QUANT: reals rounded to the steps that quantized numbers of some bits would have.
struct FakeQuant: OperatorPlan {
    static let definition = OperatorDefinition(
        .fakeQuant, versions: 1...2, types: [.float32], FakeQuant.self)

    private var shape: Shape
    private var scale: Float
    private var lowest: Float
    private var highest: Float

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try request.operand(0)
        try request.expect(input, "input", type: .float32)
        try request.expect(request.output(), "output", type: .float32)
        shape = input.shape
        let options = request.node.options
        let minimum = try options.float(0)
        let maximum = try options.float(1)
        let bits = try options.int32(2)
        guard minimum.isFinite, maximum.isFinite, minimum < maximum, (2...16).contains(bits) else {
            throw request.error("\(bits) bits over \(minimum) to \(maximum) are not possible")
        }
        // The range is moved so that 0 is one of the steps.
        let first: Float = try options.bool(3) ? 1 : 0
        let last = Float((1 << bits) - 1)
        scale = (maximum - minimum) / (last - first)
        guard scale > 0, scale.isFinite else {
            throw request.error("\(bits) bits over \(minimum) to \(maximum) are not possible")
        }
        let zero = first - minimum / scale
        let nudged = min(max(zero.rounded(.toNearestOrAwayFromZero), first), last)
        lowest = (first - nudged) * scale
        highest = (last - nudged) * scale
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let inverse = 1 / scale
        return {
            let source = input.elements(Float.self)
            let target = output.elements(Float.self)
            for index in source.indices {
                let held = min(highest, max(lowest, source[index])) - lowest
                target[index] =
                    (held * inverse).rounded(.toNearestOrAwayFromZero) * scale + lowest
            }
        }
    }
}
