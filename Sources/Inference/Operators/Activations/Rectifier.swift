/// A range that elements are held in, of reals and of quantized numbers.
struct Rectifier {
    let shape: Shape
    private let range: ClosedRange<Float>
    /// From the input's numbers to the output's.
    private var scaling: (zeroPoint: Int32, Requantization)?

    init(
        _ request: ShapeRequest, _ types: [ElementType], _ range: ClosedRange<Float>
    ) throws(InferenceError) {
        let input = try request.sameTypeOperand(types)
        shape = input.shape
        self.range = range
        guard input.type != .float32 else { return }
        let from = try request.affine(input, "input")
        let to = try request.affine(try request.output(), "output")
        let bounds = range.numbers(
            input.type, Quantization(scale: to.scale, zeroPoint: Int(to.zeroPoint)))
        scaling = (
            from.zeroPoint,
            Requantization([Double(from.scale / to.scale)], output: to, bounds: bounds)
        )
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        switch source.type {
        case .int8: return wholes(source, target.elements(Int8.self))
        case .uint8: return wholes(source, target.elements(UInt8.self))
        case .int16: return wholes(source, target.elements(Int16.self))
        default: break
        }
        let range = range
        let output = target.elements(Float.self)
        return {
            let input = source.elements(Float.self)
            for index in input.indices { output[index] = range.clamped(input[index]) }
        }
    }

    private func wholes<Number: FixedWidthInteger & BitwiseCopyable>(
        _ source: Tensor, _ output: UnsafeMutableBufferPointer<Number>
    ) -> Kernel {
        guard let (zeroPoint, requantization) = scaling else { return {} }
        return {
            let input = source.elements(Number.self)
            for index in input.indices {
                output[index] = Number(
                    truncatingIfNeeded: requantization.apply(
                        Int32(input[index]) - zeroPoint, channel: 0))
            }
        }
    }
}
