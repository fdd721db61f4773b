/// Quotients of quantized numbers, as TensorFlow Lite's reference kernel (div.h) computes them:
/// by the divisor's reciprocal in fixed point.
enum QuantizedQuotient {
    /// The quotient of two numbers from which their zero points were taken, times a factor.
    @inline(__always)
    static func of(_ dividend: Int32, _ divisor: Int32, _ factor: FixedPointMultiplier) -> Int32 {
        let isNegative = divisor < 0
        let dividend = isNegative ? 0 &- dividend : dividend
        let inverse = FixedPointFunctions.reciprocal(
            isNegative ? 0 &- divisor : divisor, wholeBits: 31)
        let headroom = (dividend < 0 ? ~dividend : dividend).leadingZeroBitCount - 1
        let quotient = FixedPointMultiplier.doublingHighMultiply(
            dividend << Int32(headroom), inverse.value)
        let scaled = FixedPointMultiplier.doublingHighMultiply(quotient, factor.fraction)
        let shift = factor.exponent - inverse.shift - headroom
        // A dividend of zero is shifted by 32 bits or more, of which the reference kernel makes one.
        // What it makes of others there is not defined.
        if shift < -31 { return dividend == 0 ? 1 : 0 }
        return shift > 0
            ? FixedPointFunctions.saturatingShiftLeft(scaled, by: min(shift, 31))
            : FixedPointMultiplier.roundingShiftRight(scaled, by: -shift)
    }
}
