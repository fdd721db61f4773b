import CVectorKernels

/// Float32 convolutions, alone and with what stands around them.
enum FloatConvolutionPattern {
    static func claims(
        at position: Int, in graph: GraphView, of delegate: VectorDelegate
    ) -> [Claim] {
        let node = graph.nodes[position]
        switch node.name {
        case .builtin(.conv2d):
            guard let plain = product(position, graph) else { return [] }
            var recipes = [plain]
            if let padded = product(position, graph, takingPad: true) { recipes.append(padded) }
            if let separable = separable(plain, position, graph) { recipes += separable }
            // Each once as it is, once with what follows.
            return recipes.flatMap { recipe in
                let epilogue = FloatEpilogue(
                    after: node.outputs[0], bounds: recipe.epilogue.bounds, in: graph)
                guard !epilogue.nodes.isEmpty else { return [recipe.claim(graph, delegate)] }
                var extended = recipe
                extended.epilogue = epilogue
                return [recipe.claim(graph, delegate), extended.claim(graph, delegate)]
            }
        case .builtin(.depthwiseConv2d):
            return [false, true].compactMap { takingPad in
                depthwise(position, graph, takingPad: takingPad)?.claim(graph, delegate)
            }
        default: return []
        }
    }

    /// A convolution without groups whose weights are known.
    private static func product(
        _ position: Int, _ graph: GraphView, takingPad: Bool = false
    ) -> FloatConvolution? {
        let node = graph.nodes[position]
        guard let operands = FloatOperands(node, graph),
            let window = ConvolutionWindow(position, in: graph, takingPad: takingPad),
            graph.tensor(operands.weights).shape[3] == window.window.input_channels,
            let activation = try? FusedActivation(node, field: 3)
        else { return nil }
        return FloatConvolution(
            position: position, window: window, operands: operands,
            epilogue: bare(node, activation))
    }

    private static func depthwise(
        _ position: Int, _ graph: GraphView, takingPad: Bool
    ) -> FloatDepthwise? {
        let node = graph.nodes[position]
        guard let operands = FloatOperands(node, graph),
            let window = ConvolutionWindow(position, in: graph, takingPad: takingPad),
            window.window.output_channels == window.window.input_channels,
            let activation = try? FusedActivation(node, field: 4)
        else { return nil }
        return FloatDepthwise(
            position: position, window: window, operands: operands,
            epilogue: FloatEpilogue(
                after: node.outputs[0], bounds: activation.bounds, in: graph
            ).withoutSum(node, activation))
    }

    /// A depthwise convolution that only this one reads, computed strip by strip just before it.
    ///
    /// It pays while the second convolution's weights stay in the second cache: they are read
    /// again for every strip.
    private static func separable(
        _ convolution: FloatConvolution, _ position: Int, _ graph: GraphView
    ) -> [FloatConvolution]? {
        let input = convolution.window.input
        guard convolution.window.isFlat, graph.soleConsumer(of: input) == position,
            graph.tensor(convolution.operands.weights).shape.count * 4 <= VectorRates.cacheBytes
                * 2,
            let before = graph.producer(of: input),
            graph.nodes[before].name == .builtin(.depthwiseConv2d)
        else { return nil }
        return [false, true].compactMap { takingPad in
            guard let depthwise = depthwise(before, graph, takingPad: takingPad),
                depthwise.epilogue.nodes.isEmpty
            else { return nil }
            var separable = convolution
            separable.depthwise = depthwise
            return separable
        }
    }

    private static func bare(_ node: Node, _ activation: FusedActivation) -> FloatEpilogue {
        FloatEpilogue(output: node.outputs[0], bounds: activation.bounds)
    }
}

/// The constant operands of a float32 convolution.
struct FloatOperands: Sendable {
    var weights: Int
    var bias: Int?

    init?(_ node: Node, _ graph: GraphView) {
        guard node.inputs.count >= 2, let input = node.inputs[0], let weights = node.inputs[1],
            graph.tensor(input).type == .float32, graph.tensor(weights).type == .float32,
            graph.tensor(node.outputs[0]).type == .float32, graph.isConstant(weights),
            graph.tensor(weights).shape.count > 0
        else { return nil }
        self.weights = weights
        if node.inputs.count > 2, let bias = node.inputs[2] {
            guard graph.isConstant(bias), graph.tensor(bias).type == .float32 else { return nil }
            self.bias = bias
        }
    }

    var tensors: [Int] { [weights] + (bias.map { [$0] } ?? []) }
}
