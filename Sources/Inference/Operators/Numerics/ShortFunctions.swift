import Glibc

/// Functions of 16-bit fixed-point numbers, bit for bit as the format's integer recurrences have
/// them: they are defined by gemmlowp's fixedpoint.h. "Qm" is a number with m whole bits, a sign
/// and 15 - m bits of fraction; all are held in 32 bits, where none of them overflows.
enum ShortFunctions {
    private static let one: Int32 = 32767

    /// A real of (-1, 1) in Q0.
    private static func q0(_ real: Double) -> Int32 {
        Int32((real * 0x1p15).rounded(.toNearestOrAwayFromZero))
    }

    /// (a x b x 2) / 2^16, rounded half up; saturates the one product that overflows.
    @inline(__always)
    private static func multiply(_ a: Int32, _ b: Int32) -> Int32 {
        min((a &* b &+ (1 << 14)) >> 15, one)
    }

    /// value x 2^bits, held in the range of 16 bits.
    @inline(__always)
    private static func shiftLeft(_ value: Int32, by bits: Int32) -> Int32 {
        Int32(Int16(clamping: value << bits))
    }

    @inline(__always)
    private static func shiftRight(_ value: Int32, by bits: Int) -> Int32 {
        FixedPointMultiplier.roundingShiftRight(value, by: bits)
    }

    /// e^(-2^k) for k = -2 ... 4.
    private static let powers: [Int32] = (-2...4).map { q0(exp(-exp2(Double($0)))) }
    private static let expOfMinusEighth = q0(exp(-0.125))
    private static let third = q0(1.0 / 3)
    private static let newtonStart = Int32((48.0 / 17 * 0x1p13).rounded(.toNearestOrAwayFromZero))
    private static let newtonSlope = Int32((-32.0 / 17 * 0x1p13).rounded(.toNearestOrAwayFromZero))

    /// 1 / (1 + e^-x) for x in Q3; the result is in Q0.
    static func logistic(_ x: Int16) -> Int16 {
        if x == 0 { return 1 << 14 }
        let share = shiftLeft(reciprocalOfOnePlus(exponential(-abs(Int32(x)), wholeBits: 3)), by: 1)
        return Int16(truncatingIfNeeded: x > 0 ? share : one - share)
    }

    /// tanh x for a number with 0 to 6 whole bits; the result is in Q0.
    static func tanh(_ x: Int16, wholeBits: Int32) -> Int16 {
        if x == 0 { return 0 }
        // The same bits with one whole bit more are 2x.
        let power = exponential(-abs(Int32(x)), wholeBits: wholeBits + 1)
        let value = shiftLeft(reciprocalOfOnePlus(power) - (1 << 13), by: 2)
        return Int16(truncatingIfNeeded: x > 0 ? value : -value)
    }

    /// e^x for x < 0 with a number of whole bits; the result is in Q0.
    private static func exponential(_ x: Int32, wholeBits: Int32) -> Int32 {
        let fraction = 15 - wholeBits
        if wholeBits > 5, x < -32 << fraction { return 0 }
        let quarter: Int32 = 1 << (fraction - 2)
        // x = part - remainder, with part in [-1/4, 0) and the remainder a multiple of 1/4.
        let part = (x & (quarter - 1)) - quarter
        let remainder = part - x
        var result = exponentialNearZero(shiftLeft(part, by: wholeBits))
        for bit in 0..<min(wholeBits + 2, 7) where remainder & (quarter << bit) != 0 {
            result = multiply(result, powers[Int(bit)])
        }
        return result
    }

    /// e^x for x in [-1/4, 0) in Q0: the Taylor expansion around -1/8.
    private static func exponentialNearZero(_ x: Int32) -> Int32 {
        let y = x + (1 << 12)
        let square = multiply(y, y)
        let cube = multiply(square, y)
        let fourth = multiply(square, square)
        let tail = shiftRight(
            multiply(shiftRight(fourth, by: 2) + cube, third) + square, by: 1)
        return min(expOfMinusEighth + multiply(expOfMinusEighth, y + tail), one)
    }

    /// 2 / (1 + x) in Q2 for x in [0, 1) in Q0, by three Newton-Raphson steps.
    private static func reciprocalOfOnePlus(_ x: Int32) -> Int32 {
        let halfDenominator = (x + one + 1) / 2
        var guess = newtonStart + multiply(halfDenominator, newtonSlope)
        for _ in 0..<3 {
            let error = (1 << 13) - multiply(halfDenominator, guess)
            guess += shiftLeft(multiply(guess, error), by: 2)
        }
        return guess
    }
}
