/// DEQUANTIZE: the reals that quantized numbers, or halves, stand for.
enum Dequantize {
    static let definition = OperatorDefinition(
        .builtin(.dequantize), versions: 1...6,
        types: [.int8, .uint8, .int16, .float16, .int4],
        shapes: { (request) throws(InferenceError) in
            _ = try Plan(request)
            return .shapes([try request.input(0).shape])
        },
        kernel: { (request) throws(InferenceError) in
            let plan = try Plan(request.shapeRequest)
            let input = try request.input(0)
            let output = try request.output()
            switch input.type {
            case .float16: return { widen(input, output) }
            case .uint8: return expand(BoundValues<UInt8>(input), output, plan)
            case .int16: return expand(BoundValues<Int16>(input), output, plan)
            case .int4:
                let numbers = PackedNumbers.unpack(int4: input)
                return expand(BoundValues(numbers), output, plan)
            default: return expand(BoundValues<Int8>(input), output, plan)
            }
        })

    private struct Plan {
        /// One for the tensor, or one for each slice of `inner` elements in turn.
        var affines: [Affine] = []
        var inner = 1

        init(_ request: ShapeRequest) throws(InferenceError) {
            try request.expect(inputs: 1...1)
            let input = try request.operand(0)
            try request.expect(request.output(), "output", type: .float32)
            guard Dequantize.definition.types.contains(input.type) else {
                throw request.unsupported("reads \(input.type), which is not implemented")
            }
            if input.type == .int4, input.values == nil {
                throw request.unsupported("4-bit numbers must be constant")
            }
            if input.type == .float16 { return }
            guard let quantization = input.quantization, quantization.isPerChannel else {
                affines = [try request.affine(input, "input")]
                inner = max(input.shape.count, 1)
                return
            }
            guard input.shape.dimensions.indices.contains(quantization.dimension) else {
                throw request.error("has no axis \(quantization.dimension) for its scales")
            }
            affines = try request.affines(
                input, "input", axis: quantization.dimension,
                count: input.shape[quantization.dimension])
            if input.shape.count > 0 {
                inner = input.shape.dimensions.dropFirst(quantization.dimension + 1).reduce(1, *)
            }
        }
    }

    private static func widen(_ input: Tensor, _ output: Tensor) {
        let halves = input.elements(UInt16.self)
        let reals = output.elements(Float.self)
        for index in halves.indices { reals[index] = Float(half: halves[index]) }
    }

    private static func expand<Number: FixedWidthInteger & BitwiseCopyable>(
        _ input: BoundValues<Number>, _ output: Tensor, _ plan: Plan
    ) -> Kernel {
        {
            let numbers = input.pointer
            let reals = output.elements(Float.self)
            var start = 0
            var slice = 0
            while start < reals.count {
                let affine = plan.affines[slice]
                for index in start..<start + plan.inner {
                    let number = Int32(truncatingIfNeeded: numbers[index])
                    reals[index] = affine.scale * Float(number &- affine.zeroPoint)
                }
                start += plan.inner
                slice = slice + 1 == plan.affines.count ? 0 : slice + 1
            }
        }
    }
}
