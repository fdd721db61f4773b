import Storage

/// Finds jobs of a batch that would be in each other's way.
public enum OutputConflicts {
    /// The options that name what a job writes.
    public static let outputs = ["output", "contact-sheet", "geometry"]

    /// - Throws: `badData` when two jobs write the same file, or one reads what another writes:
    ///   jobs are done in any order.
    public static func check(_ jobs: [BatchJob], source: String) throws(BatchError) {
        var writers: [String: (job: BatchJob, path: String)] = [:]
        for job in jobs {
            for path in paths(of: job, isOutput: true) {
                let writer = writers.updateValue((job, path), forKey: InputFile.identity(of: path))
                guard let other = writer?.job else { continue }
                throw BatchError(
                    .badData, source: source, place: job.place,
                    "writes \(path), as \(other.place) does; give each its own")
            }
        }
        for job in jobs {
            for path in paths(of: job, isOutput: false) {
                guard let writer = writers[InputFile.identity(of: path)]?.job, writer != job else {
                    continue
                }
                throw BatchError(
                    .badData, source: source, place: job.place,
                    "reads \(path), which \(writer.place) writes; put it into a batch of its own")
            }
        }
    }

    private static func paths(of job: BatchJob, isOutput: Bool) -> [String] {
        job.options.filter { outputs.contains($0.name) == isOutput }.flatMap(\.values)
            .filter { isOutput || $0.contains("/") || $0.contains(".") }
    }
}
