import CPoseAnimatePlugin
import PluginInterface

/// What of a machine is a plug-in's, and may fail at any call.
protocol PluginPart: AnyObject {
    /// Is told that a call has failed; what it answered means nothing then.
    var failed: (MicrocontrollerError) -> Void { get set }
}

extension StageHandle {
    /// What a plug-in's bytes are called in a snapshot.
    private var member: String { "state" }

    /// What a stage says that it is; nothing when its kind of stage is never kept.
    ///
    /// - Parameter fail: is told why it cannot say.
    func saved(
        _ save: (UnsafePointer<pa_output>) -> pa_status?, fail: (MicrocontrollerError) -> Void
    ) -> DeviceState {
        let output = ByteOutput()
        do throws(PluginError) {
            var isMissing = false
            try output.take { target throws(PluginError) in
                try call {
                    let status = save(target)
                    isMissing = status == nil
                    return status ?? pa_status(PA_OK)
                }
            }
            return isMissing ? DeviceState() : DeviceState(bytes: [member: output.bytes])
        } catch {
            fail(MicrocontrollerError(error))
            return DeviceState()
        }
    }

    /// - Throws: what the stage answers; `badData` when there is nothing of it.
    func restore(
        _ state: DeviceState, _ load: (UnsafeRawPointer?, Int) -> pa_status?
    ) throws(MicrocontrollerError) {
        guard let bytes = state.bytes[member] else {
            throw MicrocontrollerError(
                .badData, source: "snapshot", "has nothing of \(stage.description.id)")
        }
        do throws(PluginError) {
            try call {
                bytes.withUnsafeBytes { load($0.baseAddress, $0.count) }
                    ?? pa_status(PA_UNAVAILABLE)
            }
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
            case .fault: .fault
            default: .unavailable
            }
        self.init(
            kind, source: error.source.isEmpty ? "device" : error.source,
            place: error.place.isEmpty ? nil : error.place, error.message)
    }
}
