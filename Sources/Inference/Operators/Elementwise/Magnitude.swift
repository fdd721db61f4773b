/// ABS. Quantized numbers are measured from their zero point and brought to the output's scale.
struct Magnitude: OperatorPlan {
    private let shape: Shape
    private var scaling: (zeroPoint: Int32, Requantization)?

    init(_ request: ShapeRequest) throws(InferenceError) {
        let input = try request.sameTypeOperand([.float32, .int8, .int16, .int32])
        shape = input.shape
        guard input.type.isQuantizable else { return }
        let from = try request.affine(input, "input")
        let to = try request.affine(try request.output(), "output")
        scaling = (
            from.zeroPoint,
            Requantization(
                [Double(from.scale) / Double(to.scale)], output: to,
                bounds: input.type.quantizedRange ?? 0...0)
        )
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        switch source.type {
        case .int8: return quantized(source, target.elements(Int8.self))
        case .int16: return quantized(source, target.elements(Int16.self))
        case .int32:
            let output = target.elements(Int32.self)
            return {
                let input = source.elements(Int32.self)
                for index in input.indices {
                    output[index] = Int32(truncatingIfNeeded: input[index].magnitude)
                }
            }
        default:
            let output = target.elements(Float.self)
            return {
                let input = source.elements(Float.self)
                for index in input.indices { output[index] = input[index].magnitude }
            }
        }
    }

    private func quantized<Number: FixedWidthInteger & BitwiseCopyable>(
        _ source: Tensor, _ output: UnsafeMutableBufferPointer<Number>
    ) -> Kernel {
        guard let (zeroPoint, requantization) = scaling else { return {} }
        return {
            let input = source.elements(Number.self)
            for index in input.indices {
                let distance = abs(Int32(input[index]) - zeroPoint)
                output[index] = Number(
                    truncatingIfNeeded: requantization.apply(distance, channel: 0))
            }
        }
    }
}
