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

    /// Told of the progress in place of standard error, where a run is a part of something larger.
    ///
    /// A structure: a task-local value that is a bare function ends Swift 6.3's optimised programs.
    struct Observer: Sendable {
        var update: @Sendable (_ count: Int, _ total: Int?) -> Void
    }
    @TaskLocal static var observer: Observer?

    private let total: Int?
    private let style: Style
    private let unit: String
    private let observer: Observer?
    private let start = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?
    private var lastCount = 0

    /// - Parameters:
    ///   - total: frames to draw; nil when that is not known.
    ///   - style: nil for a bar where standard error is a terminal.
    ///   - unit: what is counted.
    init(total: Int?, style: Style?, unit: String = "frames") {
        self.unit = unit
        self.total = total
        observer = Self.observer
        self.style = style ?? (StandardStreams.errorIsTerminal ? .bar : .none)
    }

    /// Shows that `count` frames are done, ten times a second at most.
    mutating func update(_ count: Int) {
        if let observer { return observer.update(count, total) }
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
                StandardStreams.show("openjd_status: \(count) \(unit) done\n")
                return
            }
            // A number from 0 to 100 (Open Job Description, How Jobs Are Run).
            let percent = (Double(count) / Double(total) * 1000).rounded() / 10
            StandardStreams.show(
                "openjd_progress: \(percent)\nopenjd_status: \(count) of \(total) \(unit) done\n")
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

    /// A bar of text that is filled to a share of its length.
    static func bar(_ share: Double) -> String {
        let width = 30
        let filled = min(Int(share * Double(width)), width)
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: ".", count: width - filled) + "]"
    }

    private func left(_ count: Int, _ seconds: Double) -> Int? {
        guard let total, count > 0 else { return nil }
        return Int((Double(total - count) * seconds / Double(count)).rounded(.up))
    }

    private func bar(_ count: Int, _ seconds: Double) -> String {
        let rate = seconds > 0 ? Double(count) / seconds : 0
        let speed = "\(Int(rate.rounded())) \(unit)/s"
        guard let total, total > 0 else { return "\(count) \(unit), \(speed)" }
        return Self.bar(Double(count) / Double(total))
            + " \(count)/\(total), \(speed), \(left(count, seconds) ?? 0) s left"
    }

    private func json(_ count: Int, _ seconds: Double) -> String {
        func number(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
        return JSONValue.object([
            (unit, .integer(count)), ("total", number(total)),
            ("seconds", .number((seconds * 1000).rounded() / 1000)),
            ("secondsLeft", number(left(count, seconds))),
        ]).text
    }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }
}
