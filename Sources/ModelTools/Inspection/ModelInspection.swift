import Inference

/// What a model holds and what the interpreter makes of it; of models that cannot be run too.
package struct ModelInspection {
    /// What goes into a report beyond the summary.
    package struct Detail: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }

        /// Every tensor of the first graph.
        package static let tensors = Detail(rawValue: 1)
        /// Every node of the first graph, with who computes it.
        package static let nodes = Detail(rawValue: 2)
    }

    let model: Model
    let operators: [OperatorUse]
    /// Nil when the model cannot be run.
    let plan: RunPlan?
    /// Why it cannot.
    let obstacle: InferenceError?

    /// Prepares the model as far as that goes; nothing is run.
    package init(_ model: Model, options: Interpreter.Options = Interpreter.Options()) {
        self.model = model
        operators = OperatorUse.all(of: model, in: options.operators)
        do {
            plan = RunPlan(try Interpreter(model, options: options))
            obstacle = nil
        } catch {
            plan = nil
            obstacle = error
        }
    }

    /// The graph that runs.
    var graph: Subgraph { model.subgraphs[0] }

    /// The bytes of all constants, each counted once where tensors share it.
    var weightByteCount: Int {
        var counts: [UnsafeRawPointer: Int] = [:]
        for tensor in model.subgraphs.flatMap(\.tensors) {
            guard let bytes = tensor.constant?.bytes, let start = bytes.baseAddress else {
                continue
            }
            counts[start] = max(counts[start] ?? 0, bytes.count)
        }
        return counts.values.reduce(0, +)
    }

    static let noStep = "no step"

    /// Who computes a node, in a word.
    func computes(_ node: Node) -> String {
        guard let plan else { return "-" }
        if let delegate = plan.delegates[node.index] { return delegate }
        // Not a step of its own: its values are known before the run, it only gives memory another
        // shape, or its shapes depend on values that are computed while running.
        return Self.noStep
    }

    /// A tensor's part in the graph.
    func role(of tensor: Int) -> String {
        if graph.inputs.contains(tensor) { return "input" }
        if graph.outputs.contains(tensor) { return "output" }
        if graph.tensors[tensor].constant != nil { return "constant" }
        return graph.tensors[tensor].isVariable ? "variable" : "computed"
    }
}
