/// A motion source seen through filters.
///
/// Filters work on the source's own frames, before any resampling, so that the rate of the output
/// does not change what they do. Frames stream; before a filter that looks at frames around they wait
/// for as many as it looks ahead, before one that sees the clip whole until the source ends.
public struct FilteredMotion: MotionSource {
    public let header: ClipHeader
    private var source: any MotionSource
    private var links: [Link]
    private var isFinished = false

    /// A filter, and the frames that wait before it.
    private struct Link {
        var filter: any MotionFilter
        /// Frames as they came: those around the next one; for a whole clip those that have passed, last first.
        var frames: [MotionFrame] = []
        /// The place of the next one in `frames`.
        var next = 0
        /// Whether no more come.
        var isOver = false
    }

    public init(_ source: any MotionSource, filters: [any MotionFilter]) {
        header = source.header
        self.source = source
        links = filters.map { Link(filter: $0) }
    }

    public var notes: [String] { source.notes + links.flatMap(\.filter.notes) }

    public mutating func next() throws(MotionError) -> MotionFrame? {
        let frame = try frame(behind: links.count)
        if frame == nil { try finish() }
        return frame
    }

    /// Tells the filters once that the source has ended.
    private mutating func finish() throws(MotionError) {
        guard !isFinished else { return }
        isFinished = true
        for index in links.indices { try links[index].filter.finish() }
    }

    /// The next frame that has passed so many filters.
    private mutating func frame(behind count: Int) throws(MotionError) -> MotionFrame? {
        guard count > 0 else { return try source.next() }
        let place = count - 1
        switch links[place].filter {
        case let filter as any ClipFilter: return try gathered(by: filter, place)
        case let filter as any WindowFilter: return try seenAround(by: filter, place)
        default:
            guard var frame = try frame(behind: place) else { return nil }
            try links[place].filter.apply(to: &frame)
            return frame
        }
    }

    private mutating func gathered(
        by filter: any ClipFilter, _ place: Int
    ) throws(MotionError) -> MotionFrame? {
        if !links[place].isOver {
            links[place].isOver = true
            var (filter, clip) = (filter, [MotionFrame]())
            while let frame = try frame(behind: place) { clip.append(frame) }
            try filter.apply(to: &clip)
            links[place].filter = filter
            links[place].frames = clip.reversed()
        }
        return links[place].frames.popLast()
    }

    private mutating func seenAround(
        by filter: any WindowFilter, _ place: Int
    ) throws(MotionError) -> MotionFrame? {
        let window = filter.window
        while !links[place].isOver, links[place].frames.count <= links[place].next + window {
            if let frame = try frame(behind: place) {
                links[place].frames.append(frame)
            } else {
                links[place].isOver = true
            }
        }
        let next = links[place].next
        guard next < links[place].frames.count else { return nil }
        var (filter, frame) = (filter, links[place].frames[next])
        try filter.apply(to: &frame, at: next, of: links[place].frames)
        links[place].filter = filter
        if next < window {
            links[place].next += 1
        } else {
            links[place].frames.removeFirst()
        }
        return frame
    }
}
