import Batches
import Glibc
import PoseAnimate

/// The folder in which a batch keeps what it knows: `jobs.batch/` beside `jobs.yaml`.
struct BatchState {
    let folder: String

    init(folder: String) { self.folder = folder }

    /// The folder that is called after a job file, beside it: a path that starts where the job
    /// file's paths do, so that all of them can move together.
    init(beside jobFile: String) { folder = Self.stem(of: jobFile) + ".batch" }

    /// A job file's name without folder and ending.
    static func stem(of jobFile: String) -> String {
        let name = jobFile.split(separator: "/").last.map(String.init) ?? jobFile
        for ending in [".yaml", ".yml"] where name.hasSuffix(ending) && name != ending {
            return String(name.dropLast(ending.count))
        }
        return name
    }

    /// Where a job's finished files are noted.
    func manifest(of job: String, part: String = "") -> String {
        "\(folder)/manifests/\(job)\(part).ndjson"
    }

    /// Where the frames of a job's movie lie until it is whole.
    func frames(of job: String) -> String { "\(folder)/frames/\(job)/" }

    var plan: String { "\(folder)/plan.ndjson" }
    var receipts: String { "\(folder)/receipts" }
    var logs: String { "\(folder)/log" }
    var script: String { "\(folder)/task.sh" }
    var submissions: String { "\(folder)/submitted" }

    func create() throws {
        try Directory.create(folder)
        try Directory.create(folder + "/manifests")
    }

    /// Held while a batch works, so that two do not work on the same files; given back when the
    /// process ends, however it ends.
    func lock() throws -> FileLock {
        guard let lock = FileLock(path: folder + "/lock") else {
            throw Failure(
                status: ExitStatus.unavailable.rawValue,
                message: "\(folder): another run is at work on this batch; wait for it")
        }
        return lock
    }

    /// Takes away what a run that was killed has left half written.
    func removeAbandoned(beside jobs: [BatchJob]) {
        var folders: Set<String> = [folder, folder + "/manifests", receipts]
        for job in jobs {
            for path in OutputConflicts.outputs.compactMap({ job[$0]?.first }) {
                folders.insert(path.hasSuffix("/") ? String(path.dropLast()) : path)
                folders.insert(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
            }
            folders.insert(String(frames(of: job.name).dropLast()))
        }
        for folder in folders where Directory.exists(folder) {
            AtomicFile.removeAbandoned(in: folder)
        }
    }
}
