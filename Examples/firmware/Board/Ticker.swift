/// LiteX's timer as a clock that ticks; between ticks the processor waits.
struct Ticker {
    private static let base: UInt = 0xE000_2800
    private static let enable = Register8(address: base + 0x20)
    private static let pending = Register8(address: base + 0x3C)
    private static let eventEnable = Register8(address: base + 0x40)
    private static let latch = Register8(address: base + 0x44)
    /// The timer's line of interrupt.
    private static let line: UInt32 = 1 << 1
    private static let cyclesPerMicrosecond: UInt32 = 100

    init(cycles: UInt32) {
        Self.enable.value = 0
        // Highest byte first.
        for byte in 0..<4 {
            let value = UInt8(truncatingIfNeeded: cycles >> (24 - 8 * UInt32(byte)))
            Register8(address: Self.base + 4 * UInt(byte)).value = value
            Register8(address: Self.base + 0x10 + 4 * UInt(byte)).value = value
        }
        Self.pending.value = 1
        Self.eventEnable.value = 1
        Self.enable.value = 1
        board_enable_interrupts(Self.line)
    }

    /// Sleeps until the next tick.
    func wait() {
        while Self.pending.value == 0 { board_wait() }
        Self.pending.value = 1
    }

    /// Microseconds since the machine began.
    var microseconds: UInt32 {
        Self.latch.value = 1
        // Divided as on paper, two bytes at a time: no library divides 64 bits here.
        var time: UInt32 = 0
        var rest: UInt32 = 0
        for pair in 0..<4 {
            for byte in 0..<2 {
                let place = Self.base + 0x48 + 4 * UInt(pair * 2 + byte)
                rest = rest << 8 | UInt32(Register8(address: place).value)
            }
            time = time << 16 | rest / Self.cyclesPerMicrosecond
            rest %= Self.cyclesPerMicrosecond
        }
        return time
    }
}
