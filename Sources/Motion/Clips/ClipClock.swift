/// Gives the frames of a clip their times.
///
/// Either every frame says its "time", or none does and the clip's rate gives it.
struct ClipClock {
    private let framesPerSecond: Double
    private var isTimed: Bool?

    /// The rate of a clip that says neither a rate nor times, as of most cameras.
    static let assumedRate = 30.0

    init(framesPerSecond: Double?) {
        self.framesPerSecond = framesPerSecond ?? Self.assumedRate
    }

    /// Seconds since the clip's start, or nil when a frame differs from the first in having a
    /// time or not.
    mutating func time(ofFrame index: Int, stated: Double?) -> Double? {
        let isTimed = isTimed ?? (stated != nil)
        self.isTimed = isTimed
        guard isTimed == (stated != nil) else { return nil }
        return stated ?? Double(index) / framesPerSecond
    }
}
