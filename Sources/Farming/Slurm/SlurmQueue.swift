import Subprocess

/// Slurm's command line: `sbatch`, `squeue`, `scontrol`.
public struct SlurmQueue: Sendable {
    /// What `squeue` tells of the tasks that have not ended.
    public struct State: Sendable, Equatable {
        /// Tasks that are worked on.
        public var running = 0
        /// Tasks that wait.
        public var waiting = 0

        public init(running: Int = 0, waiting: Int = 0) {
            self.running = running
            self.waiting = waiting
        }

        public var isEmpty: Bool { running + waiting == 0 }
    }

    public init() {}

    /// The highest index of an array, and one.
    ///
    /// - Throws: `unavailable` when Slurm is not there or does not answer.
    public func longestArray() async throws(FarmError) -> Int {
        let text = try await run("scontrol", ["show", "config"])
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("MaxArraySize") {
            if let size = line.split(separator: "=").last.flatMap({ Int($0.filter(\.isNumber)) }) {
                return max(size, 1)
            }
        }
        // Slurm's own default (slurm.conf(5)).
        return 1001
    }

    /// Submits a script.
    ///
    /// - Returns: the job's number.
    /// - Throws: `unavailable` with what `sbatch` said.
    public func submit(
        _ script: String, array: String, after: [Int], options: [String], arguments: [String]
    ) async throws(FarmError) -> Int {
        var words = ["--parsable", "--array=\(array)"]
        if !after.isEmpty {
            // Also when some of those fail: what their frames make is told task by task.
            words.append("--dependency=afterany:" + after.map(String.init).joined(separator: ":"))
        }
        let text = try await run("sbatch", words + options + [script] + arguments)
        // "number" or "number;cluster".
        guard let number = Int(text.prefix { $0.isNumber }) else {
            throw FarmError(
                .unavailable, source: "sbatch", "does not tell the job's number, but: \(text)")
        }
        return number
    }

    /// What is left of jobs in the queue.
    public func state(of jobs: [Int]) async throws(FarmError) -> State {
        let numbers = Set(jobs)
        let text = try await run(
            "squeue", ["--noheader", "--array", "--me", "--format=%A %F %t"])
        var state = State()
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ")
            // An array's tasks have numbers of their own, and the array's besides.
            guard words.count == 3, let array = Int(words[1]), numbers.contains(array) else {
                continue
            }
            switch words[2] {
            // Ended, and only not yet forgotten (squeue(1), job state codes).
            case "BF", "CA", "CD", "DL", "F", "NF", "OOM", "TO": break
            case "R", "CG", "S", "ST", "SI", "SO": state.running += 1
            default: state.waiting += 1
            }
        }
        return state
    }

    private func run(_ name: String, _ arguments: [String]) async throws(FarmError) -> String {
        let said: (isDone: Bool, output: String, complaint: String)
        do {
            let result = try await Subprocess.run(
                .name(name), arguments: Arguments(arguments), output: .string(limit: 1 << 28),
                error: .string(limit: 1 << 20))
            said = (
                result.terminationStatus.isSuccess, result.standardOutput, result.standardError
            )
        } catch {
            throw FarmError(
                .unavailable, source: name,
                "cannot be run; Slurm's programs are needed on the machine that submits")
        }
        guard said.isDone else {
            let line =
                said.complaint.split(whereSeparator: \.isNewline).last { !$0.isEmpty }
                ?? "it does not say why"
            throw FarmError(.unavailable, source: name, String(line.prefix(300)))
        }
        return said.output
    }
}
