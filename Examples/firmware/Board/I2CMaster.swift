/// A master on I²C that moves the two wires of LiteX's port itself (NXP, UM10204).
struct I2CMaster {
    private static let wires = Register32(address: 0xE000_3000)
    private static let input = Register32(address: 0xE000_3004)

    private func set(clock: Bool, data: Bool, drives: Bool = true) {
        Self.wires.value = (clock ? 1 : 0) | (drives ? 2 : 0) | (data ? 4 : 0)
    }

    private func start() {
        set(clock: false, data: true)
        set(clock: true, data: true)
        set(clock: true, data: false)
        set(clock: false, data: false)
    }

    private func stop() {
        set(clock: false, data: false)
        set(clock: true, data: false)
        set(clock: true, data: true)
    }

    /// - Returns: whether somebody acknowledged.
    private func send(_ byte: UInt8) -> Bool {
        for place in 0..<8 {
            let bit = byte << UInt8(place) & 0x80 != 0
            set(clock: false, data: bit)
            set(clock: true, data: bit)
        }
        set(clock: false, data: true, drives: false)
        set(clock: true, data: true, drives: false)
        let isAcknowledged = Self.input.value & 1 == 0
        set(clock: false, data: true, drives: false)
        return isAcknowledged
    }

    private func receive(acknowledge: Bool) -> UInt8 {
        var byte: UInt8 = 0
        for _ in 0..<8 {
            set(clock: true, data: true, drives: false)
            byte = byte << 1 | UInt8(truncatingIfNeeded: Self.input.value & 1)
            set(clock: false, data: true, drives: false)
        }
        set(clock: false, data: !acknowledge)
        set(clock: true, data: !acknowledge)
        set(clock: false, data: !acknowledge)
        return byte
    }

    /// Writes a register of a device.
    func write(_ value: UInt8, to register: UInt8, of address: UInt8) -> Bool {
        start()
        let isWritten = send(address << 1) && send(register) && send(value)
        stop()
        return isWritten
    }

    /// Reads registers of a device, from one on.
    func read(from register: UInt8, of address: UInt8, _ take: (Int, UInt8) -> Void, count: Int)
        -> Bool
    {
        start()
        guard send(address << 1), send(register) else {
            stop()
            return false
        }
        start()
        guard send(address << 1 | 1) else {
            stop()
            return false
        }
        for place in 0..<count { take(place, receive(acknowledge: place < count - 1)) }
        stop()
        return true
    }
}
