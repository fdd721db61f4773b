import Glibc

/// SOFTMAX: along the last axis, e^(beta x) over the sum of all of them.
struct Softmax: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .uint8, .int16]

    private var shape: Shape
    private var beta: Float
    private var input: KnownTensor
    private var output: KnownTensor
    private var inputScale: Float = 1
    /// Of a 16-bit output of 8-bit numbers, which chooses its own.
    private var steps: SoftmaxSteps?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        input = try request.operand(0)
        output = try request.output()
        shape = input.shape
        beta = try request.node.options.float(0)
        guard shape.rank > 0 else { throw request.error("a scalar has no axis to sum along") }
        guard beta.isFinite else { throw request.error("a beta of \(beta) is not possible") }
        switch (input.type, output.type) {
        case (.float32, .float32): return
        case (.int8, .int8), (.uint8, .uint8), (.int16, .int16):
            inputScale = try request.affine(input, "input").scale
            try checkOutput(request)
        case (.int8, .int16), (.uint8, .int16):
            inputScale = try request.affine(input, "input").scale
            steps = try SoftmaxSteps(request)
        default:
            throw request.unsupported(
                "turns \(input.type) into \(output.type), which is not implemented")
        }
        guard beta > 0 else { throw request.error("a beta of \(beta) is not possible") }
    }

    /// Outputs lie in [0, 1], in steps that the type sets.
    private func checkOutput(_ request: ShapeRequest) throws(InferenceError) {
        let affine = try request.affine(output, "output")
        let (scale, zero): (Float, Int32) =
            switch output.type {
            case .int16: (1 / 32768, 0)
            case .int8: (1 / 256, -128)
            default: (1 / 256, 0)
            }
        guard abs(affine.scale - scale) <= scale * 0.001, affine.zeroPoint == zero else {
            throw request.error(
                "its output must have the scale \(scale) and the zero point \(zero)")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func operations(_ outputs: [Shape]) -> Int { .saturatingProduct(5, outputs[0].count) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let rows = Rows(shape)
        let stage = EightBitSoftmax(beta: beta, scale: inputScale)
        switch (input.type, output.type) {
        case (.int8, .int8):
            return stage.kernel(
                rows, BoundValues<Int8>(input), output.elements(Int8.self),
                SoftmaxSteps(of: Int8.self))
        case (.int8, .int16):
            return stage.kernel(
                rows, BoundValues<Int8>(input), output.elements(Int16.self),
                steps ?? SoftmaxSteps(of: Int16.self))
        case (.uint8, .uint8):
            return stage.kernel(
                rows, BoundValues<UInt8>(input), output.elements(UInt8.self),
                SoftmaxSteps(of: UInt8.self))
        case (.uint8, .int16):
            return stage.kernel(
                rows, BoundValues<UInt8>(input), output.elements(Int16.self),
                steps ?? SoftmaxSteps(of: Int16.self))
        case (.int16, .int16):
            return SixteenBitSoftmax(beta: beta, scale: inputScale).kernel(rows, input, output)
        default: return real(rows, input, output)
        }
    }

    private func real(_ rows: Rows, _ input: Tensor, _ output: Tensor) -> Kernel {
        {
            let source = input.elements(Float.self)
            let target = output.elements(Float.self)
            rows.forEach { start in
                let row = start..<start + rows.length
                var maximum = -Float.greatestFiniteMagnitude
                for index in row { maximum = max(maximum, source[index]) }
                var sum: Float = 0
                for index in row {
                    let power = expf((source[index] - maximum) * beta)
                    target[index] = power
                    sum += power
                }
                for index in row { target[index] /= sum }
            }
        }
    }
}
