import Testing

@testable import Microcontroller

/// The two wires, moved as Zephyr's driver moves them.
@Suite struct I2CTests {
    /// A memory of bytes behind a pointer; remembers what it was told.
    private final class Memory: I2CDevice {
        var messages: [[UInt8]] = []
        var next: UInt8 = 0

        func write(_ bytes: [UInt8]) { messages.append(bytes) }
        func read() -> UInt8 {
            next &+= 1
            return next
        }
        func reset() {}
        var state: DeviceState { DeviceState() }
        func restore(_ state: DeviceState) throws(MicrocontrollerError) {}
    }

    /// Zephyr's i2c_bitbang over the register's three bits: every step reads and changes one of them.
    private struct Master {
        let port: LiteXI2C

        private func change(_ bit: UInt64, _ level: Bool) {
            let old = port.read(0)
            port.write(0, level ? old | bit : old & ~bit)
        }
        private func clock(_ level: Bool) { change(1, level) }
        private func data(_ level: Bool) {
            change(2, true)
            change(4, level)
        }
        private var input: Bool {
            change(2, false)
            return port.read(1) & 1 == 1
        }

        func start() {
            // It believes the line is low after an acknowledgement.
            if !input {
                clock(false)
                clock(true)
            }
            data(false)
            clock(false)
        }
        func repeatedStart() {
            data(true)
            clock(true)
            start()
        }
        func stop() {
            data(false)
            clock(true)
            data(true)
        }
        func write(_ byte: UInt8) -> Bool {
            for place in 0..<8 {
                data(byte << UInt8(place) & 0x80 != 0)
                clock(true)
                clock(false)
            }
            data(true)
            clock(true)
            let isAcknowledged = !input
            clock(false)
            return isAcknowledged
        }
        func read(acknowledge: Bool) -> UInt8 {
            data(true)
            var byte: UInt8 = 0
            for _ in 0..<8 {
                clock(true)
                byte = byte << 1 | (input ? 1 : 0)
                clock(false)
            }
            data(!acknowledge)
            clock(true)
            clock(false)
            return byte
        }
    }

    private func bus() throws -> (Master, Memory, LiteXI2C) {
        let port = LiteXI2C()
        let memory = Memory()
        try port.attach(memory, named: "memory", at: 0x1D)
        return (Master(port: port), memory, port)
    }

    @Test func messagesAreToldWholeAtTheirEnd() throws {
        let (master, memory, port) = try bus()
        var trace: [UInt8] = []
        port.trace = { _, _, byte in trace.append(byte) }
        master.start()
        #expect(master.write(0x1D << 1) && master.write(0x38) && master.write(0x80))
        #expect(memory.messages.isEmpty)
        master.stop()
        #expect(memory.messages == [[0x38, 0x80]] && trace == [0x38, 0x80])
    }

    @Test func aRepeatedStartEndsTheWriteAndReads() throws {
        let (master, memory, _) = try bus()
        master.start()
        #expect(master.write(0x1D << 1) && master.write(0x32))
        master.repeatedStart()
        #expect(memory.messages == [[0x32]])
        #expect(master.write(0x1D << 1 | 1))
        let bytes = (0..<6).map { master.read(acknowledge: $0 < 5) }
        master.stop()
        #expect(bytes == [1, 2, 3, 4, 5, 6])
    }

    @Test func nobodyAnswersForOthers() throws {
        let (master, memory, _) = try bus()
        master.start()
        #expect(!master.write(0x1E << 1))
        #expect(!master.write(0x32))
        master.stop()
        #expect(memory.messages.isEmpty)
        master.start()
        #expect(master.write(0x1D << 1))
        master.stop()
    }

    /// In the middle of anything, a snapshot holds the wires.
    @Test func wiresComeBackFromASnapshot() throws {
        let (master, _, port) = try bus()
        master.start()
        #expect(master.write(0x1D << 1) && master.write(0x32))
        let (other, memory, copy) = try bus()
        try copy.restore(port.state)
        #expect(other.write(0x55))
        other.stop()
        #expect(memory.messages == [[0x32, 0x55]])
    }
}
