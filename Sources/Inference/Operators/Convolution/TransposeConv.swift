/// TRANSPOSE_CONV: the gradient of a convolution, which spreads each input over a window.
struct TransposeConv: OperatorPlan {
    static let definition = OperatorDefinition(
        .transposeConv, versions: 1...5, types: [.float32, .int8, .uint8, .int16],
        TransposeConv.self)

    private var operands: ProductOperands
    private var input: Shape
    private var kernelHeight: Int
    private var kernelWidth: Int
    private var strideHeight: Int
    private var strideWidth: Int
    private var rule: PaddingRule
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...4)
        let weights = try request.weights(1)
        let image = try request.operand(2)
        input = image.shape
        guard input.rank == 4, weights.shape.rank == 4, input[3] == weights.shape[3],
            weights.shape.count > 0
        else {
            throw request.error("weights of \(weights.shape) do not fit an input of \(input)")
        }
        kernelHeight = weights.shape[1]
        kernelWidth = weights.shape[2]
        let options = request.node.options
        rule = try PaddingRule(request.node, field: 0)
        strideWidth = try options.int32(1)
        strideHeight = try options.int32(2)
        guard strideWidth > 0, strideHeight > 0 else {
            throw request.error("strides of \(strideHeight) x \(strideWidth) are not possible")
        }
        // The bias's type tells how wide sums are, even where there is none.
        let isWide = try options.byte(4) != Int(ElementType.int32.rawValue)
        operands = try ProductOperands(
            request, input: image, weights: weights, bias: request.optionalOperand(3),
            channels: weights.shape[0], activation: FusedActivation(request.node, field: 3),
            rules: ProductOperands.Rules(isWideWithoutBias: isWide))
        guard let extents = try request.integers(0) else { return }
        let shape = try Shape(extents)
        guard shape.rank == 4, shape[0] == input[0], shape[3] == weights.shape[0],
            shape.dimensions.allSatisfy({ $0 <= Int32.max })
        else {
            throw request.error("an output of \(shape) does not fit an input of \(input)")
        }
        self.shape = shape
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(2, input.count, kernelHeight, kernelWidth, operands.channels)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        operands.kernel(
            weights: try request.weights(1), bias: request.optionalInput(3),
            Loop(plan: self, input: try request.input(2), output: try request.output()))
    }

    /// The padding before the first element that the convolution of this gradient would have.
    private func padding(output: Int, size: Int, stride: Int) -> Int {
        let count =
            switch rule {
            case .same: (output + stride - 1) / stride
            case .valid: (output + stride - size) / stride
            }
        return max((count - 1) * stride + size - output, 0) / 2
    }

    /// One axis: which input elements reach an output element, and through which tap.
    private struct Reach {
        var input: Int
        var size: Int
        var stride: Int
        var padding: Int

        @inline(__always)
        func inputs(of output: Int) -> Range<Int> {
            let last = output + padding
            let upper = min(last / stride + 1, input)
            let lower = last < size ? 0 : (last - size) / stride + 1
            return min(lower, upper)..<upper
        }

        @inline(__always)
        func tap(of output: Int, from input: Int) -> Int { output + padding - input * stride }
    }

    private struct Loop: ProductKernel {
        let plan: TransposeConv
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
            let (height, width) = (output.shape[1], output.shape[2])
            let rows = Reach(
                input: plan.input[1], size: plan.kernelHeight, stride: plan.strideHeight,
                padding: plan.padding(
                    output: height, size: plan.kernelHeight, stride: plan.strideHeight))
            let columns = Reach(
                input: plan.input[2], size: plan.kernelWidth, stride: plan.strideWidth,
                padding: plan.padding(
                    output: width, size: plan.kernelWidth, stride: plan.strideWidth))
            let depth = plan.input[3]
            let channels = plan.operands.channels
            let source = UnsafePointer(input.data.assumingMemoryBound(to: Arithmetic.Input.self))
            var target = output.data.assumingMemoryBound(to: Arithmetic.Output.self)
            for image in 0..<plan.input[0] {
                for row in 0..<height {
                    let inputRows = rows.inputs(of: row)
                    for column in 0..<width {
                        let inputColumns = columns.inputs(of: column)
                        for channel in 0..<channels {
                            var sum = arithmetic.zero
                            for y in inputRows {
                                let line = (image * rows.input + y) * columns.input
                                let taps =
                                    (channel * rows.size + rows.tap(of: row, from: y))
                                    * columns.size
                                for x in inputColumns {
                                    arithmetic.dot(
                                        source + (line + x) * depth,
                                        weights + (taps + columns.tap(of: column, from: x)) * depth,
                                        count: depth, onto: &sum)
                                }
                            }
                            target[channel] = arithmetic.finish(sum, channel: channel)
                        }
                        target += channels
                    }
                }
            }
        }
    }
}
