import Batches
import PoseAnimate

/// What a batch would do, job by job.
struct BatchPreview {
    let jobs: [PreparedJob]

    private struct Row {
        var job: PreparedJob
        var frames: Int?
        var size: String
        var output: String
    }

    func show(asJSON: Bool) throws {
        let rows = try jobs.map { job in
            do {
                return try row(job)
            } catch {
                throw job.named(error)
            }
        }
        guard asJSON else {
            StandardStreams.print(
                BatchTable.plan(
                    rows.map { row in
                        [
                            row.job.job.name, row.frames.map { "\($0)" } ?? "?", row.size,
                            motion(of: row.job), row.output,
                        ]
                    }))
            return
        }
        StandardStreams.print(
            JSONValue.object([
                (
                    "jobs",
                    .array(
                        rows.map { row in
                            .object([
                                ("name", .string(row.job.job.name)),
                                ("frames", row.frames.map { .integer($0) } ?? .null),
                                ("size", .string(row.size)), ("output", .string(row.output)),
                                (
                                    "arguments",
                                    .array(row.job.job.arguments().map { .string($0) })
                                ),
                            ])
                        })
                )
            ]).text)
    }

    private func row(_ job: PreparedJob) throws -> Row {
        let command = try job.command()
        let ensemble = try command.prepare().ensemble
        let schedule = FrameSchedule(selection: try command.motion.selection())
        try schedule.check(clipLength: ensemble.frameCount)
        return Row(
            job: job, frames: schedule.count(of: ensemble.frameCount),
            size: "\(ensemble.pictureWidth)x\(ensemble.pictureHeight)",
            output: JobResult(job).output)
    }

    private func motion(of job: PreparedJob) -> String {
        ["keypoints", "video", "accelerometer"].lazy.compactMap { job.job[$0]?.first }.first ?? ""
    }
}
