/// A sample as accelerometers are fed with it: 1,024 for the acceleration of gravity.
public struct RawAcceleration: Sendable, Equatable {
    /// One g.
    public static let unit = 1024.0

    public var x: Int16
    public var y: Int16
    public var z: Int16

    public init(x: Int16 = 0, y: Int16 = 0, z: Int16 = 0) {
        self.x = x
        self.y = y
        self.z = z
    }

    static func bytes(_ samples: ArraySlice<RawAcceleration>) -> [UInt8] {
        samples.flatMap { sample in
            [sample.x, sample.y, sample.z].flatMap {
                [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
            }
        }
    }

    static func samples(_ bytes: [UInt8]) -> [RawAcceleration] {
        stride(from: 0, to: bytes.count - 5, by: 6).map { start in
            func number(_ place: Int) -> Int16 {
                Int16(
                    truncatingIfNeeded: Int(bytes[start + place]) | Int(bytes[start + place + 1])
                        << 8)
            }
            return RawAcceleration(x: number(0), y: number(2), z: number(4))
        }
    }
}
