import Storage

/// Reads a clip as `ClipCrowd` does and follows one person in it.
public final class ClipSource: MotionSource {
    private var motion: FollowedPerson

    /// Opens a clip; `-` is standard input.
    ///
    /// - Parameter person: whom to follow where there are several. All but `first` reads a file
    ///   with several through once more.
    /// - Throws: `noInput` when the file is missing, `badData` when it is no clip or that person is
    ///   not in it.
    public init(path: String, person: PersonChoice = .first) throws(MotionError) {
        motion = try FollowedPerson(ClipCrowd(path: path), person, name: path)
    }

    /// Reads a clip that lies in memory.
    ///
    /// - Parameter name: stands in errors.
    /// - Throws: `badData` as above.
    public init(
        bytes: [UInt8], name: String, person: PersonChoice = .first
    ) throws(MotionError) {
        motion = try FollowedPerson(ClipCrowd(bytes: bytes, name: name), person, name: name)
    }

    /// Reads a clip from a stream.
    package init(
        _ stream: consuming ByteStream, person: PersonChoice = .first
    ) throws(MotionError) {
        let crowd = try ClipCrowd(stream)
        motion = try FollowedPerson(crowd, person, name: crowd.name)
    }

    public var header: ClipHeader { motion.header }

    public var notes: [String] { motion.notes }

    /// The next frame; nil after the last.
    ///
    /// - Throws: as `ClipCrowd`. After that there are no more frames.
    public func next() throws(MotionError) -> MotionFrame? { try motion.next() }
}
