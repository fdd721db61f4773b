import CPoseAnimatePlugin
import Fixtures
import PluginInterface
import PluginIsolation
import PluginLoading
import PoseAnimate
import Testing

/// A device and a sensor in processes of their own answer as they do here.
@Suite struct RemoteBoardTests {
    private let folder = try? TemporaryFolder()

    @Test func descriptionsAreTheSame() throws {
        let (near, apart) = try stages()
        #expect(near.map(\.place) == apart.map(\.place))
        for (here, there) in zip(near, apart) where here.description.kind == .device {
            let one = try #require(here.traits).load(as: pa_device_traits.self)
            let other = try #require(there.traits).load(as: pa_device_traits.self)
            #expect(one.span == other.span && one.layout == other.layout)
            #expect(one.register_count == 5 && other.register_count == 5)
            for place in 0..<5 {
                #expect(one.registers[place].offset == other.registers[place].offset)
                #expect(one.registers[place].access == other.registers[place].access)
                #expect(
                    String(cString: one.registers[place].help)
                        == String(cString: other.registers[place].help))
            }
        }
    }

    @Test func sensorIsTheSameOnBothBuses() throws {
        let (near, apart) = try stages()
        let here = try Sensor(near)
        let there = try Sensor(apart)
        #expect(here.samples != nil && there.samples != nil)
        #expect(here.spi != nil && there.spi != nil)
        let told = here.exercise()
        #expect(told == there.exercise())
        #expect(Set(told.map(\.byte)).count > 4, "something was read")
        #expect(told.last?.taken == 5 && told.last?.missed == 1 && told.last?.waiting == 2)
        #expect(here.failures.isEmpty && there.failures.isEmpty)
        let saved = try here.saved()
        #expect(try there.saved() == saved)
    }

    @Test func timeIsToldWithTheNextCall() throws {
        let (near, apart) = try stages()
        let devices = try [near, apart].map { try Pulse($0) }
        for device in devices {
            #expect(device.next == .max)
            device.advance(7)
            // The period begins at the cycle that was told last.
            device.write(1, 100)
            #expect(device.next == 107)
            for cycle in [20, 50, 106] as [UInt64] { device.advance(cycle) }
            #expect(device.read(3) == 106 && device.read(0) == 0 && !device.raises)
            device.advance(110)
            #expect(device.raises && device.next == 207)
            #expect(device.read(0) == 1 && device.read(3) == 110)
            device.write(2, 1)
            #expect(!device.raises)
            #expect(device.failures.isEmpty)
        }
        #expect(try devices[0].saved() == devices[1].saved())
    }

    @Test func deviceThatCrashesIsNamedAtEveryCall() throws {
        let (_, apart) = try stages()
        let device = try Pulse(apart)
        device.write(4, 102)
        #expect(device.read(0) == 0)
        #expect(device.next == .max)
        let first = try #require(device.failures.first)
        #expect(first.kind == .fault && first.place == "device `pulse`")
        #expect(first.message.hasPrefix("crashed (aborted itself) in a run of firmware"))
        #expect(device.failures == [first, first, first])
        #expect(throws: PluginError.self) { _ = try device.saved() }
    }

    @Test func whatItFailsWithIsTold() throws {
        let (near, apart) = try stages()
        for stages in [near, apart] {
            let device = try Pulse(stages)
            device.write(4, 101)
            #expect(device.failures.map(\.message) == ["has burnt out; put in another"])
            // It is the engine that does not go on.
            #expect(device.read(4) == 101)
            #expect(device.failures.count == 1)
        }
    }

    private func stages() throws -> (near: [PluginStage], apart: [PluginStage]) {
        let plugin = try FixturePlugin.build("board", in: #require(folder))
        var (here, there) = (
            StageLibrary(), StageLibrary(isolation: Isolation(program: FixturePlugin.program))
        )
        try here.load(plugin)
        try there.load(plugin)
        return (here.pluginStages, there.pluginStages)
    }
}

/// The accelerometer of `board.c`.
private final class Sensor {
    struct Told: Equatable {
        var byte: UInt8
        var waiting, taken, missed: UInt64
        var depth: UInt32
        var last: [Int16]
    }

