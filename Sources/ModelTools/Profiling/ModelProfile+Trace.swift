import Inference
import Storage

extension ModelProfile {
    /// Writes every run as a trace that chrome://tracing and Perfetto open (Trace Event Format,
    /// complete events; times in microseconds), packed when the name ends in `.gz`. A run's steps
    /// follow one another without the gaps between them, which are not measured.
    ///
    /// - Throws: `cannotCreate` when the folder is missing or not writable, `inputOutput` when the
    ///   disk is full.
    package func writeTrace(to path: String) throws(StorageError) {
        var file = try OutputFile(path: path)
        // Run by run, since all together may be large.
        try file.write(Array("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n".utf8))
        let names = [named("process_name", source), named("thread_name", "steps")]
        try file.write(Array(names.map(\.text).joined(separator: ",\n").utf8))
        for number in runs.indices {
            for event in events(ofRun: number) { try file.write(Array((",\n" + event.text).utf8)) }
        }
        try file.write(Array("\n]}\n".utf8))
        try file.commit()
    }

    /// A run and the steps in it.
    private func events(ofRun number: Int) -> [JSONValue] {
        let run = runs[number]
        var events = [
            event(
                "run \(number)", category: "run", start: run.start,
                duration: run.steps.reduce(0, +), details: [])
        ]
        var start = run.start
        for (step, duration) in zip(steps, run.steps) {
            events.append(
                event(
                    step.info.operators, category: step.info.delegate, start: start,
                    duration: duration,
                    details: [
                        ("nodes", .array(step.info.nodes.map { .integer($0) })),
                        ("output", .string(step.info.outputShape.description)),
                        ("operations", .integer(step.info.operations)),
                        ("bytes", .integer(step.info.bytes)),
                    ]))
            start += duration
        }
        return events
    }

    private func named(_ kind: String, _ name: String) -> JSONValue {
        .object([
            ("name", .string(kind)), ("ph", .string("M")), ("pid", .integer(1)),
            ("tid", .integer(1)), ("args", .object([("name", .string(name))])),
        ])
    }

    private func event(
        _ name: String, category: String, start: Int, duration: Int,
        details: [(String, JSONValue)]
    ) -> JSONValue {
        .object([
            ("name", .string(name)), ("cat", .string(category)), ("ph", .string("X")),
            ("ts", .number(Double(start) / 1e3)), ("dur", .number(Double(duration) / 1e3)),
            ("pid", .integer(1)), ("tid", .integer(1)), ("args", .object(details)),
        ])
    }
}
