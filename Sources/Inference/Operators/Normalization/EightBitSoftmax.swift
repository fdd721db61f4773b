import Glibc

/// SOFTMAX of 8-bit numbers in fixed point.
struct EightBitSoftmax {
    /// Differences become numbers of Q5.
    private let multiplier: FixedPointMultiplier
    /// Differences below have no weight in fixed point.
    private let least: Int32

    /// The whole bits of differences and of sums of powers.
    private static let differenceBits = 5
    private static let sumBits = 12

    init(beta: Float, scale: Float) {
        let factor = min(
            Double(beta) * Double(scale) * Double(1 << (31 - Self.differenceBits)),
            Double(Int32.max))
        multiplier = FixedPointMultiplier(factor)
        let radius =
            Double((1 << Self.differenceBits) - 1) * Double(1 << (31 - Self.differenceBits))
            / Double(1 << max(multiplier.exponent, 0))
        least = -Int32(radius.rounded(.down))
    }

    func kernel<
        Input: FixedWidthInteger & BitwiseCopyable, Output: FixedWidthInteger & BitwiseCopyable
    >(
        _ rows: Rows, _ input: BoundValues<Input>, _ output: UnsafeMutableBufferPointer<Output>,
        _ steps: SoftmaxSteps
    ) -> Kernel {
        // One power for each of the differences there can be.
        let powers = (0..<256).map { power(ofDifference: -$0) }
        let lowest = Int32(Output.min)
        let highest = Int32(Output.max)
        let nothing = Output(clamping: steps.zeroPoint)
        return {
            let source = input.pointer
            rows.forEach { start in
                let row = start..<start + rows.length
                var maximum = Input.min
                for index in row { maximum = max(maximum, source[index]) }
                var sum: Int32 = 0
                for index in row {
                    if let power = powers[Int(maximum) - Int(source[index])] {
                        sum &+= FixedPointMultiplier.roundingShiftRight(power, by: Self.sumBits)
                    }
                }
                let scale = FixedPointFunctions.reciprocal(sum, wholeBits: Self.sumBits)
                let shift = scale.shift + 31 - steps.bits
                for index in row {
                    guard let power = powers[Int(maximum) - Int(source[index])] else {
                        output[index] = nothing
                        continue
                    }
                    let share = FixedPointMultiplier.roundingShiftRight(
                        FixedPointFunctions.multiply(scale.value, power), by: shift)
                    output[index] = Output(
                        truncatingIfNeeded: min(max(share &+ steps.zeroPoint, lowest), highest))
                }
            }
        }
    }

    /// e to a difference, in Q0; nil when it is too small.
    private func power(ofDifference difference: Int32) -> Int32? {
        guard difference >= least else { return nil }
        let scaled = FixedPointMultiplier.doublingHighMultiply(
            difference &<< Int32(max(multiplier.exponent, 0)), multiplier.fraction)
        return FixedPointFunctions.exponential(scaled)
    }
}

/// The steps that a softmax's output is counted in: 2^-bits each, from a zero point.
///
/// LiteRT's reference kernel counts 16-bit outputs in steps of 2^-16 from -32768 whatever the output
/// says of itself; its other kernels do what is said here.
struct SoftmaxSteps {
    var bits: Int
    var zeroPoint: Int32

    /// The output's own steps.
    /// - Throws: for scales that are not a power of two between 2^-12 and 2^-16.
    init(_ request: ShapeRequest) throws(InferenceError) {
        let affine = try request.affine(request.output(), "output")
        let exact = -log2(affine.scale)
        let nearest = exact.rounded()
        guard 12...16 ~= nearest, abs(affine.scale - exp2(-nearest)) <= affine.scale * 0.001
        else {
            throw request.unsupported(
                "its output has a scale of \(affine.scale); 2^-16 to 2^-12 are implemented")
        }
        bits = Int(nearest)
        zeroPoint = affine.zeroPoint
    }

    /// The steps that the format sets for a type: all numbers from the least.
    init<Output: FixedWidthInteger>(of type: Output.Type) {
        bits = type.bitWidth
        zeroPoint = Int32(type.min)
    }
}
