import Glibc

/// ABS. Quantized numbers are rescaled where input and output have different scales.
struct Magnitude: OperatorPlan {
    static let types: [ElementType] = [.float32, .int8, .int16, .int32]

    private let input: KnownTensor
    private var scaling: Scaling?

    private struct Scaling: Sendable {
        var from: Int32
        var to: Int32
        /// Nil where the scales are the same.
        var factor: FixedPointMultiplier?

        @inline(__always)
        func apply<Number: FixedWidthInteger>(_ number: Number) -> Number {
            let distance = abs(Int32(number) - from)
            return Number(clamping: (factor?.apply(distance) ?? distance) &+ to)
        }
    }

    init(_ request: ShapeRequest) throws(InferenceError) {
        input = try request.sameTypeOperand(Self.types)
        // 16-bit numbers need not be quantized.
        let isPlain = input.type == .int16 && input.quantization == nil
        guard input.type.isQuantizable, !isPlain else { return }
        let from = try request.affine(input, "input")
        let to = try request.affine(try request.output(), "output")
        scaling = Scaling(
            from: from.zeroPoint, to: to.zeroPoint,
            factor: from.scale == to.scale
                ? nil : FixedPointMultiplier(Double(from.scale / to.scale)))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [input.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch input.type {
        case .float32:
            let source = try request.input(0)
            let output = try request.output().elements(Float.self)
            return {
                let input = source.elements(Float.self)
                for index in input.indices { output[index] = Swift.abs(input[index]) }
            }
        case .int8: return try wholes(request, Int8.self)
        case .int16: return try wholes(request, Int16.self)
        default: return try wholes(request, Int32.self)
        }
    }

    private func wholes<Number: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ type: Number.Type
    ) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let output = try request.output().elements(type)
        guard let scaling else {
            return {
                let input = source.elements(type)
                for index in input.indices {
                    output[index] = input[index] < 0 ? 0 &- input[index] : input[index]
                }
            }
        }
        return {
            let input = source.elements(type)
            for index in input.indices { output[index] = scaling.apply(input[index]) }
        }
    }
}

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
