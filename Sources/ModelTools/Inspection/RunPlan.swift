import Inference

/// How an interpreter would run a model.
struct RunPlan {
    /// Who computes each node, by the node's index; nodes that no step computes are missing.
    var delegates: [Int: String] = [:]
    var stepCount: Int
    /// The memory of computed tensors.
    var arenaByteCount: Int
    /// The arithmetic of one run; a multiply-add counts as two.
    var operations: Int
    var notes: [String]

    init(_ interpreter: Interpreter) {
        let steps = interpreter.steps
        stepCount = steps.count
        arenaByteCount = interpreter.arenaByteCount
        operations = steps.reduce(0) { $0 + $1.operations }
        notes = interpreter.diagnostics
        for step in steps {
            for node in step.nodes { delegates[node] = step.delegate }
        }
    }
}
