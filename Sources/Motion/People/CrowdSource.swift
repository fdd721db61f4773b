/// Yields what was seen of several people, frame by frame, in order.
///
/// As a `MotionSource` it holds no more than it needs for the next frame.
public protocol CrowdSource {
    var header: ClipHeader { get }

    /// Remarks so far about motion that reads well, but not as its author may think.
    var notes: [String] { get }

    /// Whether people are told apart by numbers; false where one alone is in it, who is person 0.
    /// Nil while that is not known.
    var isOfSeveral: Bool? { get }

    /// The next frame; nil after the last.
    ///
    /// - Throws: `MotionError` when the source is damaged from here on.
    mutating func next() throws(MotionError) -> CrowdFrame?

    /// Goes back to before the first frame.
    ///
    /// - Returns: false where frames come but once, as through a pipe.
    mutating func rewind() throws(MotionError) -> Bool
}

extension CrowdSource {
    public var notes: [String] { [] }

    public mutating func rewind() throws(MotionError) -> Bool { false }
}
