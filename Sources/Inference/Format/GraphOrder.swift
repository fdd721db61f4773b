extension Subgraph {
    /// Checks that each tensor is written once and before it is read, which also rules out cycles.
    func verifyOrder() throws(InferenceError) {
        enum Origin { case nowhere, given, computed }
        var origins = tensors.map { $0.constant != nil || $0.isVariable ? Origin.given : .nowhere }
        for input in inputs { origins[input] = .given }
        for node in nodes {
            for case let input? in node.inputs where origins[input] == .nowhere {
                // Tensors without elements need no origin: some converters leave them so.
                guard tensors[input].shape.count == 0 else {
                    throw InferenceError(
                        .badModel, place: node.place,
                        "reads tensor \(input), which nothing before it has computed")
                }
            }
            for output in node.outputs {
                guard origins[output] == .nowhere else {
                    throw InferenceError(
                        .badModel, place: node.place,
                        "writes tensor \(output), which has a value already")
                }
                origins[output] = .computed
            }
        }
        for output in outputs where origins[output] == .nowhere {
            throw InferenceError(
                .badModel, place: "outputs", "tensor \(output) is never computed")
        }
    }
}
