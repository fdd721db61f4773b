/// How far a clip has come, on standard error while that is a terminal.
struct ProgressBar {
    private let total: Int?
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?

    /// - Parameters:
    ///   - total: frames to draw; nil when that is not known.
    ///   - isQuiet: shows nothing.
    init(total: Int?, isQuiet: Bool) {
        self.total = total
        isShown = !isQuiet && StandardStreams.errorIsTerminal
    }

    /// Shows that `count` frames are done, ten times a second at most.
    mutating func update(_ count: Int) {
        guard isShown else { return }
        let now = ContinuousClock.now
        if let lastShown, now - lastShown < .milliseconds(100), count != total { return }
        lastShown = now
        StandardStreams.show("\r\u{1B}[K" + text(count, elapsed: now - start))
    }

    /// Clears the line.
    func finish() {
        if isShown, lastShown != nil { StandardStreams.show("\r\u{1B}[K") }
    }

    private func text(_ count: Int, elapsed: Duration) -> String {
        let seconds =
            Double(elapsed.components.seconds)
            + Double(elapsed.components.attoseconds) * 1e-18
        let rate = seconds > 0 ? Double(count) / seconds : 0
        let speed = "\(Int(rate.rounded())) frames/s"
        guard let total, total > 0 else { return "\(count) frames, \(speed)" }
        let width = 30
        let filled = min(count * width / total, width)
        let bar =
            String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        let left = rate > 0 ? Int((Double(total - count) / rate).rounded(.up)) : 0
        return "[\(bar)] \(count)/\(total), \(speed), \(left) s left"
    }
}
