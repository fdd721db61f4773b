import Batches
import PoseAnimate

/// What has become of a job.
struct JobResult: Sendable {
    enum State: String, Sendable {
        case done
        /// All of it was there already.
        case kept
        case failed
        /// A signal came in between; what is finished stays.
        case interrupted
        /// The batch ended before its turn came.
        case waiting
    }

    var name: String
    var output: String
    var state = State.waiting
    var frameCount = 0
    var skippedCount = 0
    var seconds = 0.0
    /// 0, or a code of sysexits.h.
    var status: Int32 = 0
    var message: String?
    /// The machine that did it, on a farm.
    var host: String?

    init(name: String, output: String) {
        self.name = name
        self.output = output
    }

    init(_ job: PreparedJob) {
        self.init(
            name: job.job.name,
            output: OutputConflicts.outputs.lazy.compactMap { job.job[$0]?.first }.first ?? "")
    }

    var json: JSONValue {
        .object(
            [
                ("name", .string(name)), ("output", .string(output)),
                ("state", .string(state.rawValue)), ("frames", .integer(frameCount)),
                ("framesLeftOut", .integer(skippedCount)),
                ("seconds", .number((seconds * 1000).rounded() / 1000)),
                ("status", .integer(Int(status))),
                ("message", message.map { .string($0) } ?? .null),
            ] + (host.map { [("host", .string($0))] } ?? []))
    }
}
