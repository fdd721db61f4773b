/// Streams what the accelerometer feels over the serial port, 25 times a second.
///
/// A frame has 16 bytes, numbers with their lowest byte first:
///
/// | bytes | |
/// |---|---|
/// | 0–1 | A5 5A |
/// | 2–3 | number of the frame, from 0, beginning anew after 65535 |
/// | 4–7 | microseconds since the machine began |
/// | 8–13 | x, y, z in counts of 1/256 g, signed |
/// | 14–15 | CRC-16/CCITT-FALSE of bytes 2–13 |
@main
struct Streamer {
    private static let period: UInt32 = 4_000_000

    static func main() {
        let port = SerialPort()
        guard let accelerometer = Accelerometer() else {
            port.write("streamer: there is no accelerometer\r\n")
            return
        }
        let ticker = Ticker(cycles: period)
        var number: UInt16 = 0
        while true {
            ticker.wait()
            guard let sample = accelerometer.next() else { continue }
            send(sample, number, ticker.microseconds, port)
            number &+= 1
        }
    }

    private static func send(
        _ sample: Accelerometer.Sample, _ number: UInt16, _ time: UInt32, _ port: SerialPort
    ) {
        var check = Checksum()
        port.write(byte: 0xA5)
        port.write(byte: 0x5A)
        func send(_ bits: UInt32, _ count: UInt32) {
            for byte in 0..<count {
                let value = UInt8(truncatingIfNeeded: bits >> (8 * byte))
                check.add(value)
                port.write(byte: value)
            }
        }
        send(UInt32(number), 2)
        send(time, 4)
        send(UInt32(UInt16(bitPattern: sample.x)), 2)
        send(UInt32(UInt16(bitPattern: sample.y)), 2)
        send(UInt32(UInt16(bitPattern: sample.z)), 2)
        send(UInt32(check.value), 2)
    }
}

/// CRC-16/CCITT-FALSE: polynomial 0x1021, beginning with 0xFFFF.
struct Checksum {
    private(set) var value: UInt16 = 0xFFFF

    mutating func add(_ byte: UInt8) {
        value ^= UInt16(byte) << 8
        for _ in 0..<8 { value = value & 0x8000 != 0 ? value << 1 ^ 0x1021 : value << 1 }
    }
}
