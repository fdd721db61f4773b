import Microcontroller

/// What an accelerometer feels, in g: at rest it points up with a length of one.
///
/// The axes are the device's own. A device held upright before its bearer has x to the right, y up
/// and z towards the bearer, as phones do.
public struct Acceleration: Sendable, Equatable {
    public var x: Double
    public var y: Double
    public var z: Double

    public init(_ x: Double, _ y: Double, _ z: Double) {
        self.x = x
        self.y = y
        self.z = z
    }

    public static let zero = Acceleration(0, 0, 0)

    /// A sample as devices are fed with it.
    public init(_ raw: RawAcceleration) {
        self.init(
            Double(raw.x) / RawAcceleration.unit, Double(raw.y) / RawAcceleration.unit,
            Double(raw.z) / RawAcceleration.unit)
    }

    public var length: Double { (x * x + y * y + z * z).squareRoot() }

    public func dot(_ other: Acceleration) -> Double { x * other.x + y * other.y + z * other.z }

    public func cross(_ other: Acceleration) -> Acceleration {
        Acceleration(
            y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }

    public static func + (left: Acceleration, right: Acceleration) -> Acceleration {
        Acceleration(left.x + right.x, left.y + right.y, left.z + right.z)
    }

    public static func - (left: Acceleration, right: Acceleration) -> Acceleration {
        Acceleration(left.x - right.x, left.y - right.y, left.z - right.z)
    }

    public static func * (left: Acceleration, factor: Double) -> Acceleration {
        Acceleration(left.x * factor, left.y * factor, left.z * factor)
    }
}

extension RawAcceleration {
    /// An acceleration as devices are fed with it, as near as 16 bits come to it.
    public init(_ value: Acceleration) {
        func bits(_ value: Double) -> Int16 {
            Int16(min(max((value * Self.unit).rounded(), -32768), 32767))
        }
        self.init(x: bits(value.x), y: bits(value.y), z: bits(value.z))
    }
}

/// What was felt at one moment.
public struct AccelerationSample: Sendable, Equatable {
    /// Seconds since the first sample.
    public var time: Double
    public var value: Acceleration

    public init(time: Double, value: Acceleration) {
        self.time = time
        self.value = value
    }
}

/// Units that files of samples have.
public enum AccelerationUnit: String, Sendable, CaseIterable {
    case g
    case milliG = "mg"
    case metresPerSecondSquared = "m/s2"
    /// As devices are fed: 1,024 for g.
    case raw

    /// How many g one of it is; standard gravity is 9.80665 m/s² (CGPM 1901).
    var size: Double {
        switch self {
        case .g: 1
        case .milliG: 1e-3
        case .metresPerSecondSquared: 1 / 9.80665
        case .raw: 1 / RawAcceleration.unit
        }
    }

    /// A unit as people write it: "m/s²", "m/s^2", "G".
    public init?(text: some StringProtocol) {
        switch text.lowercased().filter({ !" ^*".contains($0) }).replacing("²", with: "2") {
        case "g": self = .g
        case "mg", "millig": self = .milliG
        case "m/s2", "ms2", "ms-2", "m/s/s", "mps2": self = .metresPerSecondSquared
        case "raw", "lsb", "counts": self = .raw
        default: return nil
        }
    }
}
