/// How sums of products become a quantized output: scaled (for each channel, where weights have
/// scales of their own), moved to the output's zero point and held in a range.
struct Requantization: Sendable {
    /// One, or one for each channel.
    private let multipliers: [FixedPointMultiplier]
    private let perChannel: Int
    let zeroPoint: Int32
    let bounds: ClosedRange<Int32>
    /// The product is rounded once, not at its fraction and again at its power of two.
    private let roundsOnce: Bool

    init(
        _ factors: [Double], output: Affine, bounds: ClosedRange<Int32>, roundsOnce: Bool = false
    ) {
        let multipliers = factors.map(FixedPointMultiplier.init)
        let isUniform = multipliers.dropFirst().allSatisfy { $0 == multipliers[0] }
        self.multipliers = isUniform ? Array(multipliers.prefix(1)) : multipliers
        perChannel = isUniform ? 0 : 1
        zeroPoint = output.zeroPoint
        self.bounds = bounds
        self.roundsOnce = roundsOnce
    }

    @inline(__always)
    func apply<Sum: ProductSum>(_ sum: Sum, channel: Int) -> Int32 {
        let multiplier = multipliers[channel &* perChannel]
        let scaled = roundsOnce ? multiplier.applyOnce(sum) : sum.scaled(by: multiplier)
        return min(max(scaled &+ zeroPoint, bounds.lowerBound), bounds.upperBound)
    }
}

extension FixedPointMultiplier {
    /// The product, rounded half up in one step: what FULLY_CONNECTED's reference kernel does.
    @inline(__always)
    func applyOnce(_ value: some ProductSum) -> Int32 {
        let shift = Int64(31 - exponent)
        let product = Int64(value) &* Int64(fraction) &+ (1 &<< (shift - 1))
        return Int32(truncatingIfNeeded: product >> shift)
    }
}

/// The whole numbers that products are summed in; sums that overflow wrap around.
protocol ProductSum: FixedWidthInteger, SignedInteger, BitwiseCopyable, Sendable {
    func scaled(by multiplier: FixedPointMultiplier) -> Int32
}

extension Int32: ProductSum {
    @inline(__always)
    func scaled(by multiplier: FixedPointMultiplier) -> Int32 { multiplier.apply(self) }
}

extension Int64: ProductSum {
    @inline(__always)
    func scaled(by multiplier: FixedPointMultiplier) -> Int32 { multiplier.apply(self) }
}
