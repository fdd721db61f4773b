/// HARD_SWISH: x times a ramp from 0 at -3 to 1 at 3.
struct HardSwish: OperatorPlan {
    private let shape: Shape
    private var sixteenBit: HardSwishTable?

    init(_ request: ShapeRequest) throws(InferenceError) {
        let input = try request.sameTypeOperand([.float32, .int8, .uint8])
        shape = input.shape
        guard input.type != .float32 else { return }
        sixteenBit = try HardSwishTable(
            request, input.type, try request.affine(input, "input"),
            try request.affine(try request.output(), "output"))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        if let sixteenBit {
            let output = target.elements(UInt8.self)
            return {
                let input = source.elements(UInt8.self)
                for index in input.indices { output[index] = sixteenBit.entries[Int(input[index])] }
            }
        }
        let output = target.elements(Float.self)
        return {
            let input = source.elements(Float.self)
            for index in input.indices {
                let value = input[index]
                output[index] = value * min(max(value + 3, 0), 6) / 6
            }
        }
    }
}

/// HARD_SWISH of 8-bit numbers in 16-bit fixed point, as TensorFlow Lite's reference kernel
/// (hard_swish.h) computes it, for every byte.
struct HardSwishTable: Sendable {
    let entries: [UInt8]

    init(
        _ request: ShapeRequest, _ type: ElementType, _ input: Affine, _ output: Affine
    ) throws(InferenceError) {
        // The input with seven more bits.
        let fineScale = Float(1.0 / 128) * input.scale
        let toOutput = FixedPointMultiplier(Double(fineScale / output.scale))
        let toRamp = FixedPointMultiplier(Double(fineScale / Float(3.0 / 32768)))
        guard toOutput.exponent <= 0 else {
            throw request.unsupported("its output's scale is too small for its input's")
        }
        let outputFraction = Self.sixteenBits(toOutput.fraction)
        let rampFraction = Self.sixteenBits(toRamp.fraction)
        let range = type.quantizedRange ?? 0...0
        entries = (0..<256).map { byte in
            let number = type == .int8 ? Int32(Int8(truncatingIfNeeded: byte)) : Int32(byte)
            let fine = Int16(truncatingIfNeeded: (number - input.zeroPoint) << 7)
            let scaled = Self.doublingHighMultiply(fine, outputFraction)
            var ramp = fine
            if toRamp.exponent > 0 { ramp = Self.shiftLeft(ramp, by: toRamp.exponent - 1) }
            ramp = Self.doublingHighMultiply(ramp, rampFraction)
            if toRamp.exponent > 0 { ramp = Self.shiftLeft(ramp, by: 1) }
            if toRamp.exponent < 0 {
                ramp = Int16(
                    truncatingIfNeeded: FixedPointMultiplier.roundingShiftRight(
                        Int32(ramp), by: -toRamp.exponent))
            }
            // From [-1, 1] to [0, 1].
            ramp = Int16(truncatingIfNeeded: (Int32(ramp) + (1 << 15)) >> 1)
            let product = Int16(clamping: Int32(ramp) * Int32(scaled) / (1 << 15))
            let value =
                FixedPointMultiplier.roundingShiftRight(Int32(product), by: -toOutput.exponent)
                + output.zeroPoint
            return UInt8(
                truncatingIfNeeded: min(max(value, range.lowerBound), range.upperBound))
        }
    }

    /// A 31-bit fraction in 15 bits.
    private static func sixteenBits(_ fraction: Int32) -> Int16 {
        Int16(clamping: (Int64(fraction) + (1 << 15)) >> 16)
    }

    private static func doublingHighMultiply(_ a: Int16, _ b: Int16) -> Int16 {
        if a == .min && b == .min { return .max }
        return Int16(truncatingIfNeeded: (Int32(a) * Int32(b) + (1 << 14)) >> 15)
    }

    private static func shiftLeft(_ value: Int16, by bits: Int) -> Int16 {
        Int16(clamping: Int64(value) << Int64(bits))
    }
}
