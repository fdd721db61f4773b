/// CONV_2D: each output channel is the sum over a window of all input channels, or of a group.
struct Conv2D: OperatorPlan {
    static let definition = OperatorDefinition(
        .conv2d, versions: 1...8, types: [.float32, .int8, .uint8, .int16], Conv2D.self)

    private var window: ImageWindow
    private var operands: ProductOperands
    /// The input channels that an output channel reads.
    private var depth: Int
    /// The output channels that read the same ones.
    private var channelsPerGroup: Int
    private var inputChannels: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...3)
        let input = try request.operand(0)
        let weights = try request.weights(1)
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
            inputChannels.isMultiple(of: depth), channels.isMultiple(of: inputChannels / depth)
        else {
            throw request.error(
                "weights of \(weights.shape) do not fit \(inputChannels) input channels")
        }
        channelsPerGroup = channels / (inputChannels / depth)
        operands = try ProductOperands(
            request, input: input, weights: weights, bias: request.optionalOperand(2),
            channels: channels, activation: FusedActivation(request.node, field: 3),
            rules: ProductOperands.Rules(
                rounding: Self.rounding(weights, groups: inputChannels / depth)))
    }

    /// Weights with scales of their own meet inputs that are rounded asymmetrically, as do groups;
    /// the choice is LiteRT's.
    private static func rounding(_ weights: KnownTensor, groups: Int) -> RowRounding {
        let scales = weights.quantization?.scales ?? []
        return groups > 1 || scales.contains { $0 != scales[0] } ? .asymmetric : .symmetric
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        [try window.output(channels: operands.channels)]
    }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(2, outputs[0].count, window.rows.size, window.columns.size, depth)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        operands.kernel(
            weights: try request.weights(1), bias: request.optionalInput(2),
            items: window.batch,
            Loop(plan: self, input: try request.input(0), output: try request.output()))
    }

    private struct Loop: ProductKernel {
        let plan: Conv2D
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
            let window = plan.window
            let rows = window.rows
            let columns = window.columns
            let source = UnsafePointer(input.data.assumingMemoryBound(to: Arithmetic.Input.self))
            var target = output.data.assumingMemoryBound(to: Arithmetic.Output.self)
            let depth = plan.depth
            let filterSize = rows.size * columns.size * depth
            for image in 0..<window.batch {
                let arithmetic = arithmetic.ofItem(image)
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
