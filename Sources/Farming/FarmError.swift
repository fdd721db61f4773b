/// Work that could not be given to a farm, or was not done by it.
public struct FarmError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// What was asked for does not go together.
        case usage
        /// The plan, or a task of it, is missing.
        case noInput
        /// A plan that is damaged, or made by another version.
        case badData
        /// The farm's programs are missing, or refuse the work.
        case unavailable
        /// A file of the plan cannot be made.
        case cannotCreate
        case inputOutput
    }

    public var kind: Kind
    /// A file, or a program of the farm.
    public var source: String
    /// What is wrong and what to do about it.
    public var message: String

    public init(_ kind: Kind, source: String, _ message: String) {
        self.kind = kind
        self.source = source
        self.message = message
    }

    public var description: String { "\(source): \(message)" }
}
