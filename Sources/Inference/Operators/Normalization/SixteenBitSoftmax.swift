import Glibc

/// SOFTMAX of 16-bit numbers by tables of e^x and 1 / (1 + x).
struct SixteenBitSoftmax {
    /// Differences become numbers over [-10, 0], which the table of e^x covers.
    private let multiplier: FixedPointMultiplier

    private static let exponentials = InterpolatedTable(
        inputScale: 10.0 / 65535, inputZero: 32767, outputScale: 2.0 / 65535
    ) { exp($0) }
    private static let reciprocals = InterpolatedTable(
        inputScale: 1.0 / 65535, inputZero: -32768, outputScale: 2.0 / 65535
    ) { 1 / (1 + $0) }

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

/// A function of 16-bit numbers: 512 steps, with straight lines between.
struct InterpolatedTable: Sendable {
    private let values: [Int16]

    init(
        inputScale: Double, inputZero: Double, outputScale: Double,
        _ function: (Double) -> Double
    ) {
        let lowest = inputScale * (-32768 - inputZero)
        let highest = inputScale * (32767 - inputZero)
        let step = (highest - lowest) / 512
        // The output's zero point is 0.
        let inverse = 65536 / (outputScale * 65535)
        func whole(_ value: Double) -> Double { value.rounded(.toNearestOrAwayFromZero) }
        func held(_ value: Double) -> Int16 { Int16(min(max(value, -32768), 32767)) }
        var values = (0..<512).map { index in
            let place = lowest + Double(index) * step
            let value = function(place) * inverse
            let next = function(lowest + Double(index + 1) * step) * inverse
            let middle = whole(function(place + step / 2) * inverse)
            // Half of the error of a straight line is taken off at the step.
            let error = whole((next + whole(value)) / 2) - middle
            return held(whole(value) - whole(error / 2))
        }
        values.append(held(whole(function(highest) * inverse)))
        self.values = values
    }

    subscript(_ number: Int16) -> Int16 {
        let index = 256 + Int(number >> 7)
        let offset = Int32(number & 0x7F)
        let base = Int32(values[index])
        let slope = Int32(values[index + 1]) - base
        return Int16(truncatingIfNeeded: base + (slope * offset + 64) >> 7)
    }
}
