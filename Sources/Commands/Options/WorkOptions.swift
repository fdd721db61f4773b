import ArgumentParser
import PoseAnimate

/// Options about how the work is shared and followed.
struct WorkOptions: ParsableArguments {
    @OptionGroup var threads: ThreadOptions

    @Option(
        help: ArgumentHelp(
            "One of n parts to write, every nth frame from the ith, from 0; for many machines.",
            valueName: "i/n"))
    var shard: String?

    @Flag(help: "Leave out what is there already: frames, or a file that is made of them.")
    var skipExisting = false

    @Option(
        help: ArgumentHelp(
            "A list of finished files with their SHA-256. With it, --skip-existing leaves out only "
                + "what the same engine made whole of the same input.", valueName: "file.ndjson"))
    var manifest: String?

    var jobCount: Int { threads.jobCount }

    func part() throws -> FrameShard { try shard.map { try FrameShard(parsing: $0) } ?? .whole }

    func report(total: Int?, isQuiet: Bool) -> ProgressReport {
        threads.report(total: total, isQuiet: isQuiet)
    }
}
