/// Brings a source's frames to a constant rate, going by their times.
///
/// The first frame comes at time 0, frame i at i/rate, the last at or before the source's last.
/// Where a moment of the source coincides with one of the output, its frame passes as it is, but
/// for index and time; between two of them, positions and confidences are blended in a straight
/// line. A source of the same rate passes unchanged and without delay; otherwise the output lags
/// by at most one frame of the source.
public struct Resampler: MotionSource {
    public let header: ClipHeader
    private let rate: Double
    private var source: any MotionSource
    /// The source's frames around the current moment, at times counted from its first frame.
    private var earlier: MotionFrame?
    private var later: MotionFrame?
    private var startTime: Double?
    private var outputIndex = 0

    /// The highest rate: above it frames lie closer than clips state their times.
    public static let maximumRate = 1000.0

    /// - Parameter framesPerSecond: above 0, up to `maximumRate`.
    /// - Throws: `badData` when the rate lies outside.
    public init(_ source: any MotionSource, framesPerSecond: Double) throws(MotionError) {
        guard framesPerSecond > 0, framesPerSecond <= Self.maximumRate else {
            throw MotionError(
                .badData, source: "frame rate",
                "\(framesPerSecond) frames a second cannot be made; ask for more than 0, "
                    + "up to \(Int(Self.maximumRate))")
        }
        rate = framesPerSecond
        self.source = source
        var header = source.header
        header.framesPerSecond = framesPerSecond
        header.frameCount = nil
        if let duration = source.header.duration {
            header.frameCount = Self.frameCount(lasting: duration, at: framesPerSecond)
        }
        header.duration = header.frameCount.map { Double($0 - 1) / framesPerSecond }
        self.header = header
    }

    /// Nil for durations that are not finite or longer than any clip.
    private static func frameCount(lasting duration: Double, at rate: Double) -> Int? {
        let last = ((duration + tolerance(at: rate)) * rate).rounded(.down)
        return last >= 0 && last < 1e15 ? Int(last) + 1 : nil
    }

    /// Moments closer than this, in seconds, are the same: a microsecond is finer than any clip
    /// states its times, and coarser than the rounding of i/rate.
    private static func tolerance(at rate: Double) -> Double { min(1e-6, 1e-3 / rate) }

    public var notes: [String] { source.notes }

    public mutating func next() throws(MotionError) -> MotionFrame? {
        if startTime == nil { earlier = try fetch() }
        guard var before = earlier else { return nil }
        let time = Double(outputIndex) / rate
        let tolerance = Self.tolerance(at: rate)
        while before.time < time - tolerance {
            if later == nil { later = try fetch() }
            guard let after = later else {
                earlier = nil
                return nil
            }
            guard after.time <= time + tolerance else {
                let fraction = (time - before.time) / (after.time - before.time)
                return emit(before.interpolated(to: after, fraction), at: time)
            }
            before = after
            earlier = after
            later = nil
        }
        return emit(before, at: time)
    }

    private mutating func emit(_ frame: MotionFrame, at time: Double) -> MotionFrame {
        var frame = frame
        frame.index = outputIndex
        frame.time = time
        outputIndex += 1
        return frame
    }

    /// The source's next frame, its time counted from the first.
    private mutating func fetch() throws(MotionError) -> MotionFrame? {
        guard var frame = try source.next() else { return nil }
        let start = startTime ?? frame.time
        startTime = start
        let time = frame.time - start
        guard time.isFinite else {
            throw MotionError(
                .badData, source: "motion", place: "frame \(frame.index)",
                "is at the time \(frame.time), which is no moment; correct its \"time\"")
        }
        if let before = later ?? earlier, time < before.time {
            throw MotionError(
                .badData, source: "motion", place: "frame \(frame.index)",
                "is at \(frame.time) s, before the frame that it follows, at "
                    + "\(before.time + start) s; times must not run backwards")
        }
        frame.time = time
        return frame
    }
}
