import Storage
import Yams

/// Reads a batch's jobs from YAML: `defaults`, `jobs`, and `matrix` for every combination.
public struct JobFileReader {
    /// The most jobs of a batch.
    public static let mostJobs = 1_000_000
    private static let sizeLimit = 1 << 26
    private static let keys = ["defaults", "jobs", "matrix"]

    private let nodes: OptionNodes
    private var jobs: [BatchJob] = []
    /// What every job has unless it says otherwise.
    private var defaults: [BatchJob.Option] = []

    /// Reads a file.
    ///
    /// - Parameter known: the options that jobs may have.
    /// - Throws: `noInput`, `inputOutput`; `badData` naming the line that is wrong.
    public static func read(
        path: String, known: JobOptions
    ) throws(BatchError) -> [BatchJob] {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.read(path, limit: sizeLimit)
        } catch {
            let kind: BatchError.Kind =
                switch error.kind {
                case .noInput: .noInput
                case .badData: .badData
                case .cannotCreate, .inputOutput: .inputOutput
                }
            throw BatchError(kind, source: path, error.message)
        }
        return try read(String(decoding: bytes, as: UTF8.self), source: path, known: known)
    }

    /// Reads what lies in memory.
    public static func read(
        _ text: String, source: String, known: JobOptions
    ) throws(BatchError) -> [BatchJob] {
        var reader = JobFileReader(nodes: OptionNodes(source: source, known: known))
        try reader.read(text)
        return reader.jobs
    }

    private init(nodes: OptionNodes) { self.nodes = nodes }

    private mutating func read(_ text: String) throws(BatchError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            let words = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
            throw nodes.error(nil, "is not YAML: \(words)")
        }
        guard let root, let mapping = root.mapping else {
            throw nodes.error(nil, "is no job file: it has the keys jobs, matrix and defaults")
        }
        for (key, value) in mapping {
            switch key.string ?? "" {
            case "defaults": defaults = try options(value, "defaults")
            case "jobs", "matrix": break
            case let name:
                let hint =
                    Spelling.nearest(to: name, among: Self.keys).map { "did you mean `\($0)`?" }
                    ?? "there are \(Self.keys.joined(separator: ", "))"
                throw nodes.error(key, "a job file has no `\(name)`; \(hint)")
            }
        }
        // After the defaults, wherever those stand.
        if let list = root["jobs"] {
            for node in try nodes.sequence(list, "`jobs`") { try add(job: node) }
        }
        if let matrix = root["matrix"] {
            if let several = matrix.sequence {
                for node in several { try add(matrix: node) }
            } else {
                try add(matrix: matrix)
            }
        }
        guard !jobs.isEmpty else {
            throw nodes.error(nil, "there is no job in it; list some under `jobs` or `matrix`")
        }
        try checkNames()
    }

    private func options(_ node: Node, _ what: String) throws(BatchError) -> [BatchJob.Option] {
        var options: [BatchJob.Option] = []
        for (key, value) in try nodes.mapping(node, what) {
            let name = try nodes.optionName(key, besides: [])
            if let option = try nodes.option(name, value) { options.append(option) }
        }
        return options
    }

    private mutating func add(job node: Node) throws(BatchError) {
        var job = BatchJob(name: "", line: node.mark?.line, options: defaults)
        for (key, value) in try nodes.mapping(node, "a job") {
            if key.string == "name" {
                job.name = try nodes.text(value, "name")
                continue
            }
            let name = try nodes.optionName(key, besides: ["name"])
            if let option = try nodes.option(name, value) {
                job.set(option)
            } else {
                job.remove(name)
            }
        }
        try finish(job)
    }

    private mutating func add(matrix node: Node) throws(BatchError) {
        let matrix = try MatrixReader(nodes: nodes).read(node)
        guard let count = MatrixCombinations.count(of: matrix.axes),
            count <= Self.mostJobs - jobs.count
        else {
            throw nodes.error(
                node, "the matrix has more than \(Self.mostJobs) combinations; write several files")
        }
        for choices in MatrixCombinations(of: matrix.axes) {
            var job = BatchJob(name: matrix.name, line: node.mark?.line, options: defaults)
            for name in matrix.removals { job.remove(name) }
            for option in matrix.fixed + choices.flatMap(\.options) { job.set(option) }
            if !matrix.excludes(job) { try finish(job) }
        }
    }

    private mutating func finish(_ job: BatchJob) throws(BatchError) {
        var job = job
        do throws(JobTemplate.Failure) {
            job = try JobTemplate(job).filled()
        } catch {
            throw BatchError(
                .badData, source: nodes.source, place: job.line.map { "line \($0)" }, error.message)
        }
        if job.name.isEmpty { job.name = Self.name(of: job) }
        jobs.append(job)
    }

    /// A job without a name is called after what it writes.
    private static func name(of job: BatchJob) -> String {
        let path =
            OutputConflicts.outputs.lazy.compactMap { job[$0]?.first }.first ?? "job"
        let parts = path.split(separator: "/").filter { $0 != "." && $0 != ".." }
        return parts.isEmpty ? "job" : parts.joined(separator: "-")
    }

    /// Names tell jobs apart, and files are named after them.
    private func checkNames() throws(BatchError) {
        var lines: [String: Int?] = [:]
        for job in jobs {
            let isFit =
                !job.name.hasPrefix(".") && !job.name.contains("/") && job.name.utf8.count <= 200
                && !job.name.unicodeScalars.contains { $0.properties.generalCategory == .control }
            guard isFit else {
                throw BatchError(
                    .badData, source: nodes.source, place: job.place,
                    "a name has at most 200 letters, no `/` and no `.` at its beginning; give "
                        + "another one with `name:`")
            }
            guard let other = lines.updateValue(job.line, forKey: job.name) else { continue }
            throw BatchError(
                .badData, source: nodes.source, place: job.place,
                "another job\(other.map { " (line \($0))" } ?? "") has the same name; give each "
                    + "its own `output:` or `name:`")
        }
    }
}
