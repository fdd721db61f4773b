import ArgumentParser
import Batches
import Farming
import PoseAnimate

/// `pose-animate batch jobs.yaml`: many animations, here or on a farm.
struct BatchCommand: ParsableCommand {
    /// Who does the work in place of this machine.
    enum Farm: String, CaseIterable, ExpressibleByArgument {
        case slurm
        case openjd
    }

    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Do many animations: characters by clips by outputs.",
        discussion: """
            A job file lists jobs, whose options are those of animate without their dashes, and \
            matrices for every combination. Paths in it start from the folder it lies in. What is \
            finished is known by its SHA-256 and left out when the batch is run again.
            """)

    @Argument(help: ArgumentHelp("The job file, YAML.", valueName: "jobs.yaml"))
    var file: String

    @Flag(name: [.customShort("n"), .long], help: "Check all jobs and show them; write nothing.")
    var dryRun = false

    @Flag(help: "Go on with other jobs when one fails.")
    var keepGoing = false

    @Flag(
        help: """
            Draw movies' frames into files first, so that a run that was killed goes on within a \
            movie.
            """)
    var framesFirst = false

    @Option(
        help: ArgumentHelp(
            "Folder for what the batch knows of its work. Default: jobs.batch beside jobs.yaml.",
            valueName: "folder"))
    var state: String?

    @OptionGroup(title: "Farm") var farm: FarmOptions
    @OptionGroup(title: "Work") var work: ThreadOptions

    @Flag(help: "No progress, no warnings, no table.")
    var quiet = false

    @Flag(help: "The table as JSON.")
    var json = false

    func validate() throws {
        if file == "-" { throw ValidationError("the job file lies in a folder; give its path") }
        if framesFirst, farm.on != nil {
            throw ValidationError("--frames-first: a farm always draws frames first")
        }
        try farm.check()
    }

    func run() throws {
        let jobs = try JobFileReader.read(path: file, known: .animate)
        let state =
            try state.map { BatchState(folder: try Folder.absolute($0)) }
            ?? BatchState(beside: file)
        let template = try farm.template.map(Folder.absolute)
        if let slash = file.lastIndex(of: "/") {
            try Folder.enter(slash == file.startIndex ? "/" : String(file[..<slash]))
        }
        try OutputConflicts.check(jobs, source: file)
        let prepared = try jobs.map {
            try PreparedJob($0, source: file, state: state, isQuiet: quiet)
        }
        if dryRun { return try BatchPreview(jobs: prepared).show(asJSON: json) }
        try state.create()
        let lock = try state.lock()
        defer { withExtendedLifetime(lock) {} }
        state.removeAbandoned(beside: jobs)
        let results =
            switch farm.on {
            case nil: runHere(prepared, state)
            case .slurm:
                try SlurmBatch(jobs: prepared, state: state, options: farm, isQuiet: quiet).run()
            case .openjd:
                try OpenJDBatch(
                    jobs: prepared, source: file, state: state, options: farm, template: template
                ).write(isQuiet: quiet)
            }
        try report(results)
    }

    private func runHere(_ jobs: [PreparedJob], _ state: BatchState) -> [JobResult] {
        let style: ProgressReport.Style =
            quiet
            ? .none : work.progress ?? (StandardStreams.errorIsTerminal ? .bar : .none)
        let framesFirst = framesFirst
        return LocalBatch(
            jobs, threads: work.jobCount, keepsGoing: keepGoing,
            progress: BatchProgress(jobCount: jobs.count, style: style)
        ) { job, threads in
            guard framesFirst else { return try JobWork.perform(job, threads: threads) }
            var parts = JobParts(state: state, size: nil)
            try parts.add(job)
            var outcome = JobWork.Outcome(isKept: true)
            for step in parts.frames { outcome.add(try JobWork.perform(step, threads: threads)) }
            for step in parts.movies {
                _ = try JobWork.perform(step, threads: threads)
                outcome.isKept = false
            }
            return outcome
        }.run()
    }

    /// The table, and the failure that the first failed job ends the program with.
    private func report(_ results: [JobResult]?) throws {
        guard let results else { return }
        if json {
            StandardStreams.print(BatchTable.json(results).text)
        } else if !quiet {
            StandardStreams.print(BatchTable.text(results))
        }
        if let failed = results.first(where: { $0.state == .failed }) {
            let others = results.count { $0.state == .failed } - 1
            throw Failure(
                status: failed.status,
                message: "\(file): job `\(failed.name)`: \(failed.message ?? "failed")"
                    + (others > 0 ? " (and \(others) more failed)" : ""))
        }
        if let signal = Interruption.signal { throw Interrupted(signal: signal) }
    }
}
