/// What is done to a model's bytes.
enum Damage: CustomStringConvertible {
    /// Only so many bytes are left.
    case cut(Int)
    /// The change of that number: some bytes are replaced.
    case flip(Int)

    /// As `description` has it.
    init?(text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let number = Int(parts[1]), number >= 0 else { return nil }
        switch parts[0] {
        case "cut": self = .cut(number)
        case "flip": self = .flip(number)
        default: return nil
        }
    }

    var kind: StaticString {
        switch self {
        case .cut: "cut"
        case .flip: "flip"
        }
    }

    var number: Int {
        switch self {
        case .cut(let number), .flip(let number): number
        }
    }

    var description: String { "\(kind):\(number)" }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
