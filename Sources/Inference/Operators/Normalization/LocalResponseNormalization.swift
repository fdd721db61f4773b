import Glibc

/// LOCAL_RESPONSE_NORMALIZATION: each channel over a power of the squares of those around it.
struct LocalResponseNormalization: OperatorPlan {
    private var shape: Shape
    private var radius: Int
    private var bias: Float
    private var alpha: Float
    private var beta: Float

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try request.operand(0)
        try request.expect(input, "input", type: .float32)
        try request.expect(request.output(), "output", type: .float32)
        shape = input.shape
        guard shape.rank == 4 else {
            throw request.error("its input has the shape \(shape); rank 4 is expected")
        }
        let options = request.node.options
        radius = try options.int32(0)
        bias = try options.float(1)
        alpha = try options.float(2)
        beta = try options.float(3)
        guard radius >= 0 else { throw request.error("a radius of \(radius) is not possible") }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(2, outputs[0].count, min(2 * radius + 1, shape[3]))
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let rows = Rows(shape)
        return {
            let source = input.elements(Float.self)
            let target = output.elements(Float.self)
            rows.forEach { start in
                for channel in 0..<rows.length {
                    // LiteRT's reference kernel leaves out the channel at the radius above; the
                    // definition and its other kernels do not.
                    let lower = max(channel - radius, 0)
                    let upper = min(channel + radius, rows.length - 1)
                    var sum: Float = 0
                    for near in lower...upper {
                        sum += source[start + near] * source[start + near]
                    }
                    target[start + channel] =
                        source[start + channel] * powf(bias + alpha * sum, -beta)
                }
            }
        }
    }
}
