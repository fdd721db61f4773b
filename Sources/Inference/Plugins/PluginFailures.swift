import CPoseAnimatePlugin
import PluginInterface

extension StageHandle {
    /// - Parameters:
    ///   - badData: what the plug-in's PA_BAD_DATA means at this time.
    ///   - place: where in the model.
    /// - Throws: what it answered.
    func check(
        _ status: pa_status, _ badData: InferenceError.Kind, at place: String
    ) throws(InferenceError) {
        guard status != PA_OK else { return }
        do throws(PluginError) {
            try stage.check(status)
        } catch {
            let kind: InferenceError.Kind =
                switch error.kind {
                case .usage: .badArgument
                case .badData: badData
                case .noInput: .noInput
                case .unavailable: .unsupported
                case .fault, .cannotCreate, .inputOutput: .fault
                }
            let whose = error.source.isEmpty ? "" : "\(error.source): "
            throw InferenceError(kind, place: place, whose + error.message)
        }
    }
}
