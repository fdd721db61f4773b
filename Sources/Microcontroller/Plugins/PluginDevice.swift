import CPoseAnimatePlugin
import PluginInterface
import PluginKit

/// A device of a plug-in's.
final class PluginDevice: Device {
    /// The table is the stage's, and stands in the registry.
    static let registers = RegisterMap(.words, [])

    private let device: StageHandle<pa_device>
    private let functions: pa_device

    /// - Throws: what the plug-in answers.
    init(_ stage: PluginStage) throws(MicrocontrollerError) {
        do throws(PluginError) {
            device = try stage.make(pa_device.self, values: [:])
            functions = device.functions
            _ = try device.require("read", functions.read)
            _ = try device.require("write", functions.write)
            _ = try device.require("reset", functions.reset)
        } catch {
            throw MicrocontrollerError(error)
        }
    }

    func read(_ register: Int) -> UInt64 {
        device.ask { functions.read?(device.pointer, UInt32(register)) ?? 0 }
    }

    func write(_ register: Int, _ value: UInt64) {
        device.ask { functions.write?(device.pointer, UInt32(register), value) }
    }

    var raisesInterrupt: Bool {
        device.ask { functions.raises_interrupt?(device.pointer) ?? 0 } != 0
    }

    var nextEvent: UInt64? {
        let cycle = device.ask { functions.next_event?(device.pointer) ?? .max }
        return cycle == .max ? nil : cycle
    }

    func advance(to cycle: UInt64) {
        device.ask { functions.advance?(device.pointer, cycle) }
    }

    func reset() { device.ask { functions.reset?(device.pointer) } }

    var state: DeviceState {
        device.stage.saved { output in functions.save?(device.pointer, output) }
    }

    func restore(_ state: DeviceState) throws(MicrocontrollerError) {
        try device.stage.restore(state) { start, count in
            functions.load?(device.pointer, start, count)
        }
    }
}

/// A sensor of a plug-in's on an I²C bus.
final class PluginSensor: I2CDevice {
    private let sensor: StageHandle<pa_sensor>
    private let functions: pa_sensor

    /// - Throws: what the plug-in answers.
    init(_ stage: PluginStage) throws(MicrocontrollerError) {
        do throws(PluginError) {
            sensor = try stage.make(pa_sensor.self, values: [:])
            functions = sensor.functions
            _ = try sensor.require("read", functions.read)
            _ = try sensor.require("write", functions.write)
            _ = try sensor.require("reset", functions.reset)
        } catch {
            throw MicrocontrollerError(error)
        }
    }

    func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            sensor.ask { functions.write?(sensor.pointer, bytes.baseAddress, bytes.count) }
        }
    }

    func read() -> UInt8 { sensor.ask { functions.read?(sensor.pointer) ?? 0xff } }

    func reset() { sensor.ask { functions.reset?(sensor.pointer) } }

    var state: DeviceState {
        sensor.stage.saved { output in functions.save?(sensor.pointer, output) }
    }

    func restore(_ state: DeviceState) throws(MicrocontrollerError) {
        try sensor.stage.restore(state) { start, count in
            functions.load?(sensor.pointer, start, count)
        }
    }
}

extension PluginStage {
    /// What a plug-in's bytes are called in a snapshot.
    private static let member = "state"

    /// What a stage says that it is; nothing when it cannot say, which a snapshot then cannot be restored from.
    fileprivate func saved(
        _ save: (UnsafePointer<pa_output>) -> pa_status?
    ) -> DeviceState {
        let output = ByteOutput()
        let status = output.take(save)
        return status == pa_status(PA_OK)
            ? DeviceState(bytes: [Self.member: output.bytes]) : DeviceState()
    }

    fileprivate func restore(
        _ state: DeviceState, _ load: (UnsafeRawPointer?, Int) -> pa_status?
    ) throws(MicrocontrollerError) {
        guard let bytes = state.bytes[Self.member] else {
            throw MicrocontrollerError(
                .badData, source: "snapshot", "has nothing of \(description.id)")
        }
        let status = bytes.withUnsafeBytes { load($0.baseAddress, $0.count) }
        do throws(PluginError) {
            try check(status ?? pa_status(PA_UNAVAILABLE))
        } catch {
            throw MicrocontrollerError(error)
        }
    }
}

extension MicrocontrollerError {
    /// What a plug-in's failure is to those who build machines.
    init(_ error: PluginError) {
        let kind: Kind =
            switch error.kind {
            case .usage: .usage
            case .badData: .badData
            case .noInput: .noInput
            default: .unavailable
            }
        self.init(
            kind, source: error.source.isEmpty ? "device" : error.source, place: error.place,
            error.message)
    }
}
