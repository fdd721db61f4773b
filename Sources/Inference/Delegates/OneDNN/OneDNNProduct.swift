#if OneDNN
    import COneDNNLibrary

    /// FULLY_CONNECTED of float32 with known weights.
    struct OneDNNProduct: OneDNNRecipe {
        private var input: Int
        private var operands: FloatOperands
        private var output: Int
        private var rows: Int
        private var depth: Int
        private var columns: Int
        private var bounds: ClosedRange<Float>

        static func claims(
            at position: Int, in graph: GraphView, of delegate: OneDNNDelegate
        ) -> [Claim] {
            let node = graph.nodes[position]
            guard node.name == .builtin(.fullyConnected), let operands = FloatOperands(node, graph),
                let input = node.inputs[0], let activation = try? FusedActivation(node, field: 0)
            else { return [] }
            let weights = graph.tensor(operands.weights).shape
            guard weights.rank == 2, weights[1] > 0, weights.count <= 1 << 28 else { return [] }
            let recipe = Self(
                input: input, operands: operands, output: node.outputs[0],
                rows: graph.tensor(input).shape.count / weights[1], depth: weights[1],
                columns: weights[0], bounds: activation.bounds)
            guard recipe.rows > 0, recipe.rows < 1 << 28 / max(recipe.depth, recipe.columns) else {
                return []
            }
            let weightBytes = weights.count * 4
            // A few rows take as long as the weights are read: about a byte for each two operations.
            let work = max(recipe.operations, weightBytes * 2)
            return [
                Claim(
                    nodes: [position], inputs: [input] + operands.tensors, outputs: node.outputs,
                    cost: delegate.rates.cost(
                        work, at: delegate.rates.product, weightBytes: weightBytes),
                    recipe: recipe)
            ]
        }

        private var operations: Int { 2 * rows * depth * columns }

        func work(_ binding: ClaimBinding, _ delegate: OneDNNDelegate) throws(InferenceError)
            -> Work
        {
            let ranges = OneDNNTiles.ranges(
                rows, OneDNNTiles.pieces(operations: operations, threads: delegate.threads))
            let source = try binding.floats(input)
            let bias = try binding.floats(operands.bias)
            let weights = try binding.floats(operands.weights)
            let target = try binding.tensor(output).elements(Float.self).baseAddress
            let step = try OneDNNStep(
                delegate.context, capacity: ranges.count,
                keeping: [try operands.bias.map(binding.tensor)?.owner])
            for range in ranges {
                var product = pose_onednn_product(
                    rows: range.count, depth: depth, columns: columns, has_bias: bias != nil,
                    lower: bounds.lowerBound, upper: bounds.upperBound)
                let memory = pose_onednn_memory(
                    source: source.map { $0 + range.lowerBound * depth }, second: nil, bias: bias,
                    destination: target.map { $0 + range.lowerBound * columns })
                try step.add(size: [range.count], memory) { (like) throws(InferenceError) in
                    try OneDNNOperation(delegate.context, like: like) {
                        pose_onednn_make_product($0, &product, weights, like?.pointer, $1)
                    }
                }
            }
            return try step.work()
        }
    }
#endif
