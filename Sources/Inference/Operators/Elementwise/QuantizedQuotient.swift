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
        return shift > 0
            ? FixedPointFunctions.saturatingShiftLeft(scaled, by: shift)
            : FixedPointMultiplier.roundingShiftRight(scaled, by: -shift)
    }
}
