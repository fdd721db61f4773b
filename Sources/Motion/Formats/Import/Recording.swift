import Geometry

/// All that a file of a foreign format holds, before one person is chosen.
struct Recording {
    /// Frames a second, where the format says it.
    var framesPerSecond: Double?
    /// The picture's size, where the format says it.
    var size: Size?
    /// Coordinates are fractions of the picture's sides, not pixels.
    var isNormalized = false
    /// Everyone seen, by frame.
    var frames: [[Sighting]] = []
    /// Remarks about what reads well but not as its author may think.
    var notes: [String] = []

    mutating func note(_ text: String) {
        if !notes.contains(text) { notes.append(text) }
    }
}

/// What is given beside a file: what its format lacks, and which part of it is meant.
public struct KeypointOptions: Sendable, Equatable {
    /// Frames a second; goes before what the file says.
    public var framesPerSecond: Double?
    /// The picture's size; goes before what the file says.
    public var size: Size?
    /// Whom to follow of several; numbers count from 0 as people come into view.
    public var person = PersonChoice.longest
    /// The first and the last frame to take, counted from 0; nil for all.
    public var firstFrame: Int?
    public var lastFrame: Int?
    /// The directions of a BVH that are up in the picture and towards the viewer; nil to go by the
    /// motion.
    public var up: Axis?
    public var front: Axis?

    public init() {}
}

/// One of the six directions along the axes of space, written `+y`.
public enum Axis: String, Sendable, CaseIterable {
    case plusX = "+x", minusX = "-x", plusY = "+y", minusY = "-y", plusZ = "+z", minusZ = "-z"
}
