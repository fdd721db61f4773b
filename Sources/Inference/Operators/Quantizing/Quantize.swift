/// QUANTIZE: the quantized numbers nearest to reals, or to other quantized numbers.
enum Quantize {
    static let definition = OperatorDefinition(
        .builtin(.quantize), versions: 1...4,
        types: [.float32, .int8, .uint8, .int16, .int32],
        shapes: { (request) throws(InferenceError) in
            _ = try Plan(request)
            return .shapes([try request.input(0).shape])
        },
        kernel: { (request) throws(InferenceError) in
            let plan = try Plan(request.shapeRequest)
            let output = try request.output()
            switch output.type {
            case .uint8: return kernel(try request.input(0), output.elements(UInt8.self), plan)
            case .int16: return kernel(try request.input(0), output.elements(Int16.self), plan)
            case .int32: return kernel(try request.input(0), output.elements(Int32.self), plan)
            default: return kernel(try request.input(0), output.elements(Int8.self), plan)
            }
        })

    private struct Plan {
        var range: ClosedRange<Int32>
        /// One for the tensor, or one for each slice of `inner` elements in turn.
        var outputs: [Affine]
        var inner: Int
        /// The input's own numbers, where it is quantized already.
        var requantization: (zeroPoint: Int32, stage: Requantization)?

        init(_ request: ShapeRequest) throws(InferenceError) {
            try request.expect(inputs: 1...1)
            let input = try request.operand(0)
            let output = try request.output()
            inner = max(input.shape.count, 1)
            let targets: [ElementType] =
                switch input.type {
                case .float32: [.int8, .uint8, .int16]
                case .int16: [.int8, .int16, .int32, .uint8]
                case .int8, .uint8: [.int8, .uint8, .int16]
                case .int32: [.int8, .int16, .uint8]
                default: []
                }
            guard targets.contains(output.type), let range = output.type.quantizedRange else {
                throw request.unsupported(
                    "turns \(input.type) into \(output.type), which is not implemented")
            }
            self.range = range
            if input.type == .float32, let quantization = output.quantization,
                quantization.isPerChannel
            {
                let shape = input.shape
                guard shape.dimensions.indices.contains(quantization.dimension) else {
                    throw request.error("has no axis \(quantization.dimension) for its scales")
                }
                outputs = try request.affines(
                    output, "output", axis: quantization.dimension,
                    count: shape[quantization.dimension])
                if shape.count > 0 {
                    inner = shape.dimensions.dropFirst(quantization.dimension + 1).reduce(1, *)
                }
                return
            }
            let to = try request.affine(output, "output")
            outputs = [to]
            if input.type != .float32 {
                let from = try request.affine(input, "input")
                requantization = (
                    from.zeroPoint,
                    Requantization(
                        [Double(from.scale) / Double(to.scale)], output: to, bounds: range)
                )
            }
        }
    }

    private static func kernel<Output: FixedWidthInteger & BitwiseCopyable>(
        _ input: Tensor, _ output: UnsafeMutableBufferPointer<Output>, _ plan: Plan
    ) -> Kernel {
        switch input.type {
        case .int8: requantize(input, Int8.self, output, plan)
        case .uint8: requantize(input, UInt8.self, output, plan)
        case .int16: requantize(input, Int16.self, output, plan)
        case .int32: requantize(input, Int32.self, output, plan)
        default: quantize(input, output, plan)
        }
    }

    private static func quantize<Output: FixedWidthInteger & BitwiseCopyable>(
        _ input: Tensor, _ output: UnsafeMutableBufferPointer<Output>, _ plan: Plan
    ) -> Kernel {
        {
            let reals = input.elements(Float.self)
            var start = 0
            var slice = 0
            while start < reals.count {
                let affine = plan.outputs[slice]
                for index in start..<start + plan.inner {
                    let number = Int(NearestWhole.int32(reals[index] / affine.scale))
                    output[index] = Output(
                        truncatingIfNeeded: min(
                            max(number + Int(affine.zeroPoint), Int(plan.range.lowerBound)),
                            Int(plan.range.upperBound)))
                }
                start += plan.inner
                slice = slice + 1 == plan.outputs.count ? 0 : slice + 1
            }
        }
    }

    private static func requantize<
        Input: FixedWidthInteger & BitwiseCopyable, Output: FixedWidthInteger & BitwiseCopyable
    >(
        _ input: Tensor, _: Input.Type, _ output: UnsafeMutableBufferPointer<Output>, _ plan: Plan
    ) -> Kernel {
        let (zeroPoint, stage) =
            plan.requantization
            ?? (0, Requantization([1], output: Affine(scale: 1, zeroPoint: 0), bounds: plan.range))
        return {
            let numbers = input.elements(Input.self)
            for index in numbers.indices {
                let number = Int32(truncatingIfNeeded: numbers[index]) &- zeroPoint
                output[index] = Output(truncatingIfNeeded: stage.apply(number, channel: 0))
            }
        }
    }
}
