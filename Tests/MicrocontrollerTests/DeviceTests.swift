import Testing

@testable import Microcontroller

/// Devices alone, by their registers.
@Suite struct DeviceTests {
    /// Reads and writes as the processor does.
    private func entry<Made: Device>(_ device: Made, size: UInt32 = 0x100) -> AddressMap.Entry {
        AddressMap.Entry(
            device: device, index: 0, registers: Made.registers, base: 0x1000, size: size)
    }

    @Test func theTimerCountsDownAndBeginsAnew() {
        let timer = LiteXTimer()
        let bus = entry(timer)
        // 0x000F4240 cycles, the highest byte first.
        for (place, byte) in [UInt32(0), 0x0F, 0x42, 0x40].enumerated() {
            bus.store(0x1000 + 4 * UInt32(place), width: 1, byte)
            bus.store(0x1010 + 4 * UInt32(place), width: 1, byte)
        }
        bus.store(0x1040, width: 1, 1)
        bus.store(0x1020, width: 1, 1)
        #expect(timer.nextEvent == 1_000_000 && !timer.raisesInterrupt)
        timer.advance(to: 999_999)
        bus.store(0x1024, width: 1, 1)
        #expect(bus.load(0x1034, width: 1) == 1 && bus.load(0x1028, width: 1) == 0)
        timer.advance(to: 1_000_000)
        #expect(timer.raisesInterrupt)
        bus.store(0x103C, width: 1, 1)
        #expect(!timer.raisesInterrupt && timer.nextEvent == 2_000_000)
        timer.advance(to: 5_500_000)
        bus.store(0x103C, width: 1, 1)
        #expect(timer.nextEvent == 6_000_000)
        bus.store(0x1044, width: 1, 1)
        let uptime = (0..<8).reduce(UInt64(0)) { sum, byte in
            sum << 8 | UInt64(bus.load(0x1048 + 4 * UInt32(byte), width: 1))
        }
        #expect(uptime == 5_500_000)
    }

    @Test func theTimerStopsAtZeroWithoutReload() {
        let timer = LiteXTimer()
        let bus = entry(timer)
        bus.store(0x100C, width: 1, 10)
        bus.store(0x1020, width: 1, 1)
        // What is enabled already is not begun anew.
        timer.advance(to: 4)
        bus.store(0x1020, width: 1, 1)
        timer.advance(to: 20)
        #expect(bus.load(0x1020, width: 1) == 0 && bus.load(0x1038, width: 1) == 1)
    }

    @Test func theSerialPortSendsAndReceives() {
        let port = LiteXUART()
        let bus = entry(port)
        var sent: [UInt8] = []
        port.output = { sent.append($0) }
        bus.store(0x1000, width: 1, 0x41)
        bus.store(0x1000, width: 4, 0x1_42)
        #expect(sent == [0x41, 0x42])
        #expect(bus.load(0x1004, width: 1) == 0 && bus.load(0x1008, width: 1) == 1)
        bus.store(0x1014, width: 1, 2)
        #expect(!port.raisesInterrupt)
        port.receive([1, 2])
        #expect(port.raisesInterrupt && bus.load(0x1008, width: 1) == 0)
        bus.store(0x1010, width: 1, 3)
        #expect(port.raisesInterrupt)
        #expect(bus.load(0x1000, width: 1) == 1 && bus.load(0x1000, width: 1) == 2)
        bus.store(0x1010, width: 1, 3)
        #expect(!port.raisesInterrupt)
    }

    @Test func inputsRaiseInterruptsByTheirEdges() {
        let pins = LiteXGPIO()
        let bus = entry(pins)
        var outputs: [UInt32] = []
        pins.outputChanged = { outputs.append($0) }
        bus.store(0x1000, width: 4, 5)
        bus.store(0x1000, width: 4, 5)
        bus.store(0x1000, width: 4, 0)
        #expect(outputs == [5, 0])
        bus.store(0x1014, width: 4, 3)
        // Input 1 counts falls.
        bus.store(0x100C, width: 4, 2)
        pins.setInput(1, true)
        #expect(!pins.raisesInterrupt && bus.load(0x1004, width: 4) == 2)
        pins.setInput(0, true)
        #expect(pins.raisesInterrupt && bus.load(0x1010, width: 4) == 1)
        bus.store(0x1010, width: 4, 1)
        pins.setInput(1, false)
        #expect(bus.load(0x1010, width: 4) == 2)
        pins.setInput(40, true)
    }

