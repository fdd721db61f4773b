/// Sums, products, quotients and squared differences of quantized numbers, as TensorFlow Lite's
/// reference kernels (add.cc, mul.cc, div.cc, squared_difference.cc) compute them.
struct QuantizedBinary: Sendable {
    private let rule: QuantizedRule
    private let type: ElementType
    private let zeros: (a: Int32, b: Int32, output: Int32)
    private let factors: (a: FixedPointMultiplier, b: FixedPointMultiplier)
    private let outputFactor: FixedPointMultiplier
    /// How far both operands are shifted to the left before they are scaled.
    private let headroom: Int32
    private let bounds: ClosedRange<Int32>
    /// Both operands of 8-bit sums, scaled, for each byte.
    private var scaled: ScaledBytes?
    /// The shifts of 16-bit sums whose scales are powers of two.
    private var powers: (a: Int, b: Int)?

    init(
        _ request: ShapeRequest, _ rule: QuantizedRule, _ activation: FusedActivation
    ) throws(InferenceError) {
        self.rule = rule
        type = try request.operand(0).type
        let a = try request.affine(try request.operand(0), "first input")
        let b = try request.affine(try request.operand(1), "second input")
        let output = try request.affine(try request.output(), "output")
        zeros = (a.zeroPoint, b.zeroPoint, output.zeroPoint)
        bounds = activation.bounds(
            type, Quantization(scale: output.scale, zeroPoint: Int(output.zeroPoint)))
        let common = Double(2 * max(a.scale, b.scale))
        switch rule {
        case .product:
            headroom = 0
            factors = (FixedPointMultiplier(0), FixedPointMultiplier(0))
            // The scales are multiplied as floats.
            outputFactor = FixedPointMultiplier(Double(a.scale * b.scale / output.scale))
        case .quotient:
            headroom = 0
            factors = (FixedPointMultiplier(0), FixedPointMultiplier(0))
            outputFactor = FixedPointMultiplier(Double(a.scale / (b.scale * output.scale)))
        case .squaredDifference:
            guard type == .int8 else { throw request.unsupported("works on no \(type)") }
            headroom = 7
            factors = (
                FixedPointMultiplier(Double(a.scale) / common),
                FixedPointMultiplier(Double(b.scale) / common)
            )
            outputFactor = FixedPointMultiplier(
                common * common / (Double(1 << 14) * Double(output.scale)))
        case .sum, .difference:
            headroom = type == .int16 ? 15 : 20
            factors = (
                FixedPointMultiplier(Double(a.scale) / common),
                FixedPointMultiplier(Double(b.scale) / common)
            )
            outputFactor = FixedPointMultiplier(
                common / (Double(Int64(1) << Int64(headroom)) * Double(output.scale)))
            if type == .int16, try request.node.options.bool(1, default: true) {
                powers = try Self.powers(request, a, b, output)
            }
            if type != .int16 {
                scaled = ScaledBytes(type, factors, (zeros.a, zeros.b), headroom)
            }
        }
    }

    /// The shifts that bring both operands to the output's scale, where all are powers of two.
    private static func powers(
        _ request: ShapeRequest, _ a: Affine, _ b: Affine, _ output: Affine
    ) throws(InferenceError) -> (Int, Int)? {
        func exponent(_ scale: Float) -> Int? { scale.significand == 1 ? Int(scale.exponent) : nil }
        guard let one = exponent(a.scale), let two = exponent(b.scale),
            let sum = exponent(output.scale), a.zeroPoint == 0, b.zeroPoint == 0,
            output.zeroPoint == 0
        else { return nil }
        let shifts = (one - sum, two - sum)
        guard shifts.0 <= 0, shifts.1 <= 0, shifts.0 == 0 || shifts.1 == 0 else { return nil }
        return shifts
    }

    func kernel(
        _ request: KernelRequest, _ broadcasting: Broadcasting
    ) throws(InferenceError) -> Kernel {
        switch type {
        case .int8: return try kernel(request, broadcasting, Int8.self)
        case .uint8: return try kernel(request, broadcasting, UInt8.self)
        default: return try kernel(request, broadcasting, Int16.self)
        }
    }

