import Inference
import PluginInterface

enum DelegateCheck: StageCheck {
    static func check(_ stage: PluginStage, _ notes: inout Notes) {
        notes.making { try PluginDelegate(stage, values: $0) }
        notes.rule("claims only what makes sense, and makes what it has claimed") {
            let delegate = try PluginDelegate(stage)
            for trial in TrialModel.all {
                let interpreter = try interpreter(trial, by: delegate)
                if let remark = interpreter.diagnostics.first { return "\(trial.name): \(remark)" }
            }
            return nil
        }
        notes.rule("computes what the reference computes") {
            let delegate = try PluginDelegate(stage)
            for trial in TrialModel.all {
                let expected = try outputs(of: interpreter(trial, by: nil))
                let found = try outputs(of: interpreter(trial, by: delegate))
                let isNear = zip(expected, found).allSatisfy { expected, found in
                    abs(expected - found) <= tolerance * max(1, abs(expected))
                }
                guard isNear else { return "\(trial.name): it gives other numbers" }
            }
            return nil
        }
        notes.rule("gives the same again, on any number of threads") {
            let delegate = try PluginDelegate(stage)
            for trial in TrialModel.all {
                let alone = try interpreter(trial, by: delegate)
                let first = try outputs(of: alone)
                guard try outputs(of: alone) == first else {
                    return "\(trial.name): it gives other numbers the second time"
                }
                let together = try interpreter(trial, by: delegate, threads: 3)
                for _ in 0..<20 where try outputs(of: together) != first {
                    return "\(trial.name): it gives other numbers on 3 threads"
                }
            }
            return nil
        }
        notes.rule("loses no memory") {
            let delegate = try PluginDelegate(stage)
            let trials = TrialModel.all
            let growth = HeapWatch.growth(of: 4) {
                for trial in trials { _ = try? outputs(of: interpreter(trial, by: delegate)) }
            }
            return growth.map { "it keeps \($0 / trials.count) bytes for each model and run" }
        }
    }

    /// How far numbers may be from the reference's, of the greater of 1 and theirs.
    private static let tolerance: Float = 1e-3

    private static func interpreter(
        _ trial: TrialModel, by delegate: PluginDelegate?, threads: Int = 1
    ) throws -> Interpreter {
        var options = Interpreter.Options()
        options.operators = TrialModel.operators
        options.threads = threads
        options.delegate = delegate == nil ? .reference : .given
        options.delegates = delegate.map { [$0] } ?? []
        return try Interpreter(trial.model, options: options)
    }

    private static func outputs(of interpreter: Interpreter) throws -> [Float] {
        let count = interpreter.inputs[0].shape.count
        try interpreter.write((0..<count).map { Float($0 % 23 - 11) / 4 }, toInput: 0)
        try interpreter.invoke()
        return try interpreter.read(output: 0, as: Float.self)
    }
}
