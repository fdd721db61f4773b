import Batches
import Farming
import PoseAnimate

/// Cuts jobs into steps that can be done apart.
///
/// Frames that are files of their own go where they belong. Frames of a movie go into a folder of the
/// batch's, and one step makes the movie of them. What is made of geometry, and what has no known
/// length, is one step.
struct JobParts {
    let state: BatchState
    /// How many frames a step draws; nil for all of a job's.
    let size: Int?

    private(set) var frames: [FarmTask.Step] = []
    private(set) var movies: [FarmTask.Step] = []

    init(state: BatchState, size: Int?) {
        self.state = state
        self.size = size
    }

    /// Options about a file that is made of frames; frames have none of them.
    private static let aboutFiles: Set<String> = [
        "output", "format", "compression", "tolerance", "audio", "keep-audio", "contact-sheet",
        "geometry",
    ]

    /// Options that whoever makes a movie of frames needs too: its form, and where that comes from.
    private static let aboutMovies: Set<String> = [
        "output", "format", "compression", "audio", "background", "plugin", "no-plugins",
        "isolate", "plugin-timeout",
    ]

    /// Adds a job's steps; none for a job that is finished.
    mutating func add(_ prepared: PreparedJob) throws {
        let command = try prepared.command()
        try command.plugins.use { try add(prepared, command) }
    }

    private mutating func add(_ prepared: PreparedJob, _ command: AnimateCommand) throws {
        let isFinished = try RunArguments.$current.withValue(prepared.arguments) {
            try command.isFinished()
        }
        guard !isFinished else { return }
        let scene = try command.prepare()
        let count = scene.ensemble.frameCount
        let selection = try command.motion.selection() ?? count.flatMap { .all(of: $0) }
        try FrameSchedule(selection: selection).check(clipLength: count)
        guard let sink = scene.sink, let count, let selection, command.video == nil,
            try !StageShelf.registry.takesGeometry(sink) || command.output.keepsFramesApart(sink)
        else {
            // Sensors and footage would be read anew for every part.
            frames.append(whole(prepared, weight: count ?? size ?? 1))
            return
        }
        let parts = size.map { selection.parts(of: $0) } ?? [selection]
        if try command.output.keepsFramesApart(sink) {
            let sides: Set = ["contact-sheet", "geometry"]
            for part in parts { add(part, of: prepared.job, without: sides, to: nil) }
            addSides(of: prepared.job, weight: count)
        } else {
            let folder = state.frames(of: prepared.job.name)
            for part in parts { add(part, of: prepared.job, without: Self.aboutFiles, to: folder) }
            addSides(of: prepared.job, weight: count)
            movies.append(
                movie(prepared, selection, rate: scene.ensemble.framesPerSecond, folder))
        }
    }

    private func whole(_ prepared: PreparedJob, weight: Int) -> FarmTask.Step {
        FarmTask.Step(job: prepared.job.name, arguments: prepared.arguments, weight: weight)
    }

    private mutating func add(
        _ part: FrameSelection, of job: BatchJob, without left: Set<String>, to folder: String?
    ) {
        let number = size == nil ? "" : ".\(part.first)"
        var words = ["animate"] + job.arguments(without: left.union(["frames"]))
        if let folder { words.append("--output=" + folder) }
        words += [
            "--frames=" + part.text, "--skip-existing", "--quiet",
            "--manifest=" + state.manifest(of: job.name, part: ".frames" + number),
        ]
        frames.append(FarmTask.Step(job: job.name, arguments: words, weight: part.count))
    }

    /// A contact sheet and geometry are of the whole clip.
    private mutating func addSides(of job: BatchJob, weight: Int) {
        guard job["contact-sheet"] != nil || job["geometry"] != nil else { return }
        let left = Self.aboutFiles.subtracting(["contact-sheet", "geometry"])
        frames.append(
            FarmTask.Step(
                job: job.name,
                arguments: ["animate"] + job.arguments(without: left) + [
                    "--skip-existing", "--quiet",
                    "--manifest=" + state.manifest(of: job.name, part: ".sides"),
                ], weight: weight))
    }

    private func movie(
        _ prepared: PreparedJob, _ selection: FrameSelection, rate: Double, _ folder: String
    ) -> FarmTask.Step {
        let job = prepared.job
        var words = [
            "assemble", folder, "--fps=\(rate)", "--frames=" + selection.text, "--quiet",
        ]
        words += job.arguments(only: Self.aboutMovies)
        return FarmTask.Step(
            job: job.name, arguments: words, completes: prepared.arguments,
            weight: selection.count)
    }
}
