/// QUANTIZE: the quantized numbers nearest to reals, or to other quantized numbers.
struct Quantize: OperatorPlan {
    static let definition = OperatorDefinition(
        .quantize, versions: 1...6, types: [.float32, .int8, .uint8, .int16, .int32],
        Quantize.self)

    private var shape: Shape
    private var range: ClosedRange<Int32>
    /// The output's scales, where reals are quantized.
    private var scales = SlicedScales.none
    /// The input's own zero point and the way to the output's numbers, where it is quantized.
    private var requantization: (zeroPoint: Int32, stage: Requantization)?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try request.operand(0)
        let output = try request.output()
        shape = input.shape
        let targets: [ElementType] =
            switch input.type {
            case .float32, .int8, .uint8: [.int8, .uint8, .int16]
            case .int16: [.int8, .uint8, .int16, .int32]
            case .int32: [.int8, .uint8, .int16]
            default: []
            }
        guard targets.contains(output.type), let range = output.type.quantizedRange else {
            throw request.unsupported(
                "turns \(input.type) into \(output.type), which is not implemented")
        }
        self.range = range
        if input.type == .float32 {
            var output = output
            output.shape = input.shape
            scales = try SlicedScales(request, output, "output")
            return
        }
        let from = try request.affine(input, "input")
        let to = try request.affine(output, "output")
        requantization = (
            from.zeroPoint,
            Requantization([Double(from.scale) / Double(to.scale)], output: to, bounds: range)
        )
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        return switch output.type {
        case .uint8: kernel(input, output.elements(UInt8.self))
        case .int16: kernel(input, output.elements(Int16.self))
        case .int32: kernel(input, output.elements(Int32.self))
        default: kernel(input, output.elements(Int8.self))
        }
    }

    private func kernel<Output: FixedWidthInteger & BitwiseCopyable>(
        _ input: Tensor, _ output: UnsafeMutableBufferPointer<Output>
    ) -> Kernel {
        guard let (zeroPoint, stage) = requantization else { return quantize(input, output) }
        return switch input.type {
        case .uint8: Self.requantize(BoundValues<UInt8>(input), output, zeroPoint, stage)
        case .int16: Self.requantize(BoundValues<Int16>(input), output, zeroPoint, stage)
        case .int32: Self.requantize(BoundValues<Int32>(input), output, zeroPoint, stage)
        default: Self.requantize(BoundValues<Int8>(input), output, zeroPoint, stage)
        }
    }

    private func quantize<Output: FixedWidthInteger & BitwiseCopyable>(
        _ input: Tensor, _ output: UnsafeMutableBufferPointer<Output>
    ) -> Kernel {
        let lower = Int(range.lowerBound)
        let upper = Int(range.upperBound)
        return {
            let reals = input.elements(Float.self)
            scales.forEach(count: reals.count) { slice, affine in
                for index in slice {
                    let number = Int(NearestWhole.int32(reals[index] / affine.scale))
                    output[index] = Output(
                        truncatingIfNeeded: min(max(number + Int(affine.zeroPoint), lower), upper))
                }
            }
        }
    }

    private static func requantize<
        Input: FixedWidthInteger & BitwiseCopyable, Output: FixedWidthInteger & BitwiseCopyable
    >(
        _ input: BoundValues<Input>, _ output: UnsafeMutableBufferPointer<Output>,
        _ zeroPoint: Int32, _ stage: Requantization
    ) -> Kernel {
        {
            let numbers = input.pointer
            for index in output.indices {
                let number = Int32(truncatingIfNeeded: numbers[index]) &- zeroPoint
                output[index] = Output(truncatingIfNeeded: stage.apply(number, channel: 0))
            }
        }
    }
}
