/// A pipeline that cannot be put together or run as asked.
public struct PoseAnimateError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// An option's value is wrong.
        case usage
        /// Nothing of that name is registered.
        case unknownStage
        /// The input does not hold what is needed.
        case badData
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
