import Glibc

/// A moment by which something is to have happened, on a clock that nobody sets.
struct Deadline {
    private let moment: Double

    init(after seconds: Double) { moment = Self.now + seconds }

    /// Seconds until then; 0 when it has passed.
    var remaining: Double { max(moment - Self.now, 0) }

    var hasPassed: Bool { remaining == 0 }

    /// For how long `poll` is to wait: until then, but no longer than `most` seconds.
    func milliseconds(atMost most: Double) -> Int32 {
        Int32((min(remaining, most) * 1000).rounded(.up))
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
