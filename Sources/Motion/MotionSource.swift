import Geometry

/// What is known of a motion source before its first frame.
public struct ClipHeader: Sendable, Equatable {
    /// Frames a second; nil when the source does not say.
    public var framesPerSecond: Double?
    /// The size of the picture that keypoints are measured in; nil when the source does not say.
    public var size: Size?
    /// How many frames will come; nil when that is not known in advance, as with a live source.
    public var frameCount: Int?
    /// Seconds from the first frame to the last; nil when that is not known in advance.
    public var duration: Double?

    public init(
        framesPerSecond: Double? = nil, size: Size? = nil, frameCount: Int? = nil,
        duration: Double? = nil
    ) {
        self.framesPerSecond = framesPerSecond
        self.size = size
        self.frameCount = frameCount
        self.duration = duration
    }
}

/// First stage of the pipeline: yields frames of motion in order, one at a time.
///
/// A source holds no more than it needs for the next frame, so that clips of any length and live
/// streams take the same memory.
public protocol MotionSource {
    var header: ClipHeader { get }

    /// Remarks so far about motion that reads well, but not as its author may think.
    var notes: [String] { get }

    /// The next frame; nil after the last.
    ///
    /// - Throws: `MotionError` when the source is damaged from here on.
    mutating func next() throws(MotionError) -> MotionFrame?
}

extension MotionSource {
    public var notes: [String] { [] }
}

/// Second stage: changes frames as they pass, for instance to steady them.
///
/// Filters see every frame from the clip's first, in order, whatever part of it is drawn.
public protocol MotionFilter {
    /// Changes one frame in place.
    ///
    /// - Throws: when the filter is another program's and that failed.
    mutating func apply(to frame: inout MotionFrame) throws(MotionError)

    /// The motion has come to its end; not called when it is not followed so far.
    ///
    /// - Throws: as for a frame.
    mutating func finish() throws(MotionError)

    /// Remarks so far about frames that pass, but not as the filter's author may think.
    var notes: [String] { get }
}

extension MotionFilter {
    public mutating func finish() throws(MotionError) {}

    public var notes: [String] { [] }
}

/// A filter that looks at the frames around the one that it changes: frames wait until those ahead have come.
public protocol WindowFilter: MotionFilter {
    /// How many frames before and behind it looks at.
    var window: Int { get }

    /// Changes a copy of `frames[place]`.
    ///
    /// - Parameter frames: as they came, in order: `window` before and behind, fewer where the clip begins and ends.
    /// - Throws: as for one frame.
    mutating func apply(
        to frame: inout MotionFrame, at place: Int, of frames: [MotionFrame]
    ) throws(MotionError)
}

extension WindowFilter {
    /// A frame alone has none around.
    public mutating func apply(to frame: inout MotionFrame) throws(MotionError) {
        try apply(to: &frame, at: 0, of: [frame])
    }
}

/// A filter that looks ahead: it sees the clip whole before the first frame goes on.
///
/// Motion that passes such a filter is held in memory, and comes only when its source has ended.
public protocol ClipFilter: MotionFilter {
    /// Changes the frames of a clip, given in order, in place.
    ///
    /// - Throws: as for one frame.
    mutating func apply(to clip: inout [MotionFrame]) throws(MotionError)
}

extension ClipFilter {
    /// A frame alone is a clip of one frame.
    public mutating func apply(to frame: inout MotionFrame) throws(MotionError) {
        var clip = [frame]
        try apply(to: &clip)
        if let only = clip.first { frame = only }
    }
}
