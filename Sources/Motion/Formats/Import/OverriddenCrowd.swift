import Geometry

/// A clip with a rate or size given beside it, or a part of one.
struct OverriddenCrowd: CrowdSource {
    let header: ClipHeader
    private var source: any CrowdSource
    private let options: KeypointOptions
    /// The time of the first frame taken.
    private var start: Double?

    /// The clip as it is when nothing is given.
    static func wrap(
        _ source: some CrowdSource, _ options: KeypointOptions, name: String
    ) throws(MotionError) -> any CrowdSource {
        let isWhole = options.firstFrame == nil && options.lastFrame == nil
        guard !isWhole || options.framesPerSecond != nil || options.size != nil else {
            return source
        }
        if let count = source.header.frameCount, !isWhole {
            _ = try options.frames(of: count, name: name)
        }
        return OverriddenCrowd(source, options)
    }

    private init(_ source: some CrowdSource, _ options: KeypointOptions) {
        var header = source.header
        header.framesPerSecond = options.framesPerSecond ?? header.framesPerSecond
        header.size = options.size ?? header.size
        if let count = header.frameCount {
            let last = min(options.lastFrame ?? count - 1, count - 1)
            header.frameCount = last - (options.firstFrame ?? 0) + 1
        }
        // Times of the frames themselves may differ; without a rate they are not known yet.
        header.duration = header.frameCount.flatMap { count in
            header.framesPerSecond.map { Double(count - 1) / $0 }
        }
        self.header = header
        self.source = source
        self.options = options
    }

    var notes: [String] { source.notes }

    var isOfSeveral: Bool? { source.isOfSeveral }

    mutating func rewind() throws(MotionError) -> Bool {
        guard try source.rewind() else { return false }
        start = nil
        return true
    }

    mutating func next() throws(MotionError) -> CrowdFrame? {
        let first = options.firstFrame ?? 0
        while var frame = try source.next() {
            if frame.index < first { continue }
            if let last = options.lastFrame, frame.index > last { return nil }
            let start = start ?? frame.time
            self.start = start
            frame.index -= first
            frame.time =
                options.framesPerSecond.map { Double(frame.index) / $0 }
                ?? frame.time - start
            return frame
        }
        return nil
    }
}
