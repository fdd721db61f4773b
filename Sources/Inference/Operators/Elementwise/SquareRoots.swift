import Glibc

/// SQRT. On quantized numbers the reference kernel calculates in float and drops the fraction.
struct SquareRoot: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .int16]

    private let input: KnownTensor
    private var affine: (from: Affine, to: Affine)?

    init(_ request: ShapeRequest) throws(InferenceError) {
        input = try request.sameTypeOperand(Self.types)
        guard input.type.isQuantizable else { return }
        affine = (
            try request.affine(input, "input"),
            try request.affine(try request.output(), "output")
        )
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [input.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch input.type {
        case .int8: return try wholes(request, Int8.self)
        case .int16: return try wholes(request, Int16.self)
        default: break
        }
        let source = try request.input(0)
        let output = try request.output().elements(Float.self)
        return {
            let input = source.elements(Float.self)
            for index in input.indices { output[index] = sqrtf(input[index]) }
        }
    }

    private func wholes<Number: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ type: Number.Type
    ) throws(InferenceError) -> Kernel {
        guard let (from, to) = affine else { return {} }
        let source = try request.input(0)
        let output = try request.output().elements(type)
        let domain = Domain(lowest: from.zeroPoint)
        return { () throws(InferenceError) in
            try domain.check(source, request)
            let input = source.elements(type)
            for index in input.indices {
                let real = from.scale * Float(Int32(input[index]) - from.zeroPoint)
                let level = min(sqrtf(real) / to.scale, 0x1p24)
                output[index] = Number(clamping: Int32(level) + to.zeroPoint)
            }
        }
    }
}

/// RSQRT. 8-bit numbers are calculated in fixed point, larger ones by a table.
struct InverseSquareRoot: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .int16]

    private let curve: Curve
    private var eightBit: EightBit?

    /// As TensorFlow Lite's reference kernel (elementwise.cc) has it.
    private struct EightBit: Sendable {
        var from: Int32
        var to: Int32
        /// The input's root and the output's scale, inverse.
        var factor: FixedPointMultiplier

        @inline(__always)
        func apply(_ number: Int8) -> Int8 {
            let value = Int32(number) - from
            guard value > 0 else { return .max }
            let root = FixedPointFunctions.inverseSquareRoot(value)
            let data = FixedPointMultiplier(
                fraction: root.fraction, exponent: root.exponent + 20
            ).apply(Int32(1))
            let scaled = FixedPointMultiplier(
                fraction: factor.fraction, exponent: factor.exponent - 20
            ).apply(data)
            return Int8(clamping: Int64(scaled) + Int64(to))
        }
    }

    init(_ request: ShapeRequest) throws(InferenceError) {
        curve = try Curve(
            request, Self.types,
            RealFunction(isOfPositives: true, undefined: .infinity) { 1 / sqrtf($0) })
        guard try request.operand(0).type == .int8 else { return }
        let from = try request.affine(try request.operand(0), "input")
        let to = try request.affine(try request.output(), "output")
        eightBit = EightBit(
            from: from.zeroPoint, to: to.zeroPoint,
            factor: FixedPointMultiplier(1 / (Double(from.scale).squareRoot() * Double(to.scale))))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [curve.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let eightBit else { return try curve.kernel(request) }
        let source = try request.input(0)
        let output = try request.output().elements(Int8.self)
        let domain = Domain(lowest: eightBit.from)
        return { () throws(InferenceError) in
            try domain.check(source, request)
            let input = source.elements(Int8.self)
            for index in input.indices { output[index] = eightBit.apply(input[index]) }
        }
    }
}
