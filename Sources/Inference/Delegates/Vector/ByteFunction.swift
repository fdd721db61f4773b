import CVectorKernels

/// A chain of operators that each depend on one byte alone, as one table that their own reference
/// kernels fill: activations, and sums and products with a constant or with themselves.
struct ByteFunction: VectorRecipe {
    fileprivate struct Link: Sendable {
        var position: Int
        var node: Node
        var definition: OperatorDefinition
        /// The input that varies; all others are constant in each element, or the same tensor.
        var input: Int
    }

    private var links: [Link]
    private var count: Int

    private static let unary: Set<BuiltinOperator> = [
        .logistic, .tanh, .hardSwish, .leakyRelu, .relu, .relu6, .reluN1To1, .elu, .gelu, .exp,
        .log, .rsqrt, .quantize,
    ]
    private static let binary: Set<BuiltinOperator> = [
        .add, .sub, .mul, .maximum, .minimum, .squaredDifference, .prelu,
    ]
    static let operators = unary.union(binary)

    /// Claims of the chain that begins with a node, and of the node alone.
    static func claims(at position: Int, in graph: GraphView) -> [Claim] {
        guard let first = link(position, graph, reading: nil) else { return [] }
        var links = [first]
        while let next = graph.soleConsumer(of: links[links.count - 1].node.outputs[0]),
            let link = link(next, graph, reading: links[links.count - 1].node.outputs[0])
        {
            links.append(link)
        }
        let count = graph.tensor(first.node.outputs[0]).shape.count
        // A table costs as much as a few hundred elements.
        guard count > 1024 else { return [] }
        return [1, links.count].map { length in
            let part = Array(links.prefix(length))
            return Claim(
                nodes: part.map(\.position),
                inputs: part.flatMap { $0.node.inputs }
                    .compactMap { $0 }.filter { input in
                        !part.contains { $0.node.outputs[0] == input }
                    }, outputs: part[length - 1].node.outputs,
                cost: VectorRates.overhead + Double(count * 2) / VectorRates.bytes,
                recipe: ByteFunction(links: part, count: count))
        }
    }

    private static func link(
        _ position: Int, _ graph: GraphView, reading expected: Int?
    ) -> Link? {
        let node = graph.nodes[position]
        guard node.outputs.count == 1, graph.tensor(node.outputs[0]).isByte else { return nil }
        let inputs = node.inputs.compactMap { $0 }
        guard inputs.count == node.inputs.count, inputs.allSatisfy({ graph.tensor($0).isByte })
        else { return nil }
        let varying = Set(inputs.filter { !isUniform($0, graph) })
        guard varying.count == 1, let input = varying.first, expected == nil || expected == input,
            graph.tensor(input).shape.count == graph.tensor(node.outputs[0]).shape.count
        else { return nil }
        guard case .builtin(let code) = node.name,
            inputs.count == 1 && unary.contains(code)
                || inputs.count == 2 && binary.contains(code)
        else { return nil }
        return Link(
            position: position, node: node, definition: graph.definitions[position], input: input)
    }

    /// Whether all elements of a constant are the same.
    private static func isUniform(_ tensor: Int, _ graph: GraphView) -> Bool {
        guard graph.isConstant(tensor), let values = graph.tensor(tensor).values,
            let first = values.first
        else { return false }
        return values.allSatisfy { $0 == first }
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        var table = OwnedBytes(byteCount: 256)
        for byte in 0..<256 { table.mutableBytes[byte] = UInt8(byte) }
        for link in links { table = try link.apply(to: table, binding) }
        var context = pose_lookup_q8()
        context.input = try binding.bytes(links[0].input)
        context.output = try binding.tensor(links[links.count - 1].node.outputs[0]).data
            .assumingMemoryBound(to: UInt8.self)
        withUnsafeMutableBytes(of: &context.table) {
            $0.copyMemory(from: UnsafeRawBufferPointer(table.mutableBytes))
        }
        context.count = count
        context.count_per_tile = delegate.elementsPerTile(count)
        return VectorContext(context, keeping: [])
            .work(delegate.kernels.lookup_q8, tiles: count.tiles(context.count_per_tile))
    }
}

extension KnownTensor {
    fileprivate var isByte: Bool { type == .int8 || type == .uint8 }
}

extension ByteFunction.Link {
    /// What the operator makes of each entry of a table.
    func apply(
        to table: OwnedBytes, _ binding: ClaimBinding
    ) throws(InferenceError) -> OwnedBytes {
        let result = OwnedBytes(byteCount: 256)
        var output = binding.described(node.outputs[0])
        output.shape = [256]
        output.data = result.address
        var inputs: [Tensor?] = []
        for case let number? in node.inputs {
            var tensor = binding.described(number)
            if number == input {
                tensor.shape = [256]
                tensor.data = table.address
            } else {
                // All of its elements are the same: one stands for them.
                tensor.shape = [1]
            }
            inputs.append(tensor)
        }
        try definition.kernel(KernelRequest(node: node, inputs: inputs, outputs: [output]))()
        return result
    }
}
