import Inference
import Storage

extension ModelProfile {
    /// The steps, the operators and the whole, for programs.
    package var json: JSONValue {
        let stepRows = steps.enumerated().map { index, step -> JSONValue in
            .object([
                ("index", .integer(index)),
                ("nodes", .array(step.info.nodes.map { .integer($0) })),
                ("operators", .string(step.info.operators)),
                ("delegate", .string(step.info.delegate)),
                ("outputShape", step.info.outputShape.json),
                ("medianMicroseconds", .number(step.times.median / 1e3)),
                ("operations", .integer(step.info.operations)),
                ("bytes", .integer(step.info.bytes)),
            ])
        }
        let operatorRows = OperatorTotals.all(of: steps).map { totals -> JSONValue in
            .object([
                ("operators", .string(totals.operators)),
                ("delegate", .string(totals.delegate)),
                ("steps", .integer(totals.count)),
                ("medianMicroseconds", .number(totals.time / 1e3)),
                ("operations", .integer(totals.operations)),
            ])
        }
        return .object([
            ("model", .string(source)), ("steps", .array(stepRows)),
            ("operators", .array(operatorRows)), ("total", total.json),
            ("notes", .array(notes.map { .string($0) })),
        ])
    }

    /// Every run as a trace that chrome://tracing and Perfetto open (Trace Event Format, complete
    /// events; times in microseconds). A run's steps follow one another without the gaps between
    /// them, which are not measured.
    package var trace: JSONValue {
        var events: [JSONValue] = [named("process_name", source), named("thread_name", "steps")]
        for (number, run) in runs.enumerated() {
            events.append(
                event(
                    "run \(number)", category: "run", start: run.start,
                    duration: run.steps.reduce(0, +), details: []))
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
        }
        return .object([("traceEvents", .array(events)), ("displayTimeUnit", .string("ns"))])
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
