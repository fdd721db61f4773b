/// A picture that could not be drawn.
public struct RenderingError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// A size that no picture can have.
        case badSize
        /// The drawing library refused.
        case drawing
        /// A renderer cannot be had as it is asked for.
        case usage
        /// What a renderer needs is not there.
        case unavailable
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
