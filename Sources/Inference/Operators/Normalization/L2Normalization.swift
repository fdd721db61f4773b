/// L2_NORMALIZATION: rows along the last axis, scaled to a length of 1.
struct L2Normalization: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .uint8]

    private var shape: Shape
    private var type: ElementType
    private var inputZero: Int32 = 0

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try request.operand(0)
        let output = try request.output()
        shape = input.shape
        type = input.type
        guard Self.types.contains(type) else {
            throw request.unsupported("\(type) is not implemented")
        }
        try request.expect(output, "output", type: type)
        guard shape.rank > 0 else { throw request.error("a scalar has no axis to sum along") }
        guard try FusedActivation(request.node, field: 0) == .none else {
            throw request.unsupported("a fused activation is not implemented")
        }
        guard type != .float32 else { return }
        inputZero = try request.affine(input, "input").zeroPoint
        let affine = try request.affine(output, "output")
        guard affine.scale == 1 / 128, affine.zeroPoint == (type == .uint8 ? 128 : 0) else {
            throw request.error("its output must have the scale 1/128 around 0")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func operations(_ outputs: [Shape]) -> Int { .saturatingProduct(3, outputs[0].count) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        switch type {
        case .int8: return whole(BoundValues<Int8>(input), output.elements(Int8.self), zero: 0)
        case .uint8:
            return whole(BoundValues<UInt8>(input), output.elements(UInt8.self), zero: 128)
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
                var sum: Float = 0
                for index in row { sum += source[index] * source[index] }
                let length = max(sum.squareRoot(), 1e-6)
                for index in row { target[index] = source[index] / length }
            }
        }
    }

    private func whole<Number: FixedWidthInteger & BitwiseCopyable>(
        _ input: BoundValues<Number>, _ output: UnsafeMutableBufferPointer<Number>, zero: Int32
    ) -> Kernel {
        let rows = Rows(shape)
        return {
            let source = input.pointer
            rows.forEach { start in
                let row = start..<start + rows.length
                var sum: Int32 = 0
                for index in row {
                    let difference = Int32(source[index]) - inputZero
                    sum &+= difference &* difference
                }
                let root = FixedPointFunctions.inverseSquareRoot(sum)
                // The output has seven bits of fraction, which the two types' kernels bring in at
                // different places.
                let multiplier = FixedPointMultiplier(
                    fraction: root.fraction, exponent: root.exponent + (zero == 0 ? 7 : 0))
                for index in row {
                    let difference = Int32(source[index]) - inputZero
                    let scaled = multiplier.apply(zero == 0 ? difference : difference * 128)
                    output[index] = Number(clamping: scaled &+ zero)
                }
            }
        }
    }
}
