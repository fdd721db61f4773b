/// A batch cut into tasks: those that draw frames first, then those that make movies of them.
public struct FarmPlan: Sendable, Equatable {
    /// What the plan was made of, as a hash: a plan of the same origin may be gone on with.
    public var origin: String
    public var tasks: [FarmTask] = []
    /// The jobs of the batch that are in it.
    public var jobs: [String] = []

    /// - Parameters:
    ///   - frames: steps that draw; small ones of neighbouring jobs come into one task.
    ///   - movies: steps that need what those have drawn, a task each.
    ///   - size: how many frames a task draws, about.
    public init(
        origin: String, frames: [FarmTask.Step], movies: [FarmTask.Step], taskSize size: Int
    ) {
        self.origin = origin
        var gathered: [FarmTask.Step] = []
        var weight = 0
        func close(_ tasks: inout [FarmTask]) {
            guard !gathered.isEmpty else { return }
            tasks.append(FarmTask(number: tasks.count, phase: .frames, steps: gathered))
            gathered = []
            weight = 0
        }
        for step in frames {
            if weight > 0, weight + step.weight > size { close(&tasks) }
            gathered.append(step)
            weight += step.weight
        }
        close(&tasks)
        for step in movies {
            tasks.append(FarmTask(number: tasks.count, phase: .movies, steps: [step]))
        }
        var seen: Set<String> = []
        for step in frames + movies where seen.insert(step.job).inserted { jobs.append(step.job) }
    }

    init(origin: String, tasks: [FarmTask], jobs: [String]) {
        self.origin = origin
        self.tasks = tasks
        self.jobs = jobs
    }

    public func tasks(of phase: FarmTask.Phase) -> [FarmTask] { tasks.filter { $0.phase == phase } }
}
