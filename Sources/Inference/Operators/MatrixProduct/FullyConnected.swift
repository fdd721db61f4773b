/// FULLY_CONNECTED: each row of the input multiplied with a matrix of weights.
struct FullyConnected: OperatorPlan {
    static let definition = OperatorDefinition(
        .fullyConnected, versions: 1...14, types: [.float32, .int8, .uint8, .int16],
        FullyConnected.self)

    private var operands: ProductOperands
    private var rows: Int
    /// The elements of a row.
    private var depth: Int
    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        let options = request.node.options
        guard try options.byte(1) == 0 else {
            throw request.unsupported("weights in the shuffled format are not implemented")
        }
        try request.expect(inputs: 2...3)
        let input = try request.operand(0)
        let weights = try request.weights(1)
        guard weights.shape.rank == 2, weights.shape[1] > 0, input.shape.rank > 0 else {
            throw request.error(
                "weights of \(weights.shape) do not fit an input of \(input.shape)")
        }
        let channels = weights.shape[0]
        depth = weights.shape[1]
        guard input.shape.count.isMultiple(of: depth) else {
            throw request.error(
                "an input of \(input.shape) is no whole number of rows of \(depth)")
        }
        rows = input.shape.count / depth
        if try options.bool(2) {
            guard input.shape.dimensions.last == depth else {
                throw request.error("an input of \(input.shape) has no rows of \(depth)")
            }
            shape = try Shape(input.shape.dimensions.dropLast() + [channels])
        } else {
            shape = try Shape([rows, channels])
        }
        operands = try ProductOperands(
            request, input: input, weights: weights, bias: request.optionalOperand(2),
            channels: channels, activation: FusedActivation(request.node, field: 0),
            rules: ProductOperands.Rules(
                roundsOnce: true, allowsWeightZero: true,
                rounding: RowRounding(request.node, field: 3)))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func operations(_ outputs: [Shape]) -> Int { .saturatingProduct(2, outputs[0].count, depth) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        operands.kernel(
            weights: try request.weights(1), bias: request.optionalInput(2),
            items: rows,
            Loop(plan: self, input: try request.input(0), output: try request.output()))
    }

    private struct Loop: ProductKernel {
        let plan: FullyConnected
        var input: Tensor
        let output: Tensor

        func kernel<Arithmetic: ProductArithmetic>(
            _ arithmetic: Arithmetic, weights: BoundValues<Arithmetic.Weight>
        ) -> Kernel {
            { run(arithmetic, weights.pointer) }
        }

        private func run<Arithmetic: ProductArithmetic>(
            _ arithmetic: Arithmetic, _ weights: UnsafePointer<Arithmetic.Weight>
        ) {
            let depth = plan.depth
            let channels = plan.operands.channels
            let source = UnsafePointer(input.data.assumingMemoryBound(to: Arithmetic.Input.self))
            let target = output.data.assumingMemoryBound(to: Arithmetic.Output.self)
            for row in 0..<plan.rows {
                let arithmetic = arithmetic.ofItem(row)
                for channel in 0..<channels {
                    var sum = arithmetic.zero
                    arithmetic.dot(
                        source + row * depth, weights + channel * depth, count: depth, onto: &sum)
                    target[row * channels + channel] = arithmetic.finish(sum, channel: channel)
                }
            }
        }
    }
}
