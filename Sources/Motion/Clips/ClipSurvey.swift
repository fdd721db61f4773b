import CSimdJSON

/// What one quick pass over a whole clip tells before its frames are read.
///
/// The pass parses no frame but the first and, in a clip with times, the last; damage on the way
/// is left to be reported at its frame when that is read.
struct ClipSurvey {
    /// Nil when the clip could not be read to its end.
    private(set) var frameCount: Int?
    private var firstTime: Double?
    private var lastTime: Double?

    /// Nothing is known, as of a pipe.
    init() {}

    /// Reads on to the clip's end.
    ///
    /// - Parameters:
    ///   - first: the frame that the reader has handed out already.
    ///   - header: takes up the members that stand behind the frames.
    /// - Throws: `badData` when those members are not what they should be.
    init(
        of reader: inout ClipReader, _ parser: inout FrameParser, first: Range<Int>?,
        header: inout csimdjson_header
    ) throws(MotionError) {
        if let first { firstTime = Self.time(&parser, reader, first) }
        var last: [UInt8] = []
        while let event = try? reader.next() {
            switch event {
            case .frame(let range):
                if reader.frameCount == 1 { firstTime = Self.time(&parser, reader, range) }
                if firstTime != nil { last = Array(reader.text(range)) }
            case .tail(let range):
                guard let text = ClipCrowd.tailObject(reader.text(range)) else { continue }
                try parser.readHeader(text, into: &header, source: reader.name)
            case .end:
                frameCount = reader.frameCount
                lastTime = last.isEmpty ? firstTime : parser.time(of: last)
                return
            case .header, .more: continue
            }
        }
    }

    private static func time(
        _ parser: inout FrameParser, _ reader: borrowing ClipReader, _ range: Range<Int>
    ) -> Double? {
        parser.time(of: Array(reader.text(range)))
    }

    /// Seconds from the first frame to the last, when both are known.
    func duration(atRate framesPerSecond: Double?) -> Double? {
        guard let frameCount else { return nil }
        if let firstTime { return lastTime.map { max($0 - firstTime, 0) } }
        return Double(frameCount - 1) / (framesPerSecond ?? ClipClock.assumedRate)
    }
}
