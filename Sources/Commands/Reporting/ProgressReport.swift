import PoseAnimate

/// How far a clip has come, on standard error.
struct ProgressReport {
    enum Style: String, CaseIterable {
        /// A line that grows, for people.
        case bar
        /// A line of JSON now and then, for programs.
        case json
        /// Open Job Description's lines, for its workers.
        case openjd
        case none
    }

    private let total: Int?
    private let style: Style
    private let start = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var lastCount = 0

    /// - Parameters:
    ///   - total: frames to draw; nil when that is not known.
    ///   - style: nil for a bar where standard error is a terminal.
    init(total: Int?, style: Style?) {
        self.total = total
        self.style = style ?? (StandardStreams.errorIsTerminal ? .bar : .none)
    }

    /// Shows that `count` frames are done, ten times a second at most.
    mutating func update(_ count: Int) {
        guard style != .none, count != lastCount else { return }
        let now = ContinuousClock.now
        if let lastShown, now - lastShown < .milliseconds(100), count != total { return }
        lastShown = now
        lastCount = count
        let seconds = Self.seconds(now - start)
        switch style {
        case .bar: StandardStreams.show("\r\u{1B}[K" + bar(count, seconds))
        case .json: StandardStreams.show(json(count, seconds) + "\n")
        case .openjd:
            guard let total, total > 0 else {
                StandardStreams.show("openjd_status: \(count) frames written\n")
                return
            }
            // A number from 0 to 100 (Open Job Description, How Jobs Are Run).
            let percent = (Double(count) / Double(total) * 1000).rounded() / 10
            StandardStreams.show(
                "openjd_progress: \(percent)\nopenjd_status: \(count) of \(total) frames written\n")
        case .none: break
        }
    }

    /// Clears the line.
    func finish() {
        if style == .bar, lastShown != nil { StandardStreams.show("\r\u{1B}[K") }
    }

    /// Tells of the end that a run has come to before its time.
    func fail(_ message: String) {
        finish()
        if style == .openjd { StandardStreams.show("openjd_fail: \(message)\n") }
    }

    private func left(_ count: Int, _ seconds: Double) -> Int? {
        guard let total, count > 0 else { return nil }
        return Int((Double(total - count) * seconds / Double(count)).rounded(.up))
    }

    private func bar(_ count: Int, _ seconds: Double) -> String {
        let rate = seconds > 0 ? Double(count) / seconds : 0
        let speed = "\(Int(rate.rounded())) frames/s"
        guard let total, total > 0 else { return "\(count) frames, \(speed)" }
        let width = 30
        let filled = min(count * width / total, width)
        let bar =
            String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        return "[\(bar)] \(count)/\(total), \(speed), \(left(count, seconds) ?? 0) s left"
    }

    private func json(_ count: Int, _ seconds: Double) -> String {
        func number(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
        return JSONValue.object([
            ("frames", .integer(count)), ("total", number(total)),
            ("seconds", .number((seconds * 1000).rounded() / 1000)),
            ("secondsLeft", number(left(count, seconds))),
        ]).text
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
