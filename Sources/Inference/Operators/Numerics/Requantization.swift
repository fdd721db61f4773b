/// How sums of products become a quantized output: scaled (for each channel, where weights have
/// scales of their own), moved to the output's zero point and held in a range.
struct Requantization: Sendable {
    /// One, or one for each channel.
    private let multipliers: [FixedPointMultiplier]
    private let perChannel: Int
    let zeroPoint: Int32
    let bounds: ClosedRange<Int32>

    init(_ factors: [Double], output: Affine, bounds: ClosedRange<Int32>) {
        let multipliers = factors.map(FixedPointMultiplier.init)
        let isUniform = multipliers.dropFirst().allSatisfy { $0 == multipliers[0] }
        self.multipliers = isUniform ? Array(multipliers.prefix(1)) : multipliers
        perChannel = isUniform ? 0 : 1
        zeroPoint = output.zeroPoint
        self.bounds = bounds
    }

    @inline(__always)
    func apply<Sum: ProductSum>(_ sum: Sum, channel: Int) -> Int32 {
        let scaled = sum.scaled(by: multipliers[channel &* perChannel]) &+ zeroPoint
        return min(max(scaled, bounds.lowerBound), bounds.upperBound)
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
