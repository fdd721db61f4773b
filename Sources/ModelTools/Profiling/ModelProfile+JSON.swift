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
}
