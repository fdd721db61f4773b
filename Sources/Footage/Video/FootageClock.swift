/// Times of pictures from their time stamps: from 0, always growing, without leaps.
///
/// A camera whose clock is set while it records leaves a gap of hours, and damage leaves stamps
/// that go back. Such a step is taken for one picture's duration, with a note.
struct FootageClock {
    /// A longer pause is no pause. Recorders of screens leave pictures out for minutes while
    /// nothing moves, and sound recorded along goes on: those stay.
    static let longestPause = 600.0

    private let interval: Double
    /// What is taken off stamps.
    private var origin = 0.0
    private var last: (stamp: Double, time: Double)?
    private var count = 0
    private var breaks = 0
    private var firstBreak = ""

    init(framesPerSecond: Double?) {
        interval = 1 / (framesPerSecond ?? FootageInput.assumedRate)
    }

    /// The time of the next picture.
    ///
    /// - Parameter stamp: in seconds, NaN when it has none.
    mutating func time(of stamp: Double) -> Double {
        defer { count += 1 }
        guard let last else {
            let start = stamp.isFinite ? stamp : 0
            origin = start
            self.last = (start, 0)
            return 0
        }
        guard stamp.isFinite else {
            self.last = (last.stamp + interval, last.time + interval)
            return last.time + interval
        }
        var time = stamp - origin
        let step = stamp - last.stamp
        if time <= last.time || step > Self.longestPause {
            if breaks == 0 {
                firstBreak =
                    "its clock leaps \(step < 0 ? "back" : "on") by "
                    + "\(Int(min(abs(step), 1e12).rounded())) s before picture \(count)"
            }
            breaks += 1
            time = last.time + interval
            origin = stamp - time
        }
        self.last = (stamp, time)
        return time
    }

    /// What was found amiss.
    var note: String? {
        guard breaks > 0 else { return nil }
        let more = breaks > 1 ? ", and \(breaks - 1) times more" : ""
        return "\(firstBreak)\(more); the leap is taken for one picture's duration"
    }
}