    @Test func theAccelerometerSpeaksSPI() throws {
        let spi = LiteXSPI()
        let bus = entry(spi)
        let sensor = ADXL345()
        try spi.attach(sensor, named: "sensor", at: 1)
        sensor.feed([RawAcceleration(x: 256, y: -512, z: 1024)])
        func exchange(_ byte: UInt32) -> UInt32 {
            bus.store(0x100C, width: 1, byte)
            // The low byte of `control`, behind its high one.
            bus.store(0x1004, width: 1, 1)
            return bus.load(0x1010, width: 1)
        }
        #expect(exchange(0x80) == 0xFF, "nobody is selected")
        bus.store(0x1014, width: 1, 2)
        _ = exchange(0x80)
        #expect(exchange(0) == 0xE5)
        bus.store(0x1014, width: 1, 0)
        bus.store(0x1014, width: 1, 2)
        _ = exchange(0xF2)
        let bytes = (0..<6).map { _ in UInt8(exchange(0)) }
        #expect(bytes == [64, 0, 0x80, 0xFF, 0, 1])
        #expect(throws: MicrocontrollerError.self) {
            try spi.attach(ADXL345(), named: "another", at: 1)
        }
        #expect(throws: MicrocontrollerError.self) {
            try LiteXI2C().attach(ADXL345(), named: "far", at: 0x80)
        }
    }

    @Test(
        arguments: [
            (UInt8(0x00), [UInt8(0x40), 0x00, 0x80, 0xFF, 0x00, 0x01] as [UInt8]),
            (0x03, [0x08, 0x00, 0xF0, 0xFF, 0x20, 0x00]),
            (0x0B, [0x40, 0x00, 0x80, 0xFF, 0x00, 0x01]),
        ] as [(UInt8, [UInt8])])
    func samplesAreShiftedByRangeAndResolution(format: UInt8, bytes: [UInt8]) {
        let sensor = ADXL345()
        sensor.feed([RawAcceleration(x: 256, y: -512, z: 1024)])
        sensor.write([0x31, format])
        sensor.write([0x39])
        #expect(sensor.read() == 1)
        sensor.write([0x32])
        #expect((0..<6).map { _ in sensor.read() } == bytes)
        sensor.write([0x32])
        #expect((0..<6).map { _ in sensor.read() } == [0, 0, 0, 0, 0, 0], "none is left")
    }

    @Test func samplesComeAgainForEver() {
        let sensor = ADXL345()
        var taken: [Int16?] = []
        sensor.sampleTaken = { taken.append($1?.x) }
        sensor.fifoDepth = 2
        sensor.feed([RawAcceleration(x: 1)], repeats: 2)
        sensor.feed([RawAcceleration(x: 7), RawAcceleration(x: 8)], repeats: -1)
        sensor.write([0x39])
        #expect(sensor.read() == 2)
        for _ in 0..<5 { sensor.write([0x32]) }
        #expect(taken == [1, 1, 7, 8, 7])
    }

    @Test func statesComeBack() throws {
        let sensor = ADXL345()
        sensor.feed((0..<9).map { RawAcceleration(x: $0) })
        sensor.write([0x31, 0x0B])
        sensor.write([0x32])
        let copy = ADXL345()
        try copy.restore(sensor.state)
        #expect(copy.state == sensor.state)
        for _ in 0..<4 { #expect(copy.read() == sensor.read()) }
        #expect(throws: MicrocontrollerError.self) { try copy.restore(LiteXUART().state) }
    }

    @Test func tablesHaveEveryRegisterOnce() {
        let text = DeviceRegistry.builtIn.documentation
        for name in ["`rxtx`", "`uptime_cycles`", "`DEVID`", "`miso`", "`ev_enable`"] {
            #expect(text.contains(name))
        }
        #expect(text.contains("| 0x48–0x64 | `uptime_cycles` | 64 | read | 0 |"))
    }
}
