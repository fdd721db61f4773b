import ArgumentParser
import Batches
import PoseAnimate

/// A job whose options were read as `animate` reads them.
struct PreparedJob {
    let job: BatchJob
    /// The job file, for messages.
    let source: String
    /// The whole job as a command line: finished files are noted and left out.
    let arguments: [String]

    /// Reads a job's options.
    ///
    /// - Throws: `Failure` naming the job when they do not go together, or a file is missing.
    init(_ job: BatchJob, source: String, state: BatchState, isQuiet: Bool) throws {
        self.job = job
        self.source = source
        arguments =
            ["animate"] + job.arguments()
            + ["--manifest=" + state.manifest(of: job.name), "--skip-existing"]
            + (isQuiet ? ["--quiet"] : [])
        do {
            try check(try command())
        } catch {
            throw named(error)
        }
    }

    /// The command that does the job.
    func command(threads: Int? = nil) throws -> AnimateCommand {
        let words = arguments.dropFirst() + (threads.map { ["--jobs=\($0)"] } ?? [])
        do {
            return try AnimateCommand.parse(Array(words))
        } catch {
            // A value may hold {…} or quotes, which parsers' messages quote as they are.
            throw ValidationFailure(AnimateCommand.message(for: error))
        }
    }

    /// An error with the job's name before it.
    func named(_ error: any Error) -> Failure {
        if let error = error as? ValidationFailure {
            return Failure(
                status: ExitStatus.usage.rawValue, message: "\(source): \(job.place): \(error.text)"
            )
        }
        let failure = Failure(error, of: ["animate"])
        return Failure(
            status: failure.status,
            message: failure.message.map { "\(source): \(job.place): \($0)" })
    }

    /// Refuses early what would fail late: nothing is drawn for jobs that cannot be finished.
    private func check(_ command: AnimateCommand) throws {
        for (option, path) in command.inputs + [("--output", command.output.output)]
        where path == "-" {
            throw ValidationFailure("\(option) - is a stream, which a batch has not; give a file")
        }
        for path in command.characters + [command.keypoints].compactMap(\.self)
        where !InputFile.isRepeatable(path) {
            // Says what is wrong with it.
            _ = try InputFile.start(of: path, count: 1)
        }
        try command.checkOptions()
    }

    /// Options that do not go together, in the words of whoever reads them.
    private struct ValidationFailure: Error {
        let text: String

        init(_ text: String) {
            let words = text.split(whereSeparator: \.isNewline).joined(separator: " ")
            self.text = words.hasPrefix("Error: ") ? String(words.dropFirst(7)) : words
        }
    }
}
