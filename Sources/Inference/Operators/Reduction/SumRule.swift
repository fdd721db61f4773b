/// From a sum of quantized numbers to the output's number, as TensorFlow Lite's reference kernel
/// (reduce.h, `QuantizedMeanOrSum`) has it: a mean's division is part of the factor.
///
/// Sums of signed numbers are calculated in float32, as TensorFlow Lite's other kernels do: the
/// reference kernel of LiteRT 2.3.0 reads them as unsigned bytes.
struct SumRule: Sendable {
    private let zero: Int64
    private let output: Int32
    private let factor: FixedPointMultiplier
    private let real: RealFactor?
    private let range: ClosedRange<Int32>

    private struct RealFactor: Sendable {
        var scale: Float
        var bias: Float
    }

    init(_ type: ElementType, _ from: Affine, _ to: Affine, count: Int, isMean: Bool) {
        zero = Int64(from.zeroPoint) * Int64(count)
        output = to.zeroPoint
        range = type.quantizedRange ?? 0...0
        let factor = FixedPointMultiplier(Double(from.scale) / Double(to.scale))
        self.factor = isMean && count > 0 ? factor.divided(by: count) : factor
        let scale = from.scale / to.scale
        let isReal = !isMean && type != .uint8
        real =
            isReal
            ? RealFactor(scale: scale, bias: Float(from.zeroPoint) * scale * Float(count)) : nil
    }

    func apply(_ sum: Int64) -> Int32 {
        let scaled =
            if let real {
                NearestWhole.int32(Float(sum) * real.scale - real.bias)
            } else {
                factor.apply(Int32(truncatingIfNeeded: sum - zero))
            }
        let number = Int64(scaled) + Int64(output)
        return Int32(min(max(number, Int64(range.lowerBound)), Int64(range.upperBound)))
    }
}

extension FixedPointMultiplier {
    /// A factor that divides by a count as well, with as many bits of the quotient as fit.
    fileprivate func divided(by count: Int) -> FixedPointMultiplier {
        let shift = min(63 - count.leadingZeroBitCount, 32, 31 + exponent)
        return FixedPointMultiplier(
            fraction: Int32(truncatingIfNeeded: (Int64(fraction) << Int64(shift)) / Int64(count)),
            exponent: exponent - shift)
    }
}
