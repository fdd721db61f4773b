import Glibc

/// LOG_SOFTMAX: along the last axis, x less the logarithm of the sum of all e^x.
struct LogSoftmax: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .uint8]

    private var shape: Shape
    private var type: ElementType
    private var inputScale: Float = 1
    private var output = Affine(scale: 1, zeroPoint: 0)

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try request.operand(0)
        shape = input.shape
        type = input.type
        guard shape.rank > 0 else { throw request.error("a scalar has no axis to sum along") }
        guard Self.types.contains(type) else {
            throw request.unsupported("\(type) is not implemented")
        }
        try request.expect(request.output(), "output", type: type)
        guard type != .float32 else { return }
        inputScale = try request.affine(input, "input").scale
        output = try request.affine(request.output(), "output")
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func operations(_ outputs: [Shape]) -> Int { .saturatingProduct(4, outputs[0].count) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        switch type {
        case .int8: return whole(BoundValues<Int8>(input), output.elements(Int8.self))
        case .uint8: return whole(BoundValues<UInt8>(input), output.elements(UInt8.self))
        default: return real(input, output)
        }
    }

    private func real(_ input: Tensor, _ output: Tensor) -> Kernel {
        let rows = Rows(shape)
        return {
            let source = input.elements(Float.self)
            let target = output.elements(Float.self)
            rows.forEach { start in
                let row = start..<start + rows.length
                var maximum = -Float.greatestFiniteMagnitude
                for index in row { maximum = max(maximum, source[index]) }
                var sum: Float = 0
                for index in row { sum += expf(source[index] - maximum) }
                let logarithm = logf(sum)
                for index in row { target[index] = source[index] - maximum - logarithm }
            }
        }
    }

    /// In reals, with a power for each of the differences there can be.
    private func whole<Number: FixedWidthInteger & BitwiseCopyable>(
        _ input: BoundValues<Number>, _ output: UnsafeMutableBufferPointer<Number>
    ) -> Kernel {
        let rows = Rows(shape)
        let powers = (0..<256).map { expf(-inputScale * Float($0)) }
        let scale = inputScale / self.output.scale
        let lowest = Int64(Number.min)
        let highest = Int64(Number.max)
        return {
            let source = input.pointer
            rows.forEach { start in
                let row = start..<start + rows.length
                var maximum = Number.min
                for index in row { maximum = max(maximum, source[index]) }
                var sum: Float = 0
                for index in row { sum += powers[Int(maximum) - Int(source[index])] }
                let offset = (inputScale * Float(maximum) + logf(sum)) / self.output.scale
                for index in row {
                    let real = (scale * Float(source[index]) - offset).rounded(.toNearestOrEven)
                    let number = Int64(NearestWhole.int32(real)) + Int64(self.output.zeroPoint)
                    output[index] = Number(truncatingIfNeeded: min(max(number, lowest), highest))
                }
            }
        }
    }
}
