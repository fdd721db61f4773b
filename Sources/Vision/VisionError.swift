import Inference

/// Why a model could not be used to find people.
public struct VisionError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The model is not of the kind that the task asks for.
        case wrongModel
        /// The model failed; its error is in the message.
        case model
    }

    public var kind: Kind
    /// The model's path.
    public var source: String
    public var message: String

    public init(_ kind: Kind, source: String, _ message: String) {
        self.kind = kind
        self.source = source
        self.message = message
    }

    init(_ error: InferenceError) {
        self.init(
            .model, source: error.source,
            error.place.isEmpty ? error.message : "\(error.place): \(error.message)")
    }

    public var description: String { "\(source): \(message)" }
}
