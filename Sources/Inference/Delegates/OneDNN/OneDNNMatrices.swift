#if OneDNN
    import COneDNNLibrary

    /// BATCH_MATMUL of float32 matrices that are computed, without broadcasting.
    struct OneDNNMatrices: OneDNNRecipe {
        private var left: Int
        private var right: Int
        private var output: Int
        private var batch: Int
        private var rows: Int
        private var depth: Int
        private var columns: Int
        private var isLeftTransposed: Bool
        private var isRightTransposed: Bool

        static func claims(
            at position: Int, in graph: GraphView, of delegate: OneDNNDelegate
        ) -> [Claim] {
            let node = graph.nodes[position]
            guard node.name == .builtin(.batchMatmul), node.inputs.count == 2,
                let left = node.inputs[0], let right = node.inputs[1],
                let isLeftTransposed = try? node.options.bool(0),
                let isRightTransposed = try? node.options.bool(1)
            else { return [] }
            let tensors = [left, right, node.outputs[0]].map(graph.tensor)
            let shapes = tensors.map(\.shape)
            guard tensors.allSatisfy({ $0.type == .float32 && 1...(1 << 28) ~= $0.shape.count }),
                shapes[0].rank >= 2, shapes[1].rank >= 2, shapes[2].rank >= 2,
                shapes[0].dimensions.dropLast(2) == shapes[2].dimensions.dropLast(2),
                shapes[1].dimensions.dropLast(2) == shapes[2].dimensions.dropLast(2)
            else { return [] }
            let (rows, columns) = (shapes[2][shapes[2].rank - 2], shapes[2][shapes[2].rank - 1])
            let recipe = Self(
                left: left, right: right, output: node.outputs[0],
                batch: shapes[2].count / (rows * columns), rows: rows,
                depth: shapes[0].count * columns / shapes[2].count, columns: columns,
                isLeftTransposed: isLeftTransposed, isRightTransposed: isRightTransposed)
            return [
                Claim(
                    nodes: [position], inputs: [left, right], outputs: node.outputs,
                    // Matrices that are not packed before take about a quarter longer.
                    cost: delegate.rates.cost(
                        recipe.operations / 4 * 5, at: delegate.rates.product),
                    recipe: recipe)
            ]
        }

        private var operations: Int { 2 * batch * rows * depth * columns }

        func work(_ binding: ClaimBinding, _ delegate: OneDNNDelegate) throws(InferenceError)
            -> Work
        {
            let ranges = OneDNNTiles.ranges(
                batch, OneDNNTiles.pieces(operations: operations, threads: delegate.threads))
            let source = try binding.floats(left)
            let second = try binding.floats(right)
            let target = try binding.tensor(output).elements(Float.self).baseAddress
            let step = try OneDNNStep(
                delegate.context, capacity: ranges.count,
                keeping: [try binding.tensor(left).owner, try binding.tensor(right).owner])
            for range in ranges {
                var matrices = pose_onednn_matrices(
                    batch: range.count, rows: rows, depth: depth, columns: columns,
                    is_left_transposed: isLeftTransposed, is_right_transposed: isRightTransposed)
                let first = range.lowerBound
                let memory = pose_onednn_memory(
                    source: source.map { $0 + first * rows * depth },
                    second: second.map { $0 + first * depth * columns }, bias: nil,
                    destination: target.map { $0 + first * rows * columns })
                try step.add(size: [range.count], memory) { (_) throws(InferenceError) in
                    try OneDNNOperation(delegate.context) {
                        pose_onednn_make_matrices($0, &matrices, $1)
                    }
                }
            }
            return try step.work()
        }
    }
#endif
