import ArgumentParser
import Farming
import PoseAnimate

/// Does jobs and their parts within this process.
enum JobWork {
    struct Outcome {
        var frameCount = 0
        var skippedCount = 0
        /// Whether all was there already.
        var isKept = false

        mutating func add(_ other: Outcome) {
            frameCount += other.frameCount
            skippedCount += other.skippedCount
            isKept = isKept && other.isKept
        }
    }

    /// Does a whole job at once.
    static func perform(_ job: PreparedJob, threads: Int) throws -> Outcome {
        try animate(job.arguments, try job.command(threads: threads))
    }

    /// Does one step of a plan.
    static func perform(_ step: FarmTask.Step, threads: Int) throws -> Outcome {
        guard let name = step.arguments.first else { return Outcome() }
        let words = Array(step.arguments.dropFirst()) + ["--jobs=\(threads)"]
        guard name == AssembleCommand.configuration.commandName else {
            return try animate(step.arguments, try AnimateCommand.parse(words))
        }
        let command = try AssembleCommand.parse(words)
        try makeFolders(for: [command.output])
        try command.run()
        guard !step.completes.isEmpty else { return Outcome() }
        let whole = try AnimateCommand.parse(Array(step.completes.dropFirst()))
        try whole.plugins.use {
            try RunArguments.$current.withValue(step.completes) { try whole.recordProducts() }
        }
        // They have served: the movie is whole, and noted.
        try command.folder().remove()
        return Outcome()
    }

    /// Outputs may lie in folders that are not there yet.
    private static func makeFolders(for paths: [String?]) throws {
        for path in paths.compactMap(\.self) {
            if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
                try Directory.create(String(path[..<slash]))
            }
        }
    }

    private static func animate(_ arguments: [String], _ command: AnimateCommand) throws -> Outcome
    {
        let output = command.output
        try makeFolders(for: [output.output, output.contactSheet, output.geometry])
        let summary = try RunArguments.$current.withValue(arguments) { try command.perform() }
        return Outcome(
            frameCount: summary.frameCount, skippedCount: summary.skippedCount,
            isKept: summary.frameCount == 0)
    }
}
