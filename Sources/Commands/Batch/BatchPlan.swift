import Batches
import Farming
import Glibc
import PoseAnimate

/// The plan that a batch's farm works by: made anew, or gone on with.
struct BatchPlan {
    let jobs: [PreparedJob]
    let state: BatchState
    let taskSize: Int

    /// The plan that an earlier run has left unfinished; nil when there is none of these jobs.
    func unfinished(_ receipts: Receipts) throws -> FarmPlan? {
        guard let plan = try? PlanFile(path: state.plan).read(), plan.origin == (try origin()),
            !plan.tasks.allSatisfy({ receipts.isDone($0.number) })
        else { return nil }
        return plan
    }

    /// Makes a plan and writes it, in place of any other; what is finished is not in it.
    func make(_ receipts: Receipts) throws -> FarmPlan {
        var parts = JobParts(state: state, size: taskSize)
        for job in jobs {
            do {
                try parts.add(job)
            } catch {
                throw job.named(error)
            }
        }
        let plan = FarmPlan(
            origin: try origin(), frames: parts.frames, movies: parts.movies, taskSize: taskSize)
        try receipts.removeAll()
        try PlanFile(path: state.plan).write(plan)
        return plan
    }

    /// What the plan is made of, as a hash: the engine, the options, and what tells whether a file
    /// has changed.
    private func origin() throws -> String {
        var words = [engineVersion, "\(taskSize)"]
        for job in jobs {
            words += job.arguments
            for path in try job.command().inputs.compactMap(\.path) {
                var status = stat()
                guard stat(path, &status) == 0 else { continue }
                words.append("\(path) \(status.st_size) \(status.st_mtim.tv_sec)")
            }
        }
        return FileHash.sha256(of: Array(words.joined(separator: "\n").utf8))
    }
}
