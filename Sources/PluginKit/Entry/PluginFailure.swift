import CPoseAnimatePlugin

/// Why a stage cannot go on: what is wrong and what to do about it. Any other error that a stage throws is a
/// fault, told by its description.
public struct PluginFailure: Error, Sendable {
    /// What kind of failure it is; the program's exit code comes from it.
    public enum Kind: Sendable {
        case usage, badData, noInput, unavailable, fault, cannotCreate, inputOutput

        var status: pa_status {
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

    public var kind: Kind
    public var message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}

/// What a function of the engine's answered that a stage had called.
struct EngineRefusal: Error {
    let status: pa_status
}
