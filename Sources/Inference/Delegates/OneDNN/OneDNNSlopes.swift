#if OneDNN
    import COneDNNLibrary

    /// PRELU of float32 with a known slope for each channel.
    struct OneDNNSlopes: OneDNNRecipe {
        private var input: Int
        private var slopes: Int
        private var output: Int
        private var rows: Int
        private var channels: Int

        static func claims(
            at position: Int, in graph: GraphView, of delegate: OneDNNDelegate
        ) -> [Claim] {
            let node = graph.nodes[position]
            guard node.name == .builtin(.prelu), node.inputs.count == 2, let input = node.inputs[0],
                let slopes = node.inputs[1], graph.isConstant(slopes),
                graph.tensor(input).type == .float32, graph.tensor(slopes).type == .float32
            else { return [] }
            let shape = graph.tensor(input).shape
            guard 1...(1 << 28) ~= shape.count, let channels = shape.dimensions.last,
                graph.tensor(node.outputs[0]).shape == shape,
                graph.tensor(slopes).shape.count == channels,
                graph.tensor(slopes).shape.dimensions.last == channels
            else { return [] }
            let recipe = Self(
                input: input, slopes: slopes, output: node.outputs[0], rows: shape.count / channels,
                channels: channels)
            return [
                Claim(
                    nodes: [position], inputs: [input, slopes], outputs: node.outputs,
                    cost: delegate.rates.cost(shape.count * 12, at: delegate.rates.bytes),
                    recipe: recipe)
            ]
        }

        func work(_ binding: ClaimBinding, _ delegate: OneDNNDelegate) throws(InferenceError)
            -> Work
        {
            let ranges = OneDNNTiles.ranges(
                rows,
                OneDNNTiles.pieces(operations: rows * channels * 16, threads: delegate.threads))
            let source = try binding.floats(input)
            let second = try binding.floats(slopes)
            let target = try binding.tensor(output).elements(Float.self).baseAddress
            let step = try OneDNNStep(
                delegate.context, capacity: ranges.count,
                keeping: [try binding.tensor(slopes).owner])
            for range in ranges {
                let first = range.lowerBound * channels
                let memory = pose_onednn_memory(
                    source: source.map { $0 + first }, second: second, bias: nil,
                    destination: target.map { $0 + first })
                try step.add(size: [range.count], memory) { (_) throws(InferenceError) in
                    try OneDNNOperation(delegate.context) {
                        pose_onednn_make_slopes($0, range.count, channels, $1)
                    }
                }
            }
            return try step.work()
        }
    }
#endif
