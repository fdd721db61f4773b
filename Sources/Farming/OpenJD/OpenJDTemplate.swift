import Yams

/// A job template of Open Job Description, 2023-09 with chunks of tasks: a step for each phase of a
/// plan.
///
/// Source: Open Job Description, Template Schemas 2023-09; RFC 0001, Task Chunking.
public struct OpenJDTemplate: Sendable {
    /// Where the batch lies, seen from the template; no path may lead out of the template's folder.
    public struct Places: Sendable, Equatable {
        /// The folder that the job file's paths start from.
        public var folder: String
        /// The folder with the plan.
        public var plan: String

        public init(folder: String, plan: String) {
            self.folder = folder
            self.plan = plan
        }
    }

    public var name: String
    public var program: String
    /// Nil when whoever submits the template has to say it.
    public var places: Places?
    /// How many tasks a worker is given at once, until their time is known.
    public var chunkSize: Int

    public init(name: String, program: String, places: Places?, chunkSize: Int = 4) {
        self.name = name
        self.program = program
        self.places = places
        self.chunkSize = chunkSize
    }

    /// How long a chunk should take: long beside a task's start, short beside a worker's life.
    private static let chunkSeconds = 60
    /// Frames at hand are finished within that.
    private static let graceSeconds = 60

    /// The template as YAML.
    ///
    /// - Throws: `usage` for a plan without tasks.
    public func text(for plan: FarmPlan) throws(FarmError) -> String {
        guard !plan.tasks.isEmpty else {
            throw FarmError(
                .usage, source: name, "there is nothing to do: all of it is there already")
        }
        var steps: [Node] = []
        for phase in FarmTask.Phase.allCases {
            let numbers = plan.tasks(of: phase).map(\.number)
            guard !numbers.isEmpty else { continue }
            steps.append(
                step(phase, numbers, after: steps.isEmpty ? nil : FarmTask.Phase.frames.rawValue))
        }
        let template = Self.mapping([
            ("specificationVersion", "jobtemplate-2023-09"),
            ("extensions", Self.list(["TASK_CHUNKING"])), ("name", Self.text(jobName)),
            ("parameterDefinitions", .sequence(Node.Sequence(parameters))),
            ("steps", .sequence(Node.Sequence(steps))),
        ])
        do {
            return try Yams.serialize(node: template, width: -1)
        } catch {
            throw FarmError(.badData, source: name, "cannot be written as YAML: \(error)")
        }
    }

    /// A job's name has at most 128 letters (Template Schemas, 1.1).
    private var jobName: String { String(name.prefix(128)) }

    private var parameters: [Node] {
        [
            Self.mapping([
                ("name", "Program"), ("type", "STRING"), ("default", Self.text(program)),
                ("description", "The program pose-animate on the workers."),
            ]),
            path("Folder", places?.folder, "The folder that the job file's paths start from."),
            path("Plan", places?.plan, "The folder with the batch's plan."),
        ]
    }

    private func path(_ name: String, _ standard: String?, _ description: String) -> Node {
        Self.mapping(
            [
                ("name", Self.text(name)), ("type", "PATH"), ("objectType", "DIRECTORY"),
                ("dataFlow", "INOUT"),
            ] + (standard.map { [("default", Self.text($0))] } ?? [])
                + [("description", Self.text(description))])
    }

    private func step(_ phase: FarmTask.Phase, _ numbers: [Int], after: String?) -> Node {
        let run = Self.mapping([
            ("command", "{{Param.Program}}"),
            (
                "args",
                Self.list([
                    "batch-task", "{{Param.Plan}}", "--folder", "{{Param.Folder}}", "--tasks",
                    "{{Task.Param.Task}}", "--progress", "openjd",
                ])
            ),
            (
                "cancelation",
                Self.mapping([
                    ("mode", "NOTIFY_THEN_TERMINATE"),
                    ("notifyPeriodInSeconds", Self.number(Self.graceSeconds)),
                ])
            ),
        ])
        let task = Self.mapping([
            ("name", "Task"), ("type", "CHUNK[INT]"),
            ("range", Self.text(TaskRanges.text(numbers))),
            (
                "chunks",
                Self.mapping([
                    ("defaultTaskCount", Self.number(chunkSize)),
                    ("targetRuntimeSeconds", Self.number(Self.chunkSeconds)),
                    ("rangeConstraint", "NONCONTIGUOUS"),
                ])
            ),
        ])
        var members: [(String, Node)] = [("name", Self.text(phase.rawValue))]
        if let after {
            members.append(
                ("dependencies", .sequence([Self.mapping([("dependsOn", Self.text(after))])])))
        }
        members += [
            (
                "parameterSpace",
                Self.mapping([("taskParameterDefinitions", .sequence([task]))])
            ),
            (
                "script",
                Self.mapping([("actions", Self.mapping([("onRun", run)]))])
            ),
        ]
        return Self.mapping(members)
    }

    private static func mapping(_ members: [(String, Node)]) -> Node {
        .mapping(Node.Mapping(members.map { (Node($0.0), $0.1) }))
    }

    private static func list(_ texts: [String]) -> Node {
        .sequence(Node.Sequence(texts.map { text($0) }))
    }

    /// Quoted, so that no text is read as a number or a date.
    private static func text(_ text: String) -> Node {
        .scalar(Node.Scalar(text, .implicit, .doubleQuoted))
    }

    private static func number(_ value: Int) -> Node { .scalar(Node.Scalar(String(value))) }
}
