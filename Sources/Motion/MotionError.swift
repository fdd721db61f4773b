/// Motion that could not be read or written.
public struct MotionError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The source is missing or cannot be opened.
        case noInput
        /// The data is not what its format asks for.
        case badData
        /// The file or folder to write cannot be made.
        case cannotCreate
        /// Reading or writing failed half-way.
        case inputOutput
        /// A source or a filter cannot be had as it is asked for.
        case usage
        /// What a source or a filter needs is not there.
        case unavailable
        /// A source or a filter of somebody else's failed.
        case fault
    }

    public var kind: Kind
    /// The file's path, "standard input", or the name of the source.
    public var source: String
    /// Where in the source: "frame 12, pose.keypoints[3]"; empty when the whole is meant.
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
