/// DEPTHWISE_CONV_2D: each input channel gives as many output channels as the weights have for it.
struct DepthwiseConv2D: OperatorPlan {
    static let definition = OperatorDefinition(
        .depthwiseConv2d, versions: 1...7, types: [.float32, .int8, .uint8, .int16],
        DepthwiseConv2D.self)

    private var window: ImageWindow
    private var operands: ProductOperands
    private var inputChannels: Int
    /// The output channels of each input channel, which follow one another.
    private var multiplier: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...3)
        let input = try request.operand(0)
        let weights = try request.weights(1)
        guard input.shape.rank == 4, weights.shape.rank == 4, weights.shape[0] == 1 else {
            throw request.error(
                "input and weights must be [n, h, w, c] and [1, h, w, c], not "
                    + "\(input.shape) and \(weights.shape)")
        }
        window = try ImageWindow(
            request, input: input.shape, size: (weights.shape[1], weights.shape[2]),
            padding: 0, strides: (1, 2), dilations: (5, 6))
        inputChannels = input.shape[3]
        let channels = weights.shape[3]
        // The option of the multiplier is redundant, and wrong in some files.
        guard inputChannels > 0, channels > 0, channels.isMultiple(of: inputChannels) else {
            throw request.error(
                "weights of \(weights.shape) do not fit \(inputChannels) input channels")
        }
        multiplier = channels / inputChannels
        operands = try ProductOperands(
            request, input: input, weights: weights, bias: request.optionalOperand(2),
            channels: channels, activation: FusedActivation(request.node, field: 4),
            rules: ProductOperands.Rules(
                axis: 3, isWideWithoutBias: true, rounding: .asymmetric))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        [try window.output(channels: operands.channels)]
    }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(2, outputs[0].count, window.rows.size, window.columns.size)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        operands.kernel(
            weights: try request.weights(1), bias: request.optionalInput(2),
            items: window.batch,
            Loop(plan: self, input: try request.input(0), output: try request.output()))
    }

    private struct Loop: ProductKernel {
        let plan: DepthwiseConv2D
        var input: Tensor
        let output: Tensor

        func kernel<Arithmetic: ProductArithmetic>(
            _ arithmetic: Arithmetic, weights: BoundValues<Arithmetic.Weight>
        ) -> Kernel {
            let sums = Scratch<Arithmetic.Sum>(count: plan.operands.channels)
            return { run(arithmetic, weights.pointer, sums) }
        }

        private func run<Arithmetic: ProductArithmetic>(
            _ arithmetic: Arithmetic, _ weights: UnsafePointer<Arithmetic.Weight>,
            _ scratch: Scratch<Arithmetic.Sum>
        ) {
            let window = plan.window
            let rows = window.rows
            let columns = window.columns
            let channels = plan.operands.channels
            let sums = scratch.pointer
            let source = UnsafePointer(input.data.assumingMemoryBound(to: Arithmetic.Input.self))
            var target = output.data.assumingMemoryBound(to: Arithmetic.Output.self)
            for image in 0..<window.batch {
                let arithmetic = arithmetic.ofItem(image)
                for row in 0..<rows.output {
                    let rowTaps = rows.taps(of: row)
                    let firstRow = image * rows.input + rows.origin(of: row)
                    for column in 0..<columns.output {
                        let columnTaps = columns.taps(of: column)
                        let firstColumn = columns.origin(of: column)
                        for channel in 0..<channels { sums[channel] = arithmetic.zero }
                        for y in rowTaps {
                            let line = (firstRow + y * rows.dilation) * columns.input
                            for x in columnTaps {
                                let pixel = line + firstColumn + x * columns.dilation
                                accumulate(
                                    arithmetic, source + pixel * plan.inputChannels,
                                    weights + (y * columns.size + x) * channels, sums)
                            }
                        }
                        for channel in 0..<channels {
                            target[channel] = arithmetic.finish(sums[channel], channel: channel)
                        }
                        target += channels
                    }
                }
            }
        }

        /// Adds one tap of every channel.
        @inline(__always)
        private func accumulate<Arithmetic: ProductArithmetic>(
            _ arithmetic: Arithmetic, _ pixel: UnsafePointer<Arithmetic.Input>,
            _ tap: UnsafePointer<Arithmetic.Weight>, _ sums: UnsafeMutablePointer<Arithmetic.Sum>
        ) {
            if plan.multiplier == 1 {
                for channel in 0..<plan.inputChannels {
                    arithmetic.add(pixel[channel], tap[channel], to: &sums[channel])
                }
                return
            }
            for channel in 0..<plan.inputChannels {
                let value = pixel[channel]
                for output in channel * plan.multiplier..<(channel + 1) * plan.multiplier {
                    arithmetic.add(value, tap[output], to: &sums[output])
                }
            }
        }
    }
}
