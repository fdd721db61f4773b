#if OneDNN
    import COneDNNLibrary
    import CVectorKernels

    /// A float32 convolution, depthwise or not, with a PAD before it and a sum and a range after it.
    struct OneDNNConvolution: OneDNNRecipe {
        private var window: ConvolutionWindow
        private var operands: FloatOperands
        private var epilogue: FloatEpilogue
        private var isDepthwise: Bool
        private var groups: Int

        /// Each convolution as it is, with a PAD, with what follows, and with both.
        static func claims(
            at position: Int, in graph: GraphView, of delegate: OneDNNDelegate
        ) -> [Claim] {
            let node = graph.nodes[position]
            let isDepthwise = node.name == .builtin(.depthwiseConv2d)
            guard isDepthwise || node.name == .builtin(.conv2d),
                let operands = FloatOperands(node, graph),
                let activation = try? FusedActivation(node, field: isDepthwise ? 4 : 3)
            else { return [] }
            let bare = FloatEpilogue(output: node.outputs[0], bounds: activation.bounds)
            let after = FloatEpilogue(
                after: node.outputs[0], bounds: activation.bounds, in: graph
            ).withoutSlopes(in: graph)
            return [false, true].flatMap { takingPad -> [Claim] in
                guard let window = ConvolutionWindow(position, in: graph, takingPad: takingPad),
                    window.window.isForOneDNN
                else { return [] }
                let depth = graph.tensor(operands.weights).shape[3]
                let channels = window.window.input_channels
                // A group of one channel gives several outputs only in the library's portable code.
                guard !isDepthwise || depth == channels else { return [] }
                let groups = isDepthwise ? channels : channels / max(depth, 1)
                var claims = [
                    Self(
                        window: window, operands: operands, epilogue: bare,
                        isDepthwise: isDepthwise,
                        groups: groups
                    ).claim(position, graph, delegate)
                ]
                if !after.nodes.isEmpty {
                    claims.append(
                        Self(
                            window: window, operands: operands, epilogue: after,
                            isDepthwise: isDepthwise, groups: groups
                        ).claim(position, graph, delegate))
                }
                return claims
            }
        }

        private var operations: Int {
            let shape = window.window
            let depth = isDepthwise ? 1 : shape.input_channels / groups
            return 2 * window.outputPixels * window.taps * depth * shape.output_channels
        }

        private func claim(_ position: Int, _ graph: GraphView, _ delegate: OneDNNDelegate) -> Claim
        {
            let rate = isDepthwise ? delegate.rates.depthwise : delegate.rates.product
            return Claim(
                nodes: ([position] + epilogue.nodes + [window.pad].compactMap { $0 }).sorted(),
                inputs: [window.input] + operands.tensors + [epilogue.residual].compactMap { $0 },
                outputs: [epilogue.output],
                cost: delegate.rates.cost(
                    operations, at: rate,
                    inputBytes: graph.tensor(window.input).shape.count * 4,
                    weightBytes: graph.tensor(operands.weights).shape.count * 4),
                recipe: self)
        }

        func work(_ binding: ClaimBinding, _ delegate: OneDNNDelegate) throws(InferenceError)
            -> Work
        {
            let tiles = OneDNNTiles(
                window.window, isFlat: window.isFlat && groups == 1, operations: operations,
                threads: delegate.threads)
            let source = try binding.floats(window.input)
            let residual = try binding.floats(epilogue.residual)
            let bias = try binding.floats(operands.bias)
            let weights = try binding.floats(operands.weights)
            let output = try binding.tensor(epilogue.output).elements(Float.self)
            let step = try OneDNNStep(
                delegate.context, capacity: tiles.tiles.count,
                keeping: [try operands.bias.map(binding.tensor)?.owner])
            var convolution = pose_onednn_convolution()
            convolution.type = POSE_ONEDNN_F32
            convolution.groups = groups
            convolution.is_depthwise = isDepthwise
            convolution.has_bias = bias != nil
            convolution.has_addend = residual != nil
            convolution.lower = epilogue.bounds.lowerBound
            convolution.upper = epilogue.bounds.upperBound
            for tile in tiles.tiles {
                convolution.window = tile.window
                let memory = pose_onednn_memory(
                    source: source.map { $0 + tile.input },
                    second: residual.map { $0 + tile.output }, bias: bias,
                    destination: output.baseAddress.map { $0 + tile.output })
                try step.add(size: tile.size, memory) { (like) throws(InferenceError) in
                    try OneDNNOperation(delegate.context, like: like) {
                        pose_onednn_make_convolution($0, &convolution, weights, like?.pointer, $1)
                    }
                }
            }
            return try step.work()
        }
    }

    extension FloatEpilogue {
        /// This up to a PRELU, which the library adds to convolutions only in its portable code.
        func withoutSlopes(in graph: GraphView) -> FloatEpilogue {
            guard slopes != nil, let last = nodes.last, let input = graph.nodes[last].inputs[0]
            else {
                return self
            }
            var shorter = self
            shorter.nodes.removeLast()
            shorter.slopes = nil
            shorter.output = input
            return shorter
        }
    }
#endif
