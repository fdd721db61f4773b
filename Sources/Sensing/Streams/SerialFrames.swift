import Microcontroller

/// Finds the frames of the example firmware in what a serial port says
/// (`Examples/firmware/README.md`): 16 bytes with a mark, a number, a time, a sample and a checksum.
struct SerialFrames {
    /// One frame.
    struct Frame: Equatable {
        var number: UInt16
        var microseconds: UInt32
        var value: Acceleration
    }

    private static let mark: [UInt8] = [0xA5, 0x5A]
    private static let length = 16
    private static let countsPerG = 256.0

    private var bytes: [UInt8] = []
    private var lastNumber: UInt16?
    /// Frames that never came, by their numbers.
    private(set) var lostCount = 0
    /// Bytes that belong to no frame.
    private(set) var strayCount = 0

    /// Takes the next byte.
    ///
    /// - Returns: the frame that it completes.
    mutating func take(_ byte: UInt8) -> Frame? {
        bytes.append(byte)
        while !bytes.isEmpty, !matchesMark {
            bytes.removeFirst()
            strayCount += 1
        }
        guard bytes.count == Self.length else { return nil }
        guard number(14) == UInt32(Self.checksum(of: bytes[2..<14])) else {
            // A mark by chance, or damage: the next one may begin within.
            bytes.removeFirst()
            strayCount += 1
            let rest = bytes
            bytes = []
            var found: Frame?
            for byte in rest { found = take(byte) ?? found }
            return found
        }
        defer { bytes = [] }
        let frameNumber = UInt16(number(2))
        if let lastNumber { lostCount += Int(frameNumber &- lastNumber &- 1) }
        lastNumber = frameNumber
        let axes = [8, 10, 12].map {
            Double(Int16(truncatingIfNeeded: number($0))) / Self.countsPerG
        }
        return Frame(
            number: frameNumber, microseconds: number(4) | number(6) << 16,
            value: Acceleration(axes[0], axes[1], axes[2]))
    }

    private var matchesMark: Bool {
        zip(bytes, Self.mark).allSatisfy { $0 == $1 }
    }

    private func number(_ place: Int) -> UInt32 {
        UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8
    }

    /// CRC-16/CCITT-FALSE (ITU-T V.41, beginning with ones).
    static func checksum(of bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0xFFFF) { sum, byte in
            (0..<8).reduce(sum ^ UInt16(byte) << 8) { value, _ in
                value & 0x8000 != 0 ? value << 1 ^ 0x1021 : value << 1
            }
        }
    }
}
