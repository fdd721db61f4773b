import ArgumentParser
import Glibc

/// Options about how many do the work and how it is followed.
struct ThreadOptions: ParsableArguments {
    @Option(
        name: [.customShort("j", allowingJoined: true), .long],
        help: ArgumentHelp(
            "Threads that draw and encode; the output is the same. Default: one for each processor.",
            valueName: "number"))
    var jobs: Int?

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

    func report(total: Int?, isQuiet: Bool) -> ProgressReport {
        ProgressReport(total: total, style: isQuiet ? ProgressReport.Style.none : progress)
    }
}

extension ProgressReport.Style: ExpressibleByArgument {}
