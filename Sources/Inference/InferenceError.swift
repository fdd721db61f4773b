/// A model that could not be read, prepared or run.
public struct InferenceError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The model is missing or cannot be opened.
        case noInput
        /// The bytes are not a sound model, or a tensor's data does not fit its description.
        case badModel
        /// The model is sound, but what it tells of itself (its metadata and the files that come
        /// with it) is not; it can be run all the same.
        case badMetadata
        /// The model is sound, but asks for something that is not implemented.
        case unsupported
        /// The caller's argument does not fit: an unknown tensor, a wrong shape or type.
        case badArgument
        /// A value met while running does not fit: an index outside its tensor.
        case badData
        /// A limit on memory or work that the options set.
        case overLimit
        /// An operator of somebody else's failed.
        case fault
    }

    public var kind: Kind
    /// The model's path, or "model" where it came from memory.
    public var source: String
    /// Where in the model: "node 12 (CONV_2D)", "tensor 7", "byte 4096"; empty for the whole.
    public var place: String
    /// What is wrong and what to do about it.
    public var message: String

    public init(_ kind: Kind, source: String = "model", place: String = "", _ message: String) {
        self.kind = kind
        self.source = source
        self.place = place
        self.message = message
    }

    public var description: String {
        place.isEmpty ? "\(source): \(message)" : "\(source): \(place): \(message)"
    }

    /// The same error, told of the model it came from.
    func of(_ source: String) -> InferenceError {
        var error = self
        error.source = source
        return error
    }
}
