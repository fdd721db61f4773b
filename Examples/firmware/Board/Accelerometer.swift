/// The ADXL345 on the board's I²C, set to ±16 g at full resolution: 256 counts a g.
struct Accelerometer {
    /// What it feels, in counts.
    struct Sample {
        var x: Int16 = 0
        var y: Int16 = 0
        var z: Int16 = 0
    }

    private static let address: UInt8 = 0x1D
    private static let identity: UInt8 = 0xE5
    private let bus = I2CMaster()

    /// Nil when no such device answers.
    init?() {
        guard register(0x00) == Self.identity,
            // Full resolution, 25 Hz, first in first out, then measure (data sheet, table 19).
            bus.write(0x0B, to: 0x31, of: Self.address),
            bus.write(0x08, to: 0x2C, of: Self.address),
            bus.write(0x80, to: 0x38, of: Self.address),
            bus.write(0x08, to: 0x2D, of: Self.address)
        else { return nil }
    }

    private func register(_ place: UInt8) -> UInt8? {
        var value: UInt8 = 0
        return bus.read(from: place, of: Self.address, { value = $1 }, count: 1) ? value : nil
    }

    /// The oldest sample that waits; nil while none does.
    func next() -> Sample? {
        guard let waiting = register(0x39), waiting & 0x3F > 0 else { return nil }
        var sample = Sample()
        let isRead = bus.read(
            from: 0x32, of: Self.address,
            { place, byte in
                let bits = Int16(truncatingIfNeeded: UInt16(byte) << UInt16(place % 2 * 8))
                switch place / 2 {
                case 0: sample.x |= bits
                case 1: sample.y |= bits
                default: sample.z |= bits
                }
            }, count: 6)
        return isRead ? sample : nil
    }
}
