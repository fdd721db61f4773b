import Geometry

/// A crowd held in memory.
struct RecordedCrowd: CrowdSource {
    let header: ClipHeader
    private(set) var notes: [String]
    private(set) var frames: [CrowdFrame]
    private var position = 0

    init(framesPerSecond: Double, size: Size, frames: [CrowdFrame], notes: [String]) {
        header = Clip.header(
            framesPerSecond: framesPerSecond, size: size, count: frames.count,
            first: frames.first?.time, last: frames.last?.time)
        self.frames = frames
        self.notes = notes
    }

    var isOfSeveral: Bool? { true }

    mutating func next() throws(MotionError) -> CrowdFrame? {
        guard position < frames.count else { return nil }
        defer { position += 1 }
        return frames[position]
    }

    mutating func rewind() throws(MotionError) -> Bool {
        position = 0
        return true
    }

    /// Finds places for what somebody's recording lacks but a rig needs, with remarks.
    mutating func complete(_ number: Int) {
        for note in MissingParts.complete(&frames, of: number) where !notes.contains(note) {
            notes.append(note)
        }
    }
}
