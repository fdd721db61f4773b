/// The network of training/train.py in whole numbers, rounded as TensorFlow Lite's reference kernels
/// round.
struct GestureNetwork {
    static let windowLength = 128
    static let gestureCount = 5
    private static let places = 31
    private static let pairs = 14
    private static let zero: Int32 = -128

    private var input = InlineArray<384, Int8>(repeating: 0)
    private var first = InlineArray<248, Int32>(repeating: 0)
    private var second = InlineArray<224, Int32>(repeating: 0)
    /// What it says of each gesture: the larger, the likelier.
    private(set) var scores = InlineArray<5, Int32>(repeating: 0)

    /// Looks at a window, the oldest sample at `start` of a ring.
    mutating func look(at ring: borrowing InlineArray<384, Int16>, from start: Int) {
        for axis in 0..<3 {
            var sum: Int32 = 0
            for place in 0..<Self.windowLength { sum += Int32(ring[place * 3 + axis]) }
            let mean = (sum + Int32(Self.windowLength / 2)) >> 7
            for place in 0..<Self.windowLength {
                let sample = (start + place) % Self.windowLength
                let step = (Int32(ring[sample * 3 + axis]) - mean + 4) >> 3
                input[place * 3 + axis] = Int8(clamping: step)
            }
        }
        convolveInput()
        convolvePlaces()
        decide()
    }

    private mutating func convolveInput() {
        for place in 0..<Self.places {
            for channel in 0..<8 {
                var sum = GestureWeights.firstBias[channel]
                for tap in 0..<24 {
                    sum +=
                        Int32(input[place * 12 + tap])
                        * Int32(GestureWeights.firstWeights[channel * 24 + tap])
                }
                let scaled = Self.scale(
                    sum, GestureWeights.firstFractions[channel],
                    GestureWeights.firstExponents[channel])
                first[place * 8 + channel] = min(max(scaled, 0), 255)
            }
        }
    }

    private mutating func convolvePlaces() {
        for place in 0..<Self.pairs {
            for channel in 0..<16 {
                var sum = GestureWeights.secondBias[channel]
                for tap in 0..<32 {
                    sum +=
                        first[place * 16 + tap]
                        * Int32(GestureWeights.secondWeights[channel * 32 + tap])
                }
                let scaled = Self.scale(
                    sum, GestureWeights.secondFractions[channel],
                    GestureWeights.secondExponents[channel])
                second[place * 16 + channel] = min(max(scaled, 0), 255)
            }
        }
    }

    private mutating func decide() {
        for gesture in 0..<Self.gestureCount {
            var sum = GestureWeights.lastBias[gesture]
            for pair in 0..<7 {
                for channel in 0..<16 {
                    let place = pair * 32 + channel
                    sum +=
                        max(second[place], second[place + 16])
                        * Int32(GestureWeights.lastWeights[gesture * 112 + pair * 16 + channel])
                }
            }
            let scaled = Self.scale(
                sum, GestureWeights.lastFractions[gesture], GestureWeights.lastExponents[gesture])
            scores[gesture] = min(max(scaled, -128), 127)
        }
    }

    /// gemmlowp's doubling high multiply, then a rounding shift.
    private static func scale(_ value: Int32, _ fraction: Int32, _ exponent: Int8) -> Int32 {
        let left = exponent > 0 ? value << Int32(exponent) : value
        let product = Int64(left) * Int64(fraction)
        let nudge: Int64 = product >= 0 ? 1 << 30 : 1 - (1 << 30)
        // A division that rounds to zero, not a shift.
        let sum = product + nudge
        let high = Int32(truncatingIfNeeded: (sum + (sum < 0 ? 0x7FFF_FFFF : 0)) >> 31)
        let shift = exponent < 0 ? Int32(-exponent) : 0
        guard shift > 0 else { return high }
        let mask: Int32 = (1 << shift) - 1
        let rest = high & mask
        let threshold = (mask >> 1) + (high < 0 ? 1 : 0)
        return (high >> shift) + (rest > threshold ? 1 : 0)
    }
}
