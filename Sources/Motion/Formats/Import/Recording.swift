import Geometry

/// A person in one frame, as a format tells of them.
struct Sighting {
    var pose: Pose?
    var face: Face?
    /// What the format calls the person, where it follows people from frame to frame.
    var identity: String?

    /// Whether there is anything of the person.
    var isEmpty: Bool { face == nil && !(pose?.keypoints.contains { $0 != nil } ?? false) }
}

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
    /// Which of several people is followed.
    public enum Person: Sendable, Equatable {
        /// Who is there in most frames; of several, the largest.
        case longest
        /// Who is largest on average.
        case largest
        /// The person of that number, counted from 0 as they come into view.
        case number(Int)
    }

    /// Frames a second; goes before what the file says.
    public var framesPerSecond: Double?
    /// The picture's size; goes before what the file says.
    public var size: Size?
    public var person = Person.longest
    /// The first and the last frame to take, counted from 0; nil for all.
    public var firstFrame: Int?
    public var lastFrame: Int?
    /// The directions of a BVH that are up in the picture and towards the viewer; nil to go by the
    /// motion.
    public var up: Axis?
    public var front: Axis?

    public init() {}

    /// The person to follow where people have numbers of their own; the first unless one is named.
    public var personNumber: Int {
        if case .number(let number) = person { number } else { 0 }
    }
}

/// One of the six directions along the axes of space, written `+y`.
public enum Axis: String, Sendable, CaseIterable {
    case plusX = "+x", minusX = "-x", plusY = "+y", minusY = "-y", plusZ = "+z", minusZ = "-z"
}
