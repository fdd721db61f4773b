import CPoseAnimatePlugin

/// What a stage is made from: the values of its options, and what its kind is told beforehand.
public struct Setup<Request> {
    /// What the kind of stage is told: the motion's size and rate, the character, …
    public let request: Request
    public let engine: Engine
    private let options: [Option]
    private let values: UnsafePointer<pa_value>?

    init(
        _ request: Request, _ engine: Engine, _ about: About, _ values: UnsafePointer<pa_value>?
    ) {
        self.request = request
        self.engine = engine
        options = about.options
        self.values = values
    }

    /// The value of a number, whole or real. An option that was not declared is 0.
    public func number(_ name: String) -> Double { value(name)?.number ?? 0 }

    /// The value of a whole number. An option that was not declared is 0.
    public func integer(_ name: String) -> Int { Int(exactly: number(name).rounded()) ?? 0 }

    /// Whether a flag is set. An option that was not declared is not.
    public func flag(_ name: String) -> Bool { number(name) != 0 }

    /// The word or the path that was given; nil when there is none.
    public func text(_ name: String) -> String? {
        value(name)?.text.map { String(cString: $0) }
    }

    private func value(_ name: String) -> pa_value? {
        guard let values, let place = options.firstIndex(where: { $0.name == name }) else {
            return nil
        }
        return values[place]
    }
}

/// The engine that a plug-in works for.
public struct Engine: @unchecked Sendable {
    // Immutable and, by the interface's rules, valid while the plug-in is loaded.
    let host: UnsafePointer<pa_host>

    /// Tells people something; it is shown with the plug-in's name.
    public func log(_ message: String) { say(message, PA_LOG_INFO) }

    /// Tells people that something is not as they may think.
    public func warn(_ message: String) { say(message, PA_LOG_WARNING) }

    private func say(_ message: String, _ level: some BinaryInteger) {
        host.pointee.log?(host, Int32(level), message)
    }

    /// Runs a call that may fail, and tells the engine why it did.
    func status(of body: () throws -> Void) -> pa_status {
        do {
            try body()
            return pa_status(PA_OK)
        } catch let failure as PluginFailure {
            host.pointee.fail?(host, failure.message)
            return failure.kind.status
        } catch let refusal as EngineRefusal {
            return refusal.status
        } catch {
            host.pointee.fail?(host, "\(error)")
            return pa_status(PA_FAULT)
        }
    }
}
