/// CONV_2D: each output channel is the sum over a window of all input channels, or of a group.
enum Conv2D {
    static let definition = OperatorDefinition(
        .builtin(.conv2d), versions: 1...9, types: [.float32, .int8, .uint8, .int16],
        operations: { request, shapes in
            guard shapes.count == 1, request.inputs.count > 1, let weights = request.inputs[1],
                weights.shape.rank == 4
            else { return 0 }
            return .saturatingProduct(
                2, shapes[0].count, weights.shape[1], weights.shape[2], weights.shape[3])
        },
        shapes: { (request) throws(InferenceError) in
            let plan = try Plan(request)
            return .shapes([try plan.window.output(channels: plan.operands.channels)])
        },
        kernel: { (request) throws(InferenceError) in
            let plan = try Plan(request.shapeRequest)
            return plan.operands.kernel(
                weights: try request.input(1), bias: request.optionalInput(2),
                Loop(plan: plan, input: try request.input(0), output: try request.output()))
        })

    private struct Plan {
        var window: ImageWindow
        var operands: ProductOperands
        /// The input channels that an output channel reads.
        var depth: Int
        /// The output channels that read the same ones.
        var channelsPerGroup: Int
        var inputChannels: Int

        init(_ request: ShapeRequest) throws(InferenceError) {
            try request.expect(inputs: 2...3)
            let input = try request.operand(0)
            let weights = try request.operand(1)
            guard input.shape.rank == 4, weights.shape.rank == 4 else {
                throw request.error("its input and weights must have rank 4")
            }
            window = try ImageWindow(
                request, input: input.shape, size: (weights.shape[1], weights.shape[2]),
                padding: 0, strides: (1, 2), dilations: (4, 5))
            inputChannels = input.shape[3]
            depth = weights.shape[3]
            let channels = weights.shape[0]
            guard depth > 0, channels > 0, inputChannels > 0,
                inputChannels.isMultiple(of: depth),
                channels.isMultiple(of: inputChannels / depth)
            else {
                throw request.error(
                    "weights of \(weights.shape) do not fit \(inputChannels) input channels")
            }
            channelsPerGroup = channels / (inputChannels / depth)
            operands = try ProductOperands(
                request, input: input, weights: weights, bias: request.optionalOperand(2),
                channels: channels, activation: FusedActivation(request.node, field: 3),
                rules: ProductOperands.Rules())
        }
    }

    private struct Loop: ProductKernel {
        let plan: Plan
        let input: Tensor
        let output: Tensor

        func kernel<Arithmetic: ProductArithmetic>(
            _ arithmetic: Arithmetic, weights: BoundValues<Arithmetic.Weight>
        ) -> Kernel {
            { run(arithmetic, weights.pointer) }
        }

        private func run<Arithmetic: ProductArithmetic>(
            _ arithmetic: Arithmetic, _ weights: UnsafePointer<Arithmetic.Weight>
        ) {
            let window = plan.window
            let rows = window.rows
            let columns = window.columns
            let source = UnsafePointer(input.data.assumingMemoryBound(to: Arithmetic.Input.self))
            var target = output.data.assumingMemoryBound(to: Arithmetic.Output.self)
            let depth = plan.depth
            let filterSize = rows.size * columns.size * depth
            for image in 0..<window.batch {
                for row in 0..<rows.output {
                    let rowTaps = rows.taps(of: row)
                    let firstRow = image * rows.input + rows.origin(of: row)
                    for column in 0..<columns.output {
                        let columnTaps = columns.taps(of: column)
                        let firstColumn = columns.origin(of: column)
                        for channel in 0..<plan.operands.channels {
                            let group = channel / plan.channelsPerGroup
                            let filter = weights + channel * filterSize
                            var sum = arithmetic.zero
                            for y in rowTaps {
                                let line = (firstRow + y * rows.dilation) * columns.input
                                for x in columnTaps {
                                    let pixel = line + firstColumn + x * columns.dilation
                                    arithmetic.dot(
                                        source + pixel * plan.inputChannels + group * depth,
                                        filter + (y * columns.size + x) * depth, count: depth,
                                        onto: &sum)
                                }
                            }
                            target[channel] = arithmetic.finish(sum, channel: channel)
                        }
                        target += plan.operands.channels
                    }
                }
            }
        }
    }
}
