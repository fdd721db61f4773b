import Glibc

/// Functions of 32-bit fixed-point numbers, bit for bit as the format's reference kernels have
/// them: they are defined by gemmlowp's fixedpoint.h. "Qm" is a number with m whole bits, a sign
/// and 31 - m bits of fraction.
enum FixedPointFunctions {
    /// A real of (-1, 1) in Q0.
    private static func q0(_ real: Double) -> Int32 {
        Int32((real * 0x1p31).rounded(.toNearestOrAwayFromZero))
    }

    @inline(__always)
    static func multiply(_ a: Int32, _ b: Int32) -> Int32 {
        FixedPointMultiplier.doublingHighMultiply(a, b)
    }

    /// value x 2^bits, held in the range of 32 bits.
    @inline(__always)
    static func saturatingShiftLeft(_ value: Int32, by bits: Int) -> Int32 {
        Int32(clamping: Int64(value) << Int64(bits))
    }

    /// (a + b) / 2, rounded half away from zero.
    @inline(__always)
    static func halfSum(_ a: Int32, _ b: Int32) -> Int32 {
        let sum = Int64(a) + Int64(b)
        return Int32(truncatingIfNeeded: (sum + (sum >= 0 ? 1 : -1)) / 2)
    }

    /// e^(-2^k) for k = -2 ... 4.
    private static let powers: [Int32] = (-2...4).map { q0(exp(-exp2(Double($0)))) }
    private static let expOfMinusEighth = q0(exp(-0.125))
    private static let third = q0(1.0 / 3)

    /// e^x for x <= 0 in Q5; the result is in Q0.
    static func exponential(_ x: Int32) -> Int32 {
        if x == 0 { return .max }
        let quarter: Int32 = 1 << 24
        // x = part - remainder, with part in [-1/4, 0) and the remainder a multiple of 1/4.
        let part = (x & (quarter - 1)) - quarter
        let remainder = part &- x
        var result = exponentialNearZero(saturatingShiftLeft(part, by: 5))
        for (bit, power) in powers.enumerated() where remainder & (1 << Int32(24 + bit)) != 0 {
            result = multiply(result, power)
        }
        return result
    }

    /// e^x for x in [-1/4, 0) in Q0: the Taylor expansion around -1/8.
    private static func exponentialNearZero(_ x: Int32) -> Int32 {
        let y = x &+ (1 << 28)
        let square = multiply(y, y)
        let cube = multiply(square, y)
        let fourth = multiply(square, square)
        let quarterOfFourth = FixedPointMultiplier.roundingShiftRight(fourth, by: 2)
        let tail = FixedPointMultiplier.roundingShiftRight(
            multiply(quarterOfFourth &+ cube, third) &+ square, by: 1)
        return expOfMinusEighth &+ multiply(expOfMinusEighth, y &+ tail)
    }

    /// 1 / (1 + x) for x in [0, 1) in Q0, by three Newton-Raphson steps.
    static func reciprocalOfOnePlus(_ x: Int32) -> Int32 {
        let halfDenominator = halfSum(x, .max)
        let start = Int32((48.0 / 17 * 0x1p29).rounded(.toNearestOrAwayFromZero))
        let slope = Int32((-32.0 / 17 * 0x1p29).rounded(.toNearestOrAwayFromZero))
        // In Q2.
        var guess = start &+ multiply(halfDenominator, slope)
        for _ in 0..<3 {
            let error = (1 << 29) &- multiply(halfDenominator, guess)
            guess = guess &+ saturatingShiftLeft(multiply(guess, error), by: 2)
        }
        return saturatingShiftLeft(guess, by: 1)
    }

    /// 1 / x for a positive x with a number of whole bits.
    /// - Returns: The reciprocal in Q0 and the power of two to divide it by.
    static func reciprocal(_ x: Int32, wholeBits: Int) -> (value: Int32, shift: Int) {
        let headroom = x.leadingZeroBitCount
        let normal = Int32(
            truncatingIfNeeded: (Int64(UInt32(bitPattern: x)) << Int64(headroom)) & 0xFFFF_FFFF
                - (1 << 31))
        return (reciprocalOfOnePlus(normal), wholeBits - headroom)
    }

    /// 1 / sqrt(x) for a sum of squares, by five Newton-Raphson steps.
    static func inverseSquareRoot(_ value: Int32) -> (fraction: Int32, exponent: Int) {
        guard value > 1 else { return (.max, 0) }
        var input = value
        var shift = 11
        while input >= 1 << 29 {
            input /= 4
            shift += 1
        }
        let pairs = (input.leadingZeroBitCount - 1) / 2 - 1
        shift -= pairs
        input <<= Int32(2 * pairs)
        // In Q3 from here.
        let x = input >> 1
        let half = FixedPointMultiplier.roundingShiftRight(x, by: 1)
        let oneAndHalf: Int32 = 3 << 27
        var root: Int32 = 1 << 28
        for _ in 0..<5 {
            let cube = saturatingShiftLeft(multiply(multiply(root, root), root), by: 6)
            root = saturatingShiftLeft(
                multiply(oneAndHalf, root) &- multiply(half, cube), by: 3)
        }
        root = multiply(root, q0(0.5.squareRoot()))
        if shift < 0 {
            root = root << Int32(-shift)
            shift = 0
        }
        return (root, -shift)
    }
}
