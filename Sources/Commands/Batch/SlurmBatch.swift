import Batches
import Farming
import Glibc
import PoseAnimate

/// Has a batch done by Slurm: submits its tasks as arrays, follows them, and submits again what was
/// lost.
struct SlurmBatch {
    let jobs: [PreparedJob]
    let state: BatchState
    let options: FarmOptions
    let isQuiet: Bool
    private let queue = SlurmQueue()

    init(jobs: [PreparedJob], state: BatchState, options: FarmOptions, isQuiet: Bool) {
        self.jobs = jobs
        self.state = state
        self.options = options
        self.isQuiet = isQuiet
    }

    /// - Returns: what has become of the jobs; nil when the farm is left to itself.
    func run() throws -> [JobResult]? {
        let receipts = try Receipts(folder: state.receipts)
        let submissions = Submissions(path: state.submissions)
        let planning = BatchPlan(jobs: jobs, state: state, taskSize: options.taskSize)
        let plan: FarmPlan
        if let unfinished = try planning.unfinished(receipts) {
            plan = unfinished
        } else {
            let earlier = submissions.numbers
            guard try earlier.isEmpty || queued(earlier).isEmpty else {
                throw FarmError(
                    .usage, source: state.folder,
                    "an earlier plan of this batch is still at work in Slurm's jobs "
                        + "\(list(earlier)); wait, or scancel them")
            }
            plan = try planning.make(receipts)
            try submissions.write([])
        }
        try Directory.create(state.logs)
        try follow(plan, submissions, receipts)
        for _ in 0...options.retries {
            let pending = pending(plan, receipts)
            guard !pending.isEmpty else { break }
            try submit(pending, submissions, receipts)
            guard !options.detach else { return nil }
            try follow(plan, submissions, receipts)
        }
        return results(plan, receipts)
    }

    private func queued(_ numbers: [Int]) throws -> SlurmQueue.State {
        let queue = queue
        return try Waiting.result(of: { try await queue.state(of: numbers) })
    }

    /// The tasks that are to be done, or done again.
    private func pending(_ plan: FarmPlan, _ receipts: Receipts) -> [FarmTask] {
        let hopeless = Set(
            plan.tasks(of: .frames).filter { task in
                receipts.read(task.number).map { $0.status != 0 && !$0.isWorthRepeating } ?? false
            }.flatMap(\.jobs))
        return plan.tasks.filter { task in
            guard !receipts.isDone(task.number) else { return false }
            switch task.phase {
            case .frames: return receipts.read(task.number)?.isWorthRepeating ?? true
            // Frames that were missing may have come, or only now be seen from where it runs.
            case .movies: return task.jobs.isDisjoint(with: hopeless)
            }
        }
    }

    private func submit(
        _ tasks: [FarmTask], _ submissions: Submissions, _ receipts: Receipts
    ) throws {
        let script = SlurmScript(
            program: try options.programPath, state: try Folder.absolute(state.folder),
            folder: try Folder.current)
        let file = try AtomicFile(path: state.script)
        try file.write(Array(script.text.utf8))
        try file.commit()
        let logs = try Folder.absolute(state.logs)
        let queue = queue
        let longest = try Waiting.result(of: { try await queue.longestArray() })
        var drawing: [Int] = []
        var all: [Int] = []
        for phase in FarmTask.Phase.allCases {
            let numbers = tasks.filter { $0.phase == phase }.map(\.number)
            numbers.forEach { receipts.remove($0) }
            for group in TaskRanges.groups(numbers, size: longest) {
                let array = TaskRanges.text(group.numbers.map { $0 - group.base })
                let words =
                    ["--job-name=pose-animate-\(phase.rawValue)", "--output=\(logs)/%A_%a.txt"]
                    + options.sbatchOptions
                let (path, after) = (state.script, phase == .movies ? drawing : [])
                let number = try Waiting.result(of: {
                    try await queue.submit(
                        path, array: array, after: after, options: words,
                        arguments: ["\(group.base)"])
                })
                if phase == .frames { drawing.append(number) }
                all.append(number)
                // At once: what is submitted is known, whatever comes between.
                try submissions.write(all)
            }
        }
        say("submitted \(tasks.count) tasks to Slurm as jobs \(list(all))")
    }

    /// Waits until Slurm has nothing of the batch any more.
    private func follow(
        _ plan: FarmPlan, _ submissions: Submissions, _ receipts: Receipts
    ) throws {
        let numbers = submissions.numbers
        guard !numbers.isEmpty else { return }
        var patience = FarmPatience()
        var progress = ProgressReport(
            total: plan.tasks.count, style: isQuiet ? ProgressReport.Style.none : nil,
            unit: "tasks")
        while true {
            do {
                guard try !queued(numbers).isEmpty else { break }
                patience.renew()
            } catch let error as FarmError {
                try patience.lose(over: error)
            }
            progress.update(receipts.count)
            if let signal = Interruption.signal {
                progress.finish()
                say(
                    "Slurm goes on with jobs \(list(numbers)); run this again to follow them, or "
                        + "scancel them")
                throw Interrupted(signal: signal)
            }
            patience.wait()
        }
        progress.finish()
    }

    private func results(_ plan: FarmPlan, _ receipts: Receipts) -> [JobResult] {
        var tasks: [String: [FarmTask]] = [:]
        for task in plan.tasks {
            for job in task.jobs { tasks[job, default: []].append(task) }
        }
        return jobs.map { job in
            var result = JobResult(job)
            guard let tasks = tasks[result.name] else {
                result.state = .kept
                return result
            }
            result.state = .done
            result.frameCount = tasks.filter { $0.phase == .frames }.flatMap(\.steps)
                .filter { $0.job == result.name }.reduce(0) { $0 + $1.weight }
            for task in tasks where !receipts.isDone(task.number) {
                // A task may be of several jobs, of which another one failed.
                let receipt = receipts.read(task.number)
                if let receipt, !receipt.message.hasPrefix("job `\(result.name)`") { continue }
                result.state = .failed
                result.status = receipt?.status ?? ExitStatus.unavailable.rawValue
                result.host = receipt?.host
                result.message =
                    receipt?.message
                    ?? "task \(task.number) was lost \(options.retries + 1) times; see \(state.logs)"
                break
            }
            return result
        }
    }

    private func list(_ numbers: [Int]) -> String {
        numbers.map(String.init).joined(separator: ", ")
    }

    private func say(_ text: String) { if !isQuiet { StandardStreams.complain(text) } }
}
