#if OneDNN
    import COneDNNLibrary
    import CVectorKernels

    /// MAX_POOL_2D and AVERAGE_POOL_2D of float32 images without an activation.
    struct OneDNNPool: OneDNNRecipe {
        private var input: Int
        private var output: Int
        private var window: Window
        private var isMean: Bool

        private struct Window: @unchecked Sendable {
            var shape: pose_window
        }

        static func claims(
            at position: Int, in graph: GraphView, of delegate: OneDNNDelegate
        ) -> [Claim] {
            let node = graph.nodes[position]
            guard node.name == .builtin(.maxPool2d) || node.name == .builtin(.averagePool2d),
                let input = node.inputs.first ?? nil, graph.tensor(input).type == .float32,
                graph.tensor(input).shape.rank == 4,
                (try? FusedActivation(node, field: 5)) == FusedActivation.none,
                let shape = try? window(node, graph.tensor(input).shape), shape.isForOneDNN
            else { return [] }
            let recipe = Self(
                input: input, output: node.outputs[0], window: Window(shape: shape),
                isMean: node.name == .builtin(.averagePool2d))
            return [
                Claim(
                    nodes: [position], inputs: [input], outputs: node.outputs,
                    cost: delegate.rates.cost(recipe.bytes, at: delegate.rates.bytes),
                    recipe: recipe)
            ]
        }

        private static func window(_ node: Node, _ shape: Shape) throws(InferenceError)
            -> pose_window
        {
            let rule = try PaddingRule(node, field: 0)
            let columns = try rule.axis(
                input: shape[2], size: node.options.int32(3), stride: node.options.int32(1),
                at: node.place)
            let rows = try rule.axis(
                input: shape[1], size: node.options.int32(4), stride: node.options.int32(2),
                at: node.place)
            return pose_window(
                input_height: shape[1], input_width: shape[2], input_channels: shape[3],
                output_height: rows.output, output_width: columns.output, output_channels: shape[3],
                kernel_height: rows.size, kernel_width: columns.size, stride_height: rows.stride,
                stride_width: columns.stride, dilation_height: 1, dilation_width: 1,
                padding_top: rows.padding, padding_left: columns.padding, batch: shape[0])
        }

        /// What the windows read.
        private var bytes: Int {
            let shape = window.shape
            return 4 * shape.batch * shape.output_height * shape.output_width
                * shape.output_channels * shape.kernel_height * shape.kernel_width
        }

        func work(_ binding: ClaimBinding, _ delegate: OneDNNDelegate) throws(InferenceError)
            -> Work
        {
            let tiles = OneDNNTiles(
                window.shape, isFlat: false, operations: bytes, threads: delegate.threads)
            let source = try binding.floats(input)
            let target = try binding.tensor(output).elements(Float.self).baseAddress
            let step = try OneDNNStep(delegate.context, capacity: tiles.tiles.count)
            for tile in tiles.tiles {
                var window = tile.window
                let memory = pose_onednn_memory(
                    source: source.map { $0 + tile.input }, second: nil, bias: nil,
                    destination: target.map { $0 + tile.output })
                try step.add(size: tile.size, memory) { (_) throws(InferenceError) in
                    try OneDNNOperation(delegate.context) {
                        pose_onednn_make_pool($0, &window, isMean, $1)
                    }
                }
            }
            return try step.work()
        }
    }
#endif
