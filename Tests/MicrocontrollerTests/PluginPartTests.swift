import PluginInterface
import PluginKit
import Testing

@testable import Microcontroller

/// Devices and sensors behind the interface of plug-ins.
@Suite struct PluginPartTests {
    private func machine(
        _ stages: [any StagePlugin.Type] = [], on children: [Platform.Child]
    ) throws -> Machine {
        var registry = DeviceRegistry.builtIn
        for stage in BuiltInPlugin(stages).stages { try registry.register(stage) }
        var platform = try FirmwareFile.platform()
        for place in platform.devices.indices where platform.devices[place].name == "i2c" {
            platform.devices[place].children = []
        }
        for place in platform.devices.indices where platform.devices[place].name == "spi" {
            platform.devices[place].children = children
        }
        return try Machine(platform, registry: registry)
    }

    /// Sends bytes by the SPI master, as firmware does.
    private func exchange(_ bytes: [UInt32], on machine: Machine) -> [UInt32] {
        let base: UInt32 = 0x6000_5000
        _ = machine.store(base + 0x14, width: 1, 1)
        defer { _ = machine.store(base + 0x14, width: 1, 0) }
        return bytes.map { byte in
            _ = machine.store(base + 0x0C, width: 1, byte)
            _ = machine.store(base + 0x04, width: 1, 1)
            return machine.load(base + 0x10, width: 1) ?? 0
        }
    }

    @Test func builtInStagesAreAllThere() {
        let names = builtInMicrocontrollerStages.stages.map(\.description.id)
        #expect(names.sorted() == ["adxl345", "litex-timer"])
    }

    @Test func builtInAccelerometerIsFedOnSPI() throws {
        let machine = try machine(on: [.init(name: "it", type: "adxl345", address: 0)])
        let sensor = try #require(machine.accelerometer)
        #expect(sensor as? ADXL345 == nil, "it goes through the interface")
        var taken: [(Int, RawAcceleration?)] = []
        sensor.sampleTaken = { taken.append(($0, $1)) }
        sensor.feed([RawAcceleration(x: 4, y: 8, z: -12), RawAcceleration(x: 1)])
        sensor.feed([RawAcceleration(x: 256, y: -512, z: 1024)])
        sensor.fifoDepth = 2
        #expect(sensor.waitingCount == 3 && sensor.fifoDepth == 2)
        #expect(exchange([0xB9, 0], on: machine) == [0, 2], "what it says to hold")
        #expect(exchange([0xF2, 0, 0, 0, 0, 0, 0], on: machine) == [0, 1, 0, 2, 0, 0xFD, 0xFF])
        sensor.dropOldest()
        for _ in 0..<2 { _ = exchange([0xF2, 0, 0], on: machine) }
        #expect(sensor.takenCount == 2 && sensor.waitingCount == 0)
        #expect(taken.map { $0.0 } == [0, 1, 2])
        #expect(
            taken.map { $0.1 } == [
                RawAcceleration(x: 4, y: 8, z: -12), RawAcceleration(x: 256, y: -512, z: 1024), nil,
            ])
    }

    @Test func sensorForOneBusIsRefusedOnTheOther() throws {
        let error = #expect(throws: MicrocontrollerError.self) {
            _ = try machine([Plain.self], on: [.init(name: "it", type: "plain", address: 0)])
        }
        #expect(error?.message == "is no device for SPI")
    }

    @Test func sensorThatIsNotFedIsNoAccelerometer() throws {
        let machine = try machine([OnSPI.self], on: [.init(name: "it", type: "on-spi", address: 0)])
        #expect(machine.accelerometer == nil)
        #expect(exchange([1, 2, 3], on: machine) == [0xFE, 0xFD, 0xFC])
        #expect(DeviceRegistry.builtIn.sensors["adxl345"]?.registers.registers.count == 5)
    }

    @Test func sensorIsSetByThePlatform() throws {
        func child(_ type: String, _ settings: String) throws -> Platform.Child {
            let text = """
                {name: board, clock: 1e6, memory: [], devices: [{name: spi, type: litex-spi, address: 0,
                children: [{name: it, type: \(type), address: 0, settings: {\(settings)}}]}]}
                """
            let platform = try PlatformReader.parse(text, source: "board.yaml")
            return try #require(platform.devices.first?.children?.first)
        }
        let mask = try machine([OnSPI.self], on: [child("on-spi", "mask: 15, note: on")])
        #expect(exchange([1, 2, 3], on: mask) == [0x0E, 0x0D, 0x0C])
        for (type, settings, words) in [
            ("on-spi", "mask: 256", "`mask=256` is not a whole number from 0 to 255"),
            ("on-spi", "masks: 1", "has no setting `masks`; it has mask, note"),
            ("adxl345", "depth: 1", "has no setting `depth`; it has none"),
        ] {
            let error = #expect(throws: MicrocontrollerError.self) {
                _ = try machine([OnSPI.self], on: [child(type, settings)])
            }
            #expect(
                error?.kind == .badData && error?.place == "spi", "\(String(describing: error))")
            #expect(error?.message.contains(words) == true, "\(String(describing: error))")
        }
    }

    @Test func sensorThatFailsEndsTheRun() throws {
        let machine = try machine([OnSPI.self], on: [.init(name: "it", type: "on-spi", address: 0)])
        try machine.load(FirmwareFile.image([Instruction.jal(0, 0)]))
        _ = exchange([0x55], on: machine)
        let error = MicrocontrollerError(
            .fault, source: "device", place: "sensor `on-spi`", "does not like 0x55")
        #expect(machine.failure?.message == error.message)
        guard case .failed(let told) = machine.run(RunLimits(instructions: 100)) else {
            Issue.record("it goes on")
            return
        }
        #expect(told.kind == .fault && told.message == error.message)
        // What fails first is told, and the machine never goes on.
        _ = machine.snapshot
        #expect(machine.failure == told)
        #expect(machine.run(RunLimits(instructions: 200)) == .failed(told))
    }

    @Test func sensorThatCountsNonsenseEndsTheRun() throws {
        let machine = try machine(
            [Boaster.self], on: [.init(name: "it", type: "boaster", address: 0)])
        let sensor = try #require(machine.accelerometer)
        sensor.sampleTaken = { _, _ in }
        _ = exchange([1], on: machine)
        #expect(machine.failure?.place == "sensor `boaster`")
        #expect(machine.failure?.message.contains("one call took") == true)
    }

    @Test func sensorThatCannotBeKeptFailsInASnapshot() throws {
        let machine = try machine([OnSPI.self], on: [.init(name: "it", type: "on-spi", address: 0)])
        #expect(machine.failure == nil)
        _ = machine.snapshot
        #expect(machine.failure?.message == "cannot be kept")
    }

    @Test func stateOfAnotherIsRefused() throws {
        let machine = try machine(on: [.init(name: "it", type: "adxl345", address: 0)])
        let sensor = try #require(machine.accelerometer)
        sensor.feed([RawAcceleration(x: 3, y: 4, z: 5)], repeats: 7)
        let state = sensor.state
        sensor.feed([RawAcceleration()], repeats: 3)
        try sensor.restore(state)
        #expect(sensor.waitingCount == 7)
        for lines in ["pointer", "pointer x1", "pointer 1 2", "pointer 1\n"] {
            let wrong = DeviceState(bytes: ["state": Array(lines.utf8)])
            #expect(throws: MicrocontrollerError.self) { try sensor.restore(wrong) }
        }
        #expect(throws: MicrocontrollerError.self) { try sensor.restore(DeviceState()) }
    }
}

