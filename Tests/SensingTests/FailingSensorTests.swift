import Microcontroller
import PluginInterface
import PluginKit
import Sensing
import Testing

/// Firmware whose accelerometer is a plug-in's and fails.
@Suite struct FailingSensorTests {
    @Test func whatTheSensorSaysEndsTheStream() throws {
        var registry = DeviceRegistry.builtIn
        for stage in BuiltInPlugin([Full.self]).stages { try registry.register(stage) }
        var platform = try PlatformReader.read("litex-vexriscv")
        platform.memory[0].size = 0x1_0000
        for place in platform.devices.indices where platform.devices[place].name == "i2c" {
            platform.devices[place].children?[0].type = "full"
        }
        let machine = try Machine(platform, registry: registry)
        let samples = AccelerationRecording(
            name: "two", values: [Acceleration(0, 0, 1), Acceleration(0, 0, 1)],
            rate: 25)
        let sensor = try FirmwareSensor(
            machine, samples: samples, mapping: MappingReader.standard(), classifier: nil)
        let error = #expect(throws: SensingError.self) { _ = try sensor.next() }
        #expect(error?.kind == .fault)
        // The engine's own stages speak for themselves.
        #expect(error?.description == "device: has no room for samples")
    }
}

/// A sensor that takes no samples.
private struct Full: FedSensorPlugin {
    static let about = About("full", "takes no samples")
    let samples = SampleStatus(waiting: 0, taken: 0, missed: 0, last: Sample(x: 0, y: 0, z: 0))
    var depth = 1
    init(_ setup: Setup<Void>) {}
    func feed(_ samples: UnsafeBufferPointer<Sample>, repeats: Int) throws {
        throw PluginFailure(.unavailable, "has no room for samples")
    }
    func dropOldest() {}
    func write(_ bytes: UnsafeBufferPointer<UInt8>) {}
    func read() -> UInt8 { 0 }
    func reset() {}
    func save() -> [UInt8] { [] }
    func load(_ bytes: UnsafeRawBufferPointer) {}
}
