/// A job file that cannot be followed.
public struct BatchError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// No such file.
        case noInput
        /// The file is not what a job file is.
        case badData
        /// Reading failed half-way.
        case inputOutput
    }

    public var kind: Kind
    /// The job file.
    public var source: String
    /// Where in it: a line, a job.
    public var place: String?
    /// What is wrong and what to do about it.
    public var message: String

    public init(_ kind: Kind, source: String, place: String? = nil, _ message: String) {
        self.kind = kind
        self.source = source
        self.place = place
        self.message = message
    }

    public var description: String {
        ([source] + [place].compactMap(\.self) + [message]).joined(separator: ": ")
    }
}
