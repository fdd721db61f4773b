/// A motion source seen through filters.
///
/// Filters work on the source's own frames, before any resampling, so that the rate of the output
/// does not change what they do. Frames stream up to the first filter that looks ahead; there they
/// are gathered until the source ends.
public struct FilteredMotion: MotionSource {
    public let header: ClipHeader
    private var source: any MotionSource
    /// The filters before the first that looks ahead.
    private var streaming: [any MotionFilter]
    /// That filter and those behind it.
    private var gathering: [any MotionFilter]
    /// What has passed all filters, last frame first; nil until the clip was gathered.
    private var gathered: [MotionFrame]?
    private var isFinished = false

    public init(_ source: any MotionSource, filters: [any MotionFilter]) {
        header = source.header
        self.source = source
        let first = filters.firstIndex { $0 is any ClipFilter } ?? filters.endIndex
        streaming = Array(filters[..<first])
        gathering = Array(filters[first...])
    }

    public var notes: [String] { source.notes + (streaming + gathering).flatMap(\.notes) }

    public mutating func next() throws(MotionError) -> MotionFrame? {
        let frame = gathering.isEmpty ? try nextStreamed() : try nextGathered()
        if frame == nil { try finish() }
        return frame
    }

    /// Tells the filters once that the source has ended.
    private mutating func finish() throws(MotionError) {
        guard !isFinished else { return }
        isFinished = true
        for index in streaming.indices { try streaming[index].finish() }
        for index in gathering.indices { try gathering[index].finish() }
    }

    private mutating func nextGathered() throws(MotionError) -> MotionFrame? {
        if gathered == nil {
            var clip: [MotionFrame] = []
            while let frame = try nextStreamed() { clip.append(frame) }
            try pass(&clip)
            clip.reverse()
            gathered = clip
        }
        return gathered?.popLast()
    }

    private mutating func nextStreamed() throws(MotionError) -> MotionFrame? {
        guard var frame = try source.next() else { return nil }
        for index in streaming.indices { try streaming[index].apply(to: &frame) }
        return frame
    }

    private mutating func pass(_ clip: inout [MotionFrame]) throws(MotionError) {
        for index in gathering.indices {
            if var filter = gathering[index] as? any ClipFilter {
                try filter.apply(to: &clip)
            } else {
                for frame in clip.indices { try gathering[index].apply(to: &clip[frame]) }
            }
        }
    }
}
