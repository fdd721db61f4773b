import CPoseAnimatePlugin
import PluginInterface

/// Where a plug-in's children come from.
struct PluginHouse: Sendable {
    let file: String
    let isolation: Isolation
    let engineVersion: String
    let log: PluginEngine.Log

    /// Starts a child, which has not loaded the plug-in yet.
    ///
    /// - Parameter stage: what it is for: "filter `jiggle`".
    /// - Throws: `unavailable` when it cannot be started.
    func start(stage: String = "", readsInput: Bool = false) throws(PluginError) -> CallLine {
        let (process, channel) = try PluginProcess.start(
            file, stage: stage, isolation, readsInput: readsInput, log: log)
        return CallLine(process, channel)
    }

    /// Has a child load the plug-in.
    ///
    /// - Parameter read: takes its description.
    func open(
        _ line: CallLine,
        read: (inout MessageReader) throws(BrokenMessage) -> Void = { _ in }
    ) -> pa_status {
        line.call(.open, .loading) { message in
            message.add(MessageKind.protocolNumber)
            message.add(engineVersion)
        } read: { (answer) throws(BrokenMessage) in
            try read(&answer)
        }
    }
}
