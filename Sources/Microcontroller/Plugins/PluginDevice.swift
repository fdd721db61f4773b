import CPoseAnimatePlugin
import PluginInterface

/// A device of a plug-in's.
final class PluginDevice: Device, PluginPart {
    /// The table is the stage's, and stands in the registry.
    static let registers = RegisterMap(.words, [])

    var failed: (MicrocontrollerError) -> Void = { _ in }
    private let device: StageHandle<pa_device>
    private let functions: pa_device

    /// - Throws: what the plug-in answers.
    init(
        _ stage: PluginStage, _ settings: [String: String]
    ) throws(MicrocontrollerError) {
        do throws(PluginError) {
            device = try stage.make(pa_device.self, values: settings)
            functions = device.functions
            _ = try device.require("read", functions.read)
            _ = try device.require("write", functions.write)
            _ = try device.require("reset", functions.reset)
        } catch {
            throw MicrocontrollerError(error)
        }
    }

    @inline(__always)
    private func ask<Result>(_ body: () -> Result) -> Result {
        device.ask(body) { failed(MicrocontrollerError($0)) }
    }

    func read(_ register: Int) -> UInt64 {
        ask { functions.read?(device.pointer, UInt32(register)) ?? 0 }
    }

    func write(_ register: Int, _ value: UInt64) {
        ask { functions.write?(device.pointer, UInt32(register), value) }
    }

    var raisesInterrupt: Bool {
        ask { functions.raises_interrupt?(device.pointer) ?? 0 } != 0
    }

    var nextEvent: UInt64? {
        let cycle = ask { functions.next_event?(device.pointer) ?? .max }
        return cycle == .max ? nil : cycle
    }

    func advance(to cycle: UInt64) { ask { functions.advance?(device.pointer, cycle) } }

    func reset() { ask { functions.reset?(device.pointer) } }

    var state: DeviceState {
        device.saved({ functions.save?(device.pointer, $0) }, fail: failed)
    }

    func restore(_ state: DeviceState) throws(MicrocontrollerError) {
        try device.restore(state) { functions.load?(device.pointer, $0, $1) }
    }
}
