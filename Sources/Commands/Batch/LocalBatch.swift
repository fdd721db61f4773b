import Batches
import Pipelining
import PoseAnimate
import Synchronization

/// Does a batch's jobs on this machine: as many at a time as there are threads, each on one; the
/// last ones on several.
final class LocalBatch: Sendable {
    private struct State {
        var next = 0
        var results: [JobResult]
        var hasFailed = false
    }

    private let jobs: [PreparedJob]
    private let steps: @Sendable (PreparedJob, _ threads: Int) throws -> JobWork.Outcome
    private let threads: Int
    private let keepsGoing: Bool
    private let progress: BatchProgress
    private let listener = StandardStreams.listener
    private let state: Mutex<State>

    /// - Parameter steps: does one job.
    init(
        _ jobs: [PreparedJob], threads: Int, keepsGoing: Bool, progress: BatchProgress,
        steps: @escaping @Sendable (PreparedJob, _ threads: Int) throws -> JobWork.Outcome
    ) {
        self.jobs = jobs
        self.threads = threads
        self.keepsGoing = keepsGoing
        self.progress = progress
        self.steps = steps
        state = Mutex(State(results: jobs.map { JobResult($0) }))
    }

    /// Works until all is done, something fails, or a signal comes.
    func run() -> [JobResult] {
        let ended = (1..<max(min(threads, jobs.count), 1)).compactMap { _ in
            let signal = Signal()
            let isStarted = DetachedThread.start {
                self.work()
                signal.raise()
            }
            return isStarted ? signal : nil
        }
        work()
        ended.forEach { $0.wait() }
        progress.end()
        return state.withLock { $0.results }
    }

    private func work() {
        while let (place, threads) = takeNext() {
            var result = JobResult(jobs[place])
            let start = ContinuousClock.now
            do {
                let outcome = try perform(place, threads)
                result.frameCount = outcome.frameCount
                result.skippedCount = outcome.skippedCount
                result.state = outcome.isKept ? .kept : .done
            } catch {
                let failure = Failure(error, of: ["animate"])
                result.state = error is Interrupted ? .interrupted : .failed
                result.status = failure.status
                result.message = failure.message
            }
            result.seconds = ProgressReport.seconds(ContinuousClock.now - start)
            let finished = result
            state.withLock { state in
                state.results[place] = finished
                if finished.state == .failed { state.hasFailed = true }
            }
            progress.finish(place, isKept: finished.state == .kept)
        }
    }

    /// The next job, and how many threads it may have.
    private func takeNext() -> (place: Int, threads: Int)? {
        guard Interruption.signal == nil else { return nil }
        return state.withLock { state in
            guard state.next < jobs.count, keepsGoing || !state.hasFailed else { return nil }
            defer { state.next += 1 }
            let left = jobs.count - state.next
            return (state.next, max(threads / min(threads, left), 1))
        }
    }

    /// Whatever a job says bears its name.
    private func perform(_ place: Int, _ threads: Int) throws -> JobWork.Outcome {
        let job = jobs[place]
        let (listener, progress) = (listener, progress)
        let named = StandardStreams.Listener(
            output: { _ in },
            error: { text in
                let mark = "pose-animate: "
                let rest = text.hasPrefix(mark) ? String(text.dropFirst(mark.count)) : text
                listener.error(mark + "\(job.job.name): " + rest)
            }, bytes: { _ in })
        return try StandardStreams.$listener.withValue(named) {
            let observer = ProgressReport.Observer { count, total in
                progress.update(place, count: count, total: total)
            }
            return try ProgressReport.$observer.withValue(observer) { try steps(job, threads) }
        }
    }
}
