import Glibc

/// A positive real factor as the format's reference kernels apply it to 32-bit sums: a 31-bit
/// fraction in [0.5, 1) and a power of two.
///
/// Follows gemmlowp's "doubling high multiply, then rounding shift" bit for bit, as TensorFlow
/// Lite's `MultiplyByQuantizedMultiplier` does.
struct FixedPointMultiplier: Sendable, Hashable {
    /// The fraction, scaled by 2^31.
    let fraction: Int32
    /// The power of two; negative shifts to the right.
    let exponent: Int

    init(fraction: Int32, exponent: Int) {
        self.fraction = fraction
        self.exponent = exponent
    }

    init(_ factor: Double) {
        guard factor != 0, factor.isFinite else {
            fraction = 0
            exponent = 0
            return
        }
        var exponent: Int32 = 0
        var fraction = Int64(
            (frexp(factor, &exponent) * Double(1 << 31)).rounded(.toNearestOrAwayFromZero))
        if fraction == 1 << 31 {
            fraction /= 2
            exponent += 1
        }
        if exponent < -31 {
            exponent = 0
            fraction = 0
        }
        if exponent > 30 {
            exponent = 30
            fraction = (1 << 31) - 1
        }
        self.fraction = Int32(fraction)
        self.exponent = Int(exponent)
    }

    /// The product, rounded to the nearest whole number.
    @inline(__always)
    func apply(_ value: Int32) -> Int32 {
        let left = value &<< Int32(max(exponent, 0))
        let high = Self.doublingHighMultiply(left, fraction)
        return Self.roundingShiftRight(high, by: max(-exponent, 0))
    }

    /// The product of a 64-bit sum, as kernels with 16-bit activations compute it: the fraction is
    /// reduced to 16 bits first.
    @inline(__always)
    func apply(_ value: Int64) -> Int32 {
        let reduced =
            fraction < 0x7FFF_0000 ? Int64((fraction &+ (1 << 15)) >> 16) : Int64(0x7FFF)
        let shift = Int64(15 - exponent)
        let product = value &* reduced &+ (Int64(1) &<< (shift - 1))
        return Int32(truncatingIfNeeded: product >> shift)
    }

    /// (a x b x 2) / 2^32, rounded half up; saturates the one product that overflows.
    @inline(__always)
    static func doublingHighMultiply(_ a: Int32, _ b: Int32) -> Int32 {
        if a == .min && b == .min { return .max }
        return Int32(truncatingIfNeeded: (Int64(a) &* Int64(b) &+ (1 << 30)) >> 31)
    }

    /// value / 2^bits, rounded half away from zero.
    @inline(__always)
    static func roundingShiftRight(_ value: Int32, by bits: Int) -> Int32 {
        guard bits > 0 else { return value }
        let mask = Int32(truncatingIfNeeded: (Int64(1) << Int64(bits)) - 1)
        let remainder = value & mask
        let threshold = (mask >> 1) &+ (value < 0 ? 1 : 0)
        return (value >> Int32(bits)) &+ (remainder > threshold ? 1 : 0)
    }
}
