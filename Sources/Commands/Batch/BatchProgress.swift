import PoseAnimate
import Synchronization

/// How far a batch has come, told by many threads.
final class BatchProgress: Sendable {
    private struct State {
        /// How far the jobs at hand are: frames, and of how many.
        var running: [Int: (count: Int, total: Int?)] = [:]
        var finishedJobs = 0
        /// Jobs that were there already say nothing about how long the others take.
        var keptJobs = 0
        var frames = 0
        var lastShown: ContinuousClock.Instant?
    }

    private let jobCount: Int
    private let style: ProgressReport.Style
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(jobCount: Int, style: ProgressReport.Style) {
        self.jobCount = jobCount
        self.style = style
    }

    func update(_ job: Int, count: Int, total: Int?) {
        guard style != .none else { return }
        state.withLock { state in
            state.frames += count - (state.running[job]?.count ?? 0)
            state.running[job] = (count, total)
            show(&state, isLast: false)
        }
    }

    func finish(_ job: Int, isKept: Bool) {
        guard style != .none else { return }
        state.withLock { state in
            state.running[job] = nil
            state.finishedJobs += 1
            if isKept { state.keptJobs += 1 }
            show(&state, isLast: state.finishedJobs == jobCount)
        }
    }

    /// Clears the line.
    func end() {
        state.withLock { state in
            if style == .bar, state.lastShown != nil { StandardStreams.show("\r\u{1B}[K") }
        }
    }

    private func show(_ state: inout State, isLast: Bool) {
        let now = ContinuousClock.now
        if let last = state.lastShown, now - last < .milliseconds(100), !isLast { return }
        state.lastShown = now
        let seconds = ProgressReport.seconds(now - start)
        let parts = state.running.values.reduce(0.0) { sum, part in
            sum + (part.total.map { $0 > 0 ? Double(part.count) / Double($0) : 0 } ?? 0)
        }
        let done = Double(state.finishedJobs) + parts
        let worked = done - Double(state.keptJobs)
        let left =
            worked > 0
            ? Int(((Double(jobCount) - done) * seconds / worked).rounded(.up)) : nil
        switch style {
        case .bar:
            let rate = seconds > 0 ? Int((Double(state.frames) / seconds).rounded()) : 0
            StandardStreams.show(
                "\r\u{1B}[K" + ProgressReport.bar(done / Double(jobCount))
                    + " \(state.finishedJobs)/\(jobCount) jobs, \(state.frames) frames, "
                    + "\(rate) frames/s" + (left.map { ", \($0) s left" } ?? ""))
        case .json:
            StandardStreams.show(
                JSONValue.object([
                    ("jobs", .integer(state.finishedJobs)), ("of", .integer(jobCount)),
                    ("frames", .integer(state.frames)),
                    ("seconds", .number((seconds * 1000).rounded() / 1000)),
                    ("secondsLeft", left.map { .integer($0) } ?? .null),
                ]).text + "\n")
        case .openjd:
            let percent = (done / Double(jobCount) * 1000).rounded() / 10
            StandardStreams.show(
                "openjd_progress: \(percent)\nopenjd_status: \(state.finishedJobs) of \(jobCount) "
                    + "jobs done\n")
        case .none: break
        }
    }
}
