import Batches
import Farming
import Glibc
import PoseAnimate

/// Writes a batch as a job template of Open Job Description.
struct OpenJDBatch {
    let jobs: [PreparedJob]
    /// The job file, after which the job is called.
    let source: String
    let state: BatchState
    let options: FarmOptions
    /// Where the template goes; nil for a place beside the job file.
    let template: String?

    /// - Returns: what has become of the jobs when nothing is left to do; nil when there is work.
    func write(isQuiet: Bool) throws -> [JobResult]? {
        let receipts = try Receipts(folder: state.receipts)
        let planning = BatchPlan(jobs: jobs, state: state, taskSize: options.taskSize)
        let plan = try planning.unfinished(receipts) ?? planning.make(receipts)
        guard !plan.tasks.isEmpty else {
            return jobs.map { job in
                var result = JobResult(job)
                result.state = .kept
                return result
            }
        }
        // Paths in a template start from where it lies (Template Schemas, 2.2).
        let isBeside = template == nil && !state.folder.hasPrefix("/")
        let path = template ?? BatchState.stem(of: source) + ".openjd.yaml"
        let text = try OpenJDTemplate(
            name: BatchState.stem(of: source), program: try options.programPath,
            places: isBeside ? OpenJDTemplate.Places(folder: ".", plan: state.folder) : nil
        ).text(for: plan)
        let file = try AtomicFile(path: path)
        try file.write(Array(text.utf8))
        try file.commit()
        if !isQuiet {
            let count = plan.tasks.count
            let places =
                try isBeside
                ? ""
                : " -p Folder=\(Folder.current) -p Plan=\(Folder.absolute(state.folder))"
            StandardStreams.print(
                "\(path): \(count) task\(count == 1 ? "" : "s"); openjd run \(path)\(places)")
        }
        return nil
    }
}

extension FarmOptions {
    /// The program that the farm's machines are to start.
    var programPath: String {
        get throws {
            if let program { return program }
            var buffer = [CChar](repeating: 0, count: 4096)
            // The file that this process runs (proc(5)).
            let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
            guard count > 0 else {
                throw FarmError(
                    .unavailable, source: "/proc/self/exe",
                    "cannot be read; name the program with --program")
            }
            return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}
