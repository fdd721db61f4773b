/// Frames that could not be made into files.
public struct SinkError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// What is asked for does not go together.
        case usage
        /// A program or a codec that is needed is not there.
        case unavailable
        /// There is nothing to write, or a file beside the frames cannot be read.
        case badData
        /// The picture could not be encoded.
        case encoding
        /// The file could not be written.
        case inputOutput
        /// Whoever read the stream has gone away.
        case readerGone
    }

    public var kind: Kind
    /// What is wrong and what to do about it.
    public var message: String

    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    public var description: String { message }
}
