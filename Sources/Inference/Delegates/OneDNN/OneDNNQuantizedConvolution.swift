#if OneDNN
    import COneDNNLibrary
    import CVectorKernels

    /// An 8-bit convolution, depthwise or not, with a PAD before it.
    ///
    /// The library scales sums as float32 and rounds halves to even, where the reference rounds in
    /// fixed point: outputs are the same or one level apart.
    struct OneDNNQuantizedConvolution: OneDNNRecipe {
        private var window: ConvolutionWindow
        private var operands: QuantizedOperands
        private var output: Int
        private var isDepthwise: Bool
        private var groups: Int

        static func claims(
            at position: Int, in graph: GraphView, of delegate: OneDNNDelegate
        ) -> [Claim] {
            let node = graph.nodes[position]
            let isDepthwise = node.name == .builtin(.depthwiseConv2d)
            guard let productRate = delegate.rates.quantizedProduct,
                isDepthwise || node.name == .builtin(.conv2d),
                let activation = try? FusedActivation(node, field: isDepthwise ? 4 : 3),
                let operands = QuantizedOperands(
                    node, graph, channelAxis: isDepthwise ? 3 : 0, activation: activation),
                // The library's weights are signed and have no zero point.
                operands.weightZeroPoint == 0
            else { return [] }
            return [false, true].compactMap { takingPad in
                guard let window = ConvolutionWindow(position, in: graph, takingPad: takingPad),
                    window.window.isForOneDNN,
                    window.pad == nil || graph.tensor(window.input).quantization == operands.input
                else { return nil }
                let depth = graph.tensor(operands.weights).shape[3]
                let channels = window.window.input_channels
                guard !isDepthwise || depth == channels else { return nil }
                let recipe = Self(
                    window: window, operands: operands, output: node.outputs[0],
                    isDepthwise: isDepthwise,
                    groups: isDepthwise ? channels : channels / max(depth, 1))
                return Claim(
                    nodes: [position, window.pad].compactMap { $0 }.sorted(),
                    inputs: [window.input] + operands.tensors, outputs: [recipe.output],
                    cost: delegate.rates.cost(
                        recipe.operations,
                        at: isDepthwise ? delegate.rates.quantizedDepthwise : productRate,
                        inputBytes: graph.tensor(window.input).shape.count,
                        weightBytes: graph.tensor(operands.weights).shape.count),
                    recipe: recipe)
            }
        }

        private var operations: Int {
            let shape = window.window
            let depth = isDepthwise ? 1 : shape.input_channels / groups
            return 2 * window.outputPixels * window.taps * depth * shape.output_channels
        }

        func work(_ binding: ClaimBinding, _ delegate: OneDNNDelegate) throws(InferenceError)
            -> Work
        {
            let tiles = OneDNNTiles(
                window.window, isFlat: window.isFlat && groups == 1, operations: operations / 3,
                threads: delegate.threads)
            let source = try binding.tensor(window.input).elements(UInt8.self).baseAddress
            let target = try binding.tensor(output).elements(UInt8.self).baseAddress
            let bias = try operands.biases(binding)
            let weights = try binding.tensor(operands.weights).elements(UInt8.self)
                .map { Int8(bitPattern: $0 ^ operands.weightFlip) }
            let channels = operands.weight.isPerChannel ? window.window.output_channels : 1
            let scales = (0..<channels).map { Float(operands.factor($0)) }
            let step = try OneDNNStep(
                delegate.context, capacity: tiles.tiles.count,
                keeping: [try operands.bias.map(binding.tensor)?.owner])
            for tile in tiles.tiles {
                var convolution = convolution(tile.window)
                convolution.has_bias = bias != nil
                let memory = pose_onednn_memory(
                    source: source.map { $0 + tile.input }, second: nil, bias: bias,
                    destination: target.map { $0 + tile.output })
                try step.add(size: tile.size, memory) { (like) throws(InferenceError) in
                    try OneDNNOperation(delegate.context, like: like) { context, reason in
                        scales.withUnsafeBufferPointer { scales in
                            convolution.scales = scales.baseAddress
                            convolution.scale_count = scales.count
                            return pose_onednn_make_convolution(
                                context, &convolution, weights, like?.pointer, reason)
                        }
                    }
                }
            }
            return try step.work()
        }

        private func convolution(_ window: pose_onednn_window) -> pose_onednn_convolution {
            var convolution = pose_onednn_convolution()
            convolution.window = window
            convolution.type = operands.isSigned ? POSE_ONEDNN_S8 : POSE_ONEDNN_U8
            convolution.groups = groups
            convolution.is_depthwise = isDepthwise
            let zeroPoint = Int32(operands.output.zeroPoint)
            // Outputs saturate by themselves.
            let isOpen = operands.bounds == (operands.isSigned ? -128...127 : 0...255)
            convolution.lower = isOpen ? -.infinity : Float(operands.bounds.lowerBound - zeroPoint)
            convolution.upper = isOpen ? .infinity : Float(operands.bounds.upperBound - zeroPoint)
            convolution.input_zero_point = Int32(operands.input.zeroPoint)
            convolution.output_zero_point = zeroPoint
            return convolution
        }
    }
#endif
