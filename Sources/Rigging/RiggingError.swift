/// A rig that cannot be used, or a character that does not fit one.
public struct RiggingError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// No rig of that name, or its file cannot be read.
        case noRig
        /// The rig's definition is wrong.
        case badRig
        /// The character has no skeleton group.
        case noSkeleton
        /// The skeleton lacks joints of the rig.
        case missingJoints
        /// A deformer or a rule of weights cannot be had as it is asked for.
        case usage
        /// What a deformer or a rule of weights needs is not there.
        case unavailable
        /// A deformer or a rule of weights of somebody else's failed.
        case fault
    }

    public var kind: Kind
    /// The rig's or the character's name.
    public var source: String
    /// What is wrong and what to do about it.
    public var message: String

    public init(_ kind: Kind, source: String, _ message: String) {
        self.kind = kind
        self.source = source
        self.message = message
    }

    public var description: String { source.isEmpty ? message : "\(source): \(message)" }
}
