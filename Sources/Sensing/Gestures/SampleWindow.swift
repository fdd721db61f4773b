/// The last samples, as networks take them.
struct SampleWindow {
    /// What a network takes.
    enum Form: Equatable {
        /// Thousandths of g as they are.
        case milliG(isNewestMissing: Bool)
        /// Whole steps of 1/32 g around the mean, as the example firmware computes them.
        case steps
    }

    /// Counts of an ADXL345 at full resolution.
    private static let countsPerG = 256.0

    private let length: Int
    /// x, y, z after each other, a ring of samples.
    private var ring: [Double]
    private var counts: [Int32]
    private var next = 0
    private var isEmpty = true

    init(length: Int) {
        self.length = length
        ring = Array(repeating: 0, count: 3 * length)
        counts = Array(repeating: 0, count: 3 * length)
    }

    /// - Parameter isFirstRepeated: whether the window begins full of the first sample, not of zeros.
    mutating func add(_ sample: Acceleration, isFirstRepeated: Bool) {
        let places = isEmpty && isFirstRepeated ? 0..<length : next..<next + 1
        for place in places {
            for (axis, value) in [sample.x, sample.y, sample.z].enumerated() {
                ring[3 * place + axis] = value
                let count = (value * Self.countsPerG).rounded()
                counts[3 * place + axis] = Int32(min(max(count, -32768), 32767))
            }
        }
        isEmpty = false
        next = (next + 1) % length
    }

    /// The oldest sample first.
    func milliG(isNewestMissing: Bool) -> [Float] {
        var values = (0..<3 * length).map { Float(ring[($0 + 3 * next) % ring.count] * 1000) }
        if isNewestMissing {
            for place in values.count - 3..<values.count { values[place] = 0 }
        }
        return values
    }

    /// The oldest sample first; whole numbers all along, so that devices come to the same.
    var steps: [Int8] {
        let means = (0..<3).map { axis in
            let sum = stride(from: axis, to: counts.count, by: 3).reduce(0) { $0 + counts[$1] }
            return (Double(sum + Int32(length / 2)) / Double(length)).rounded(.down)
        }
        return counts.indices.map { place in
            let count = counts[(place + 3 * next) % counts.count]
            return Int8(clamping: (count - Int32(means[place % 3]) + 4) >> 3)
        }
    }
}
