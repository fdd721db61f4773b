/// LiteX's serial port, polled.
struct SerialPort {
    private static let data = Register8(address: 0xE000_1800)
    private static let isFull = Register8(address: 0xE000_1804)

    func write(byte: UInt8) {
        while Self.isFull.value != 0 {}
        Self.data.value = byte
    }

    func write(_ text: StaticString) {
        for place in 0..<text.utf8CodeUnitCount { write(byte: text.utf8Start[place]) }
    }

    /// A number in decimal.
    func write(decimal number: Int32) {
        if number < 0 { write(byte: UInt8(ascii: "-")) }
        var rest = number.magnitude
        var divisor: UInt32 = 1
        while rest / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            write(byte: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }
}
