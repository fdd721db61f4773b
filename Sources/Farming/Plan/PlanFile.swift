import Storage
import Yams

/// A plan on disk, so that every machine can find its task: a line of JSON each, behind a line that
/// says what it is.
public struct PlanFile: Sendable {
    public let path: String
    private static let format = "pose-animate-plan"
    private static let version = 1
    private static let sizeLimit = 1 << 31

    public init(path: String) { self.path = path }

    /// Writes a plan aside and gives it its name.
    public func write(_ plan: FarmPlan) throws(FarmError) {
        do throws(StorageError) {
            var file = try OutputFile(path: path)
            let head = JSONValue.object([
                ("format", .string(Self.format)), ("version", .integer(Self.version)),
                ("origin", .string(plan.origin)), ("tasks", .integer(plan.tasks.count)),
                ("jobs", .array(plan.jobs.map { .string($0) })),
            ])
            try file.write(Array((head.text + "\n").utf8))
            for task in plan.tasks { try file.write(Array((Self.json(task).text + "\n").utf8)) }
            try file.commit()
        } catch {
            throw FarmError(
                error.kind == .cannotCreate ? .cannotCreate : .inputOutput, source: path,
                error.message)
        }
    }

    /// Reads a whole plan.
    ///
    /// - Throws: `noInput` when there is none, `badData` when it is damaged.
    public func read() throws(FarmError) -> FarmPlan {
        let lines = try lines()
        let head = try node(lines.first ?? [], line: 1)
        var tasks: [FarmTask] = []
        for (place, line) in lines.dropFirst().enumerated() {
            tasks.append(try task(line, line: place + 2))
        }
        guard head["format"]?.string == Self.format, head["version"]?.int == Self.version,
            let origin = head["origin"]?.string, head["tasks"]?.int == tasks.count,
            let jobs = head["jobs"]?.sequence
        else { throw damaged(line: 1) }
        return FarmPlan(origin: origin, tasks: tasks, jobs: jobs.compactMap(\.string))
    }

    /// Reads some tasks, without taking the others apart.
    ///
    /// - Throws: `noInput` when there is no such task.
    public func read(tasks numbers: [Int]) throws(FarmError) -> [FarmTask] {
        let lines = try lines()
        var tasks: [FarmTask] = []
        for number in numbers {
            guard number >= 0, number + 1 < lines.count else {
                throw FarmError(
                    .noInput, source: path,
                    "there is no task \(number); the last one is \(lines.count - 2)")
            }
            tasks.append(try task(lines[number + 1], line: number + 2))
        }
        return tasks
    }

    private func lines() throws(FarmError) -> [ArraySlice<UInt8>] {
        do {
            return try InputFile.read(path, limit: Self.sizeLimit)
                .split(separator: UInt8(ascii: "\n"))
        } catch {
            throw FarmError(
                error.kind == .noInput ? .noInput : .inputOutput, source: path, error.message)
        }
    }

    private func damaged(line: Int) -> FarmError {
        FarmError(
            .badData, source: path,
            "line \(line) is not what this version writes; make the plan anew")
    }

    /// JSON is YAML, as far as we write it.
    private func node(_ line: ArraySlice<UInt8>, line number: Int) throws(FarmError) -> Node {
        guard let node = try? Yams.compose(yaml: String(decoding: line, as: UTF8.self)),
            node.mapping != nil
        else { throw damaged(line: number) }
        return node
    }

    private func task(_ line: ArraySlice<UInt8>, line number: Int) throws(FarmError) -> FarmTask {
        let node = try node(line, line: number)
        guard node["task"]?.int == number - 2,
            let phase = node["phase"]?.string.flatMap(FarmTask.Phase.init),
            let steps = node["steps"]?.sequence
        else { throw damaged(line: number) }
        var read: [FarmTask.Step] = []
        for step in steps {
            guard let job = step["job"]?.scalar?.string, let weight = step["frames"]?.int,
                let arguments = step["arguments"]?.sequence, !arguments.isEmpty
            else { throw damaged(line: number) }
            read.append(
                FarmTask.Step(
                    job: job, arguments: arguments.compactMap(\.scalar?.string),
                    completes: step["completes"]?.sequence?.compactMap(\.scalar?.string) ?? [],
                    weight: weight))
        }
        return FarmTask(number: number - 2, phase: phase, steps: read)
    }

    private static func json(_ task: FarmTask) -> JSONValue {
        func words(_ words: [String]) -> JSONValue { .array(words.map { .string($0) }) }
        return .object([
            ("task", .integer(task.number)), ("phase", .string(task.phase.rawValue)),
            (
                "steps",
                .array(
                    task.steps.map { step in
                        .object(
                            [
                                ("job", .string(step.job)), ("frames", .integer(step.weight)),
                                ("arguments", words(step.arguments)),
                            ]
                                + (step.completes.isEmpty
                                    ? [] : [("completes", words(step.completes))]))
                    })
            ),
        ])
    }
}
