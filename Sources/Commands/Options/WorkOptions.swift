import ArgumentParser
import Glibc
import PoseAnimate

/// Options about how the work is shared and followed.
struct WorkOptions: ParsableArguments {
    @Option(
        name: [.customShort("j", allowingJoined: true), .long],
        help: ArgumentHelp(
            "Threads that draw and encode; the output is the same. Default: one for each processor.",
            valueName: "number"))
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "One of n parts to write, every nth frame from the ith, from 0; for many machines.",
            valueName: "i/n"))
    var shard: String?

    @Flag(help: "Leave frames out whose files are there already.")
    var skipExisting = false

    @Option(
        help: ArgumentHelp(
            "A list of finished files with their SHA-256. With it, --skip-existing leaves out only "
                + "what the same engine made whole of the same input.", valueName: "file.ndjson"))
    var manifest: String?

    @Option(
        help: ArgumentHelp(
            "How the progress is told on standard error: bar, json, openjd or none.",
            discussion: "Default: a bar where that is a terminal."))
    var progress: ProgressReport.Style?

    func validate() throws {
        if let jobs, !(1...1024).contains(jobs) {
            throw ValidationError("--jobs \(jobs): give a number from 1 to 1024")
        }
    }

    /// How many threads draw.
    var jobCount: Int { jobs ?? min(max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1), 1024) }

    func part() throws -> FrameShard { try shard.map { try FrameShard(parsing: $0) } ?? .whole }

    func report(total: Int?, isQuiet: Bool) -> ProgressReport {
        ProgressReport(total: total, style: isQuiet ? ProgressReport.Style.none : progress)
    }
}

extension ProgressReport.Style: ExpressibleByArgument {}
