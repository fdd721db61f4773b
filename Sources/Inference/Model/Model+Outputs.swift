extension Model {
    /// The same model with some of its outputs alone, in the order given, and without the nodes
    /// that only the others need: a run then takes less.
    ///
    /// Nodes that change variables stay, as their work shows in later runs.
    /// - Parameter outputs: numbers of the first graph's outputs.
    /// - Throws: `badArgument` when there is no such output.
    public func keeping(outputs: [Int]) throws(InferenceError) -> Model {
        var model = self
        var graph = subgraphs[0]
        var kept: [Int] = []
        for output in outputs {
            guard graph.outputs.indices.contains(output) else {
                throw InferenceError(
                    .badArgument, source: source,
                    "has no output \(output); it has \(graph.outputs.count)")
            }
            kept.append(graph.outputs[output])
        }
        graph.outputs = kept
        var needed = Set(kept)
        var nodes: [Node] = []
        // An order of execution: whoever needs a node's outputs stands behind it.
        for node in graph.nodes.reversed() {
            let inputs = node.inputs.compactMap { $0 }
            let changesVariables = inputs.contains { graph.tensors[$0].isVariable }
            guard changesVariables || node.outputs.contains(where: needed.contains) else {
                continue
            }
            needed.formUnion(inputs)
            nodes.append(node)
        }
        graph.nodes = nodes.reversed()
        model.subgraphs[0] = graph
        for index in model.signatures.indices where model.signatures[index].subgraph == 0 {
            model.signatures[index].outputs.removeAll { !kept.contains($0.tensor) }
        }
        return model
    }
}
