/// DEQUANTIZE: the reals that quantized numbers, or halves, stand for.
struct Dequantize: OperatorPlan {
    static let definition = OperatorDefinition(
        .dequantize, versions: 1...9, types: types, Dequantize.self)
    private static let types: [ElementType] = [.int8, .uint8, .int16, .float16, .int4]

    private var shape: Shape
    private var scales = SlicedScales.none

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try request.operand(0)
        shape = input.shape
        try request.expect(request.output(), "output", type: .float32)
        guard Self.types.contains(input.type) else {
            throw request.unsupported("reads \(input.type), which is not implemented")
        }
        if input.type == .int4, input.values == nil {
            throw request.unsupported("4-bit numbers must be constant")
        }
        if input.type != .float16 { scales = try SlicedScales(request, input, "input") }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        switch input.type {
        case .float16: return { Self.widen(input, output) }
        case .uint8: return expand(BoundValues<UInt8>(input), output)
        case .int16: return expand(BoundValues<Int16>(input), output)
        case .int4: return expand(BoundValues(PackedNumbers.unpack(int4: input)), output)
        default: return expand(BoundValues<Int8>(input), output)
        }
    }

    private static func widen(_ input: Tensor, _ output: Tensor) {
        let halves = input.elements(UInt16.self)
        let reals = output.elements(Float.self)
        for index in halves.indices { reals[index] = Float(half: halves[index]) }
    }

    private func expand<Number: FixedWidthInteger & BitwiseCopyable>(
        _ input: BoundValues<Number>, _ output: Tensor
    ) -> Kernel {
        {
            let numbers = input.pointer
            let reals = output.elements(Float.self)
            scales.forEach(count: reals.count) { range, affine in
                for index in range {
                    let number = Int32(truncatingIfNeeded: numbers[index])
                    reals[index] = affine.scale * Float(number &- affine.zeroPoint)
                }
            }
        }
    }
}
