import CPoseAnimatePlugin

/// A plug-in that cannot be loaded, or a stage of one that failed.
public struct PluginError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// An option is wrong.
        case usage
        /// The file is no plug-in, says nonsense of itself, or the stage's input is not what it should be.
        case badData
        /// A file is missing.
        case noInput
        /// Something that is needed is not there, such as a newer engine.
        case unavailable
        /// The plug-in's own fault.
        case fault
        /// A file cannot be made.
        case cannotCreate
        /// Reading or writing failed.
        case inputOutput
    }

    public var kind: Kind
    /// The plug-in's file; empty for the engine's own stages.
    public var source: String
    /// Which of its stages: "filter `jiggle`"; empty for the whole.
    public var place: String
    /// What is wrong and what to do about it.
    public var message: String

    public init(_ kind: Kind, source: String, place: String = "", _ message: String) {
        self.kind = kind
        self.source = source
        self.place = place
        self.message = message
    }

    public var description: String {
        [source, place, message].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}

extension PluginError.Kind {
    /// What a status of the interface means; nil for one that it does not know.
    package init?(_ status: pa_status) {
        switch Int(status) {
        case Int(PA_USAGE): self = .usage
        case Int(PA_BAD_DATA): self = .badData
        case Int(PA_NO_INPUT): self = .noInput
        case Int(PA_UNAVAILABLE): self = .unavailable
        case Int(PA_FAULT): self = .fault
        case Int(PA_CANNOT_CREATE): self = .cannotCreate
        case Int(PA_IO): self = .inputOutput
        default: return nil
        }
    }

    package var status: pa_status {
        switch self {
        case .usage: pa_status(PA_USAGE)
        case .badData: pa_status(PA_BAD_DATA)
        case .noInput: pa_status(PA_NO_INPUT)
        case .unavailable: pa_status(PA_UNAVAILABLE)
        case .fault: pa_status(PA_FAULT)
        case .cannotCreate: pa_status(PA_CANNOT_CREATE)
        case .inputOutput: pa_status(PA_IO)
        }
    }
}
