import Glibc

/// Makes what an accelerometer feels that somebody holds upright and moves: gestures, shaking, rest.
///
/// A seed makes each performance another one: size, speed, how the device is held, and noise are
/// drawn from it. The same seed makes the same samples.
public struct SampleGenerator: Sendable, Equatable {
    public enum Gesture: String, Sendable, CaseIterable {
        /// A circle, from its top over the right.
        case circle
        /// Down to the left, then right: an angle.
        case slope
        /// The letter W.
        case wing
        /// To and fro.
        case shake
        /// Held still.
        case rest
    }

    public var gesture: Gesture
    /// Nil for as long as the gesture takes, and half a second before and behind it.
    public var seconds: Double?
    public var rate: Double
    /// The standard deviation of the noise, in g.
    public var noise: Double
    public var seed: UInt64

    public init(
        _ gesture: Gesture, seconds: Double? = nil, rate: Double = AccelerationReader.standardRate,
        noise: Double = 0.01, seed: UInt64 = 0
    ) {
        self.gesture = gesture
        self.seconds = seconds
        self.rate = rate
        self.noise = noise
        self.seed = seed
    }

    /// `circle` or `shake,seconds=4,rate=50,noise=0.02,seed=7`; nil for what is a file's name.
    ///
    /// - Throws: `usage` when a setting is unknown or out of range.
    public init?(_ text: String, rate: Double?) throws(SensingError) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard let name = parts.first, let gesture = Gesture(rawValue: String(name)) else {
            return nil
        }
        self.init(gesture, rate: rate ?? AccelerationReader.standardRate)
        for part in parts.dropFirst() {
            let words = part.split(separator: "=", maxSplits: 1)
            func wrong(_ message: String) -> SensingError {
                SensingError(.usage, source: text, "`\(part)` \(message)")
            }
            func number(_ range: ClosedRange<Double>) throws(SensingError) -> Double {
                guard words.count == 2, let value = Double(words[1]), range.contains(value) else {
                    throw wrong("is no number from \(range.lowerBound) to \(range.upperBound)")
                }
                return value
            }
            switch words.first {
            case "seconds": seconds = try number(0.04...86400)
            case "rate": self.rate = try number(1...10000)
            case "noise": noise = try number(0...10)
            case "seed": seed = UInt64(try number(0...1e15))
            default: throw wrong("is no setting; there are seconds, rate, noise, seed")
            }
        }
    }

    /// Whether a text asks for a generator, rightly or wrongly.
    public static func isGesture(_ text: String) -> Bool {
        Gesture(rawValue: String(text.prefix { $0 != "," })) != nil
    }

    public var recording: AccelerationRecording {
        var random = RandomNumbers(seed: seed)
        let path = GesturePath(gesture, isVaried: seed != 0, &random)
        let before = 0.5
        let length = seconds ?? path.duration + 2 * before
        let start = max((length - path.duration) / 2, 0)
        let count = max(Int((length * rate).rounded()), 1)
        let values = (0..<count).map { index in
            let felt = path.acceleration(at: Double(index) / rate - start)
            let noise = Acceleration(random.normal, random.normal, random.normal) * noise
            return felt + noise
        }
        return AccelerationRecording(name: gesture.rawValue, values: values, rate: rate)
    }
}

/// Random numbers that are the same on every machine.
struct RandomNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 }

    /// 0 to 1 (SplitMix64; Steele, Lea, Flood 2014).
    var uniform: Double {
        mutating get {
            state &+= 0x9e37_79b9_7f4a_7c15
            var bits = state
            bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
            bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
            return Double((bits ^ (bits >> 31)) >> 11) / Double(1 << 53)
        }
    }

    mutating func uniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * uniform
    }

    /// Of the normal distribution: twelve uniform ones come near enough for a sensor's noise.
    var normal: Double {
        mutating get {
            var sum = -6.0
            for _ in 0..<12 { sum += uniform }
            return sum
        }
    }
}