/// A sensor that does nothing.
private struct Plain: SensorPlugin {
    static let about = About("plain", "does nothing")
    init(_ setup: Setup<Void>) {}
    func write(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func read() -> UInt8 { 0 }
    func reset() {}
    func save() -> [UInt8] { [] }
    func load(_ bytes: UnsafeRawBufferPointer) {}
}

/// A sensor that answers with every bit the other way round, and fails at 0x55.
private struct OnSPI: SPISensorPlugin {
    static let about = About(
        "on-spi", "turns bits round",
        options: [
            .integer("mask", in: 0...255, standard: 255, "the bits that it gives"),
            .text("note", "anything"),
        ])
    private let mask: UInt8

    init(_ setup: Setup<Void>) { mask = UInt8(clamping: setup.integer("mask")) }
    func write(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func read() -> UInt8 { 0 }
    func reset() {}
    func save() throws -> [UInt8] { throw PluginFailure(.unavailable, "cannot be kept") }
    func load(_ bytes: UnsafeRawBufferPointer) {}
    func select() {}
    func exchange(_ byte: UInt8) throws -> UInt8 {
        guard byte != 0x55 else { throw PluginFailure(.fault, "does not like 0x55") }
        return ~byte & mask
    }
    func deselect() {}
}

/// A sensor that says to have taken more samples than there are, once it was called.
private struct Boaster: FedSensorPlugin, SPISensorPlugin {
    static let about = About("boaster", "takes all there is")
    private var isAwake = false
    var depth = 1

    init(_ setup: Setup<Void>) {}
    func write(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func read() -> UInt8 { 0 }
    func reset() {}
    func save() -> [UInt8] { [] }
    func load(_ bytes: UnsafeRawBufferPointer) {}
    func feed(_ samples: UnsafeBufferPointer<Sample>, repeats: Int) {}
    func dropOldest() {}
    var samples: SampleStatus {
        SampleStatus(
            waiting: 0, taken: isAwake ? .max : 0, missed: 0, last: Sample(x: 0, y: 0, z: 0))
    }
    func select() {}
    mutating func exchange(_ byte: UInt8) -> UInt8 {
        isAwake = true
        return 0
    }
    func deselect() {}
}
