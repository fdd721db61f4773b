import Glibc

/// SOFTMAX of 16-bit numbers by tables of e^x and 1 / (1 + x).
struct SixteenBitSoftmax {
    /// Differences become numbers over [-10, 0], which the table of e^x covers.
    private let multiplier: FixedPointMultiplier

    private static let exponentials = InterpolatedTable(
        inputScale: 10.0 / 65535, inputZero: 32767, outputScale: 2.0 / 65535
    ) { (x: Double) in exp(x) }
    private static let reciprocals = InterpolatedTable(
        inputScale: 1.0 / 65535, inputZero: -32768, outputScale: 2.0 / 65535
    ) { (x: Double) in 1 / (1 + x) }

    init(beta: Float, scale: Float) {
        multiplier = FixedPointMultiplier(Double(scale) * Double(beta) / (10.0 / 65535))
    }

    func kernel(_ rows: Rows, _ input: Tensor, _ output: Tensor) -> Kernel {
        {
            let source = input.elements(Int16.self)
            let target = output.elements(Int16.self)
            rows.forEach { start in
                let row = start..<start + rows.length
                var maximum = Int16.min
                for index in row { maximum = max(maximum, source[index]) }
                var sum: Int32 = 0
                for index in row {
                    let scaled = multiplier.apply(Int32(source[index]) - Int32(maximum))
                    let power = Self.exponentials[Int16(clamping: scaled &+ 32767)]
                    target[index] = power
                    sum &+= Int32(power)
                }
                let headroom = sum.leadingZeroBitCount
                let shifted = ((Int64(sum) << Int64(max(headroom - 1, 0))) + (1 << 13)) >> 14
                let place = shifted - (1 << 15) - (1 << 16)
                let reciprocal = Int64(Self.reciprocals[Int16(clamping: place)])
                let shift = Int64(31 - headroom)
                let half = shift > 0 ? Int64(1) << (shift - 1) : 0
                for index in row {
                    let share = (Int64(target[index]) * reciprocal + half) >> shift
                    target[index] = Int16(clamping: max(share, 0))
                }
            }
        }
    }
}
