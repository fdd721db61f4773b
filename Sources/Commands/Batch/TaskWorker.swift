import Farming
import PoseAnimate
import Synchronization

/// Does a plan's tasks one after the other and tells how far they have come.
final class TaskWorker: Sendable {
    let report: SharedReport
    private let threads: Int
    private let receipts: Receipts
    private let finished = Mutex(0)

    init(report: SharedReport, threads: Int, receipts: Receipts) {
        self.report = report
        self.threads = threads
        self.receipts = receipts
    }

    /// Does a task's steps, also when one of them fails: they are of different jobs.
    ///
    /// - Throws: the first failure, when the receipt is written. Who is told to stop leaves no
    ///   receipt: the task is not over.
    func perform(_ task: FarmTask) throws {
        var first: Failure?
        for step in task.steps {
            do {
                try perform(step)
            } catch let interrupted as Interrupted {
                report.finish()
                throw interrupted
            } catch {
                let failure = Failure(error, of: step.arguments)
                let message = "job `\(step.job)`: \(failure.message ?? "ended early")"
                first = first ?? Failure(status: failure.status, message: message)
            }
        }
        try receipts.write(
            Receipts.Receipt(status: first?.status ?? 0, message: first?.message ?? ""),
            of: task.number)
        guard let first else { return }
        report.fail(first.message ?? "")
        throw first
    }

    private func perform(_ step: FarmTask.Step) throws {
        let base = finished.withLock(\.self)
        let report = report
        let observer = ProgressReport.Observer { count, _ in report.update(base + count) }
        try ProgressReport.$observer.withValue(observer) {
            _ = try JobWork.perform(step, threads: threads)
        }
        report.update(
            finished.withLock { count in
                count += step.weight
                return count
            })
    }
}

/// A progress report that several threads may speak to.
final class SharedReport: Sendable {
    private let report: Mutex<ProgressReport>

    init(_ report: ProgressReport) { self.report = Mutex(report) }

    func update(_ count: Int) { report.withLock { $0.update(count) } }
    func fail(_ message: String) { report.withLock { $0.fail(message) } }
    func finish() { report.withLock { $0.finish() } }
}
