/// A motion source seen through filters.
///
/// Filters work on the source's own frames, before any resampling, so that the rate of the output
/// does not change what they do.
public struct FilteredMotion: MotionSource {
    public let header: ClipHeader
    private var source: any MotionSource
    private var filters: [any MotionFilter]

    public init(_ source: any MotionSource, filters: [any MotionFilter]) {
        header = source.header
        self.source = source
        self.filters = filters
    }

    public var notes: [String] { source.notes }

    public mutating func next() throws(MotionError) -> MotionFrame? {
        guard var frame = try source.next() else { return nil }
        for index in filters.indices { filters[index].apply(to: &frame) }
        return frame
    }
}