    private let handle: StageHandle<pa_sensor>
    let samples: pa_samples?
    let spi: pa_spi?
    private(set) var failures: [PluginError] = []

    init(_ stages: [PluginStage]) throws {
        let stage = try #require(stages.first { $0.description.kind == .sensor })
        handle = try stage.make(pa_sensor.self, values: [:])
        samples = try handle.samples()
        spi = try handle.spi()
    }

    private func ask<Result>(_ body: () -> Result) -> Result {
        handle.ask(body) { failures.append($0) }
    }

    private func status(_ byte: UInt8 = 0) -> Told {
        var status = pa_sample_status.unknown
        ask { samples?.get_status?(handle.pointer, &status) }
        return Told(
            byte: byte, waiting: status.waiting, taken: status.taken, missed: status.missed,
            depth: status.depth, last: [status.last.x, status.last.y, status.last.z])
    }

    private func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            ask { handle.functions.write?(handle.pointer, bytes.baseAddress, bytes.count) }
        }
    }

    /// Reads seven registers from the first one of data on.
    private func read() -> [Told] {
        (0..<7).map { _ in status(ask { handle.functions.read?(handle.pointer) ?? 0 }) }
    }

    func exercise() -> [Told] {
        var told = [status()]
        let rows = (0..<4).map { pa_sample(x: 256 * $0, y: -512 * $0, z: .max - $0) }
        rows.withUnsafeBufferPointer { rows in
            ask { samples?.feed?(handle.pointer, rows.baseAddress, rows.count, 2) }
            ask { samples?.feed?(handle.pointer, nil, 0, 3) }
        }
        told.append(status())
        ask { samples?.drop_oldest?(handle.pointer) }
        ask { samples?.set_depth?(handle.pointer, 3) }
        write([0x31, 0x0B])
        for _ in 0..<2 {
            write([0x32])
            told += read()
        }
        for _ in 0..<3 {
            ask { spi?.select?(handle.pointer) }
            for byte in [0xF2, 0, 0, 0, 0, 0, 0] as [UInt8] {
                told.append(status(ask { spi?.exchange?(handle.pointer, byte) ?? 0 }))
            }
            ask { spi?.deselect?(handle.pointer) }
        }
        for _ in 0..<2 { ask { samples?.drop_oldest?(handle.pointer) } }
        write([0x32])
        told += read()
        ask { handle.functions.reset?(handle.pointer) }
        rows.withUnsafeBufferPointer { rows in
            ask { samples?.feed?(handle.pointer, rows.baseAddress, 2, 1) }
            ask { samples?.feed?(handle.pointer, rows.baseAddress, 1, -1) }
        }
        return told + [status()]
    }

    func saved() throws -> [UInt8] {
        let output = ByteOutput()
        try output.take { target throws(PluginError) in
            try handle.call {
                handle.functions.save?(handle.pointer, target) ?? pa_status(PA_FAULT)
            }
        }
        return output.bytes
    }
}

/// The device of `board.c`.
private final class Pulse {
    private let handle: StageHandle<pa_device>
    private(set) var failures: [PluginError] = []

    init(_ stages: [PluginStage]) throws {
        let stage = try #require(stages.first { $0.description.kind == .device })
        handle = try stage.make(pa_device.self, values: [:])
    }

    private func ask<Result>(_ body: () -> Result) -> Result {
        handle.ask(body) { failures.append($0) }
    }

    func read(_ place: UInt32) -> UInt64 {
        ask { handle.functions.read?(handle.pointer, place) ?? 0 }
    }

    func write(_ place: UInt32, _ value: UInt64) {
        ask { handle.functions.write?(handle.pointer, place, value) }
    }

    func advance(_ cycle: UInt64) { ask { handle.functions.advance?(handle.pointer, cycle) } }

    var next: UInt64 { ask { handle.functions.next_event?(handle.pointer) ?? 0 } }

    var raises: Bool { ask { handle.functions.raises_interrupt?(handle.pointer) ?? 0 } != 0 }

    func saved() throws -> [UInt8] {
        let output = ByteOutput()
        try output.take { target throws(PluginError) in
            try handle.call {
                handle.functions.save?(handle.pointer, target) ?? pa_status(PA_FAULT)
            }
        }
        return output.bytes
    }
}