    private func kernel<Number: FixedWidthInteger & BitwiseCopyable>(
        _ request: KernelRequest, _ broadcasting: Broadcasting, _: Number.Type
    ) throws(InferenceError) -> Kernel {
        let (first, second) = (try request.input(0), try request.input(1))
        let output = try request.output().elements(Number.self)
        let plan = self
        if let scaled, plan.rule == .sum || plan.rule == .difference {
            return {
                let sign: Int32 = plan.rule == .sum ? 1 : -1
                let (one, two) = (scaled.first, scaled.second)
                let (factor, zero, bounds) = (plan.outputFactor, plan.zeros.output, plan.bounds)
                broadcasting.map(
                    first.elements(UInt8.self), second.elements(UInt8.self), output
                ) { a, b in
                    let sum = factor.apply(one[Int(a)] &+ sign &* two[Int(b)]) &+ zero
                    return Number(
                        truncatingIfNeeded: min(max(sum, bounds.lowerBound), bounds.upperBound))
                }
            }
        }
        return { () throws(InferenceError) in
            let a = first.elements(Number.self)
            let b = second.elements(Number.self)
            switch plan.rule {
            case .quotient:
                var dividesByZero = false
                broadcasting.map(a, b, output) { a, b in
                    guard Int32(b) != plan.zeros.b else {
                        dividesByZero = true
                        return 0
                    }
                    return Number(truncatingIfNeeded: plan.quotient(Int32(a), Int32(b)))
                }
                if dividesByZero { throw request.badData("divides by zero") }
            case .sum:
                broadcasting.map(a, b, output) {
                    Number(truncatingIfNeeded: plan.sum(Int32($0), Int32($1), sign: 1))
                }
            case .difference:
                broadcasting.map(a, b, output) {
                    Number(truncatingIfNeeded: plan.sum(Int32($0), Int32($1), sign: -1))
                }
            case .product:
                broadcasting.map(a, b, output) {
                    Number(truncatingIfNeeded: plan.product(Int32($0), Int32($1)))
                }
            case .squaredDifference:
                broadcasting.map(a, b, output) {
                    Number(truncatingIfNeeded: plan.squaredDifference(Int32($0), Int32($1)))
                }
            }
        }
    }

    @inline(__always)
    private func held(_ value: Int32) -> Int32 {
        min(max(value, bounds.lowerBound), bounds.upperBound)
    }

    @inline(__always)
    private func sum(_ a: Int32, _ b: Int32, sign: Int32) -> Int32 {
        if let powers {
            let one = FixedPointMultiplier.roundingShiftRight(a, by: -powers.a)
            let two = FixedPointMultiplier.roundingShiftRight(b, by: -powers.b)
            return held(min(max(one &+ sign &* two, -32768), 32767))
        }
        let one = factors.a.apply((a &- zeros.a) &<< headroom)
        let two = factors.b.apply((b &- zeros.b) &<< headroom)
        return held(outputFactor.apply(one &+ sign &* two) &+ zeros.output)
    }

    @inline(__always)
    private func product(_ a: Int32, _ b: Int32) -> Int32 {
        held(outputFactor.apply((a &- zeros.a) &* (b &- zeros.b)) &+ zeros.output)
    }

    @inline(__always)
    private func quotient(_ a: Int32, _ b: Int32) -> Int32 {
        held(
            QuantizedQuotient.of(a &- zeros.a, b &- zeros.b, outputFactor) &+ zeros.output)
    }

    @inline(__always)
    private func squaredDifference(_ a: Int32, _ b: Int32) -> Int32 {
        let one = factors.a.apply((a &- zeros.a) &<< headroom)
        let two = factors.b.apply((b &- zeros.b) &<< headroom)
        let difference = one &- two
        return held(outputFactor.apply(difference &* difference) &+ zeros.output)
    }
}

/// Both operands of an 8-bit sum in their common scale, for each byte.
private final class ScaledBytes: Sendable {
    private let table = OwnedBytes(byteCount: 2 * 256 * 4)

    init(
        _ type: ElementType, _ factors: (a: FixedPointMultiplier, b: FixedPointMultiplier),
        _ zeros: (Int32, Int32), _ headroom: Int32
    ) {
        for byte in 0..<256 {
            let number = type == .int8 ? Int32(Int8(truncatingIfNeeded: byte)) : Int32(byte)
            first[byte] = factors.a.apply((number - zeros.0) &<< headroom)
            second[byte] = factors.b.apply((number - zeros.1) &<< headroom)
        }
    }

    var first: UnsafeMutablePointer<Int32> { table.address.assumingMemoryBound(to: Int32.self) }
    var second: UnsafeMutablePointer<Int32> { first + 256 }
}
