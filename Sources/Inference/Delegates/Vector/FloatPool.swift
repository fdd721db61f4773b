import CVectorKernels

/// MAX_POOL_2D and AVERAGE_POOL_2D of float32 images.
struct FloatPool: VectorRecipe {
    private var input: Int
    private var output: Int
    private var context: Context

    private struct Context: @unchecked Sendable {
        var pool: pose_pool_f32
    }

    static func claims(at position: Int, in graph: GraphView) -> [Claim] {
        let node = graph.nodes[position]
        guard node.name == .builtin(.maxPool2d) || node.name == .builtin(.averagePool2d),
            let input = node.inputs.first ?? nil, graph.tensor(input).type == .float32,
            graph.tensor(input).shape.rank == 4, graph.tensor(node.outputs[0]).type == .float32,
            let recipe = try? FloatPool(node, input, graph)
        else { return [] }
        let window = recipe.context.pool.window
        let taps = window.kernel_height * window.kernel_width
        let count = graph.tensor(node.outputs[0]).shape.count
        return [
            Claim(
                nodes: [position], inputs: [input], outputs: node.outputs,
                cost: VectorRates.overhead + Double(count * taps * 4) / VectorRates.bytes,
                recipe: recipe)
        ]
    }

    private init(_ node: Node, _ input: Int, _ graph: GraphView) throws(InferenceError) {
        let shape = graph.tensor(input).shape
        let rule = try PaddingRule(node, field: 0)
        let horizontal = try rule.axis(
            input: shape[2], size: node.options.int32(3), stride: node.options.int32(1), node: node)
        let vertical = try rule.axis(
            input: shape[1], size: node.options.int32(4), stride: node.options.int32(2), node: node)
        let bounds = try FusedActivation(node, field: 5).bounds
        self.input = input
        output = node.outputs[0]
        var pool = pose_pool_f32()
        pool.window = pose_window(
            input_height: shape[1], input_width: shape[2], input_channels: shape[3],
            output_height: vertical.output, output_width: horizontal.output,
            output_channels: shape[3], kernel_height: vertical.size,
            kernel_width: horizontal.size, stride_height: vertical.stride,
            stride_width: horizontal.stride, dilation_height: 1, dilation_width: 1,
            padding_top: vertical.padding, padding_left: horizontal.padding, batch: shape[0])
        pool.is_mean = node.name == .builtin(.averagePool2d)
        pool.lower = bounds.lowerBound
        pool.upper = bounds.upperBound
        context = Context(pool: pool)
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        var pool = context.pool
        let window = pool.window
        pool.input = try binding.floats(input)
        pool.output = UnsafeMutablePointer(mutating: try binding.floats(output))
        let rows = window.batch * window.output_height
        pool.row_tiles = delegate.rowTiles(
            rows: rows,
            operations: window.output_width * window.input_channels * window.kernel_height
                * window.kernel_width * 4,
            bytes: window.input_width * window.input_channels * 4 * window.stride_height)
        return VectorContext(pool, keeping: [])
            .work(delegate.kernels.pool_f32, tiles: pool.row_tiles)
    }
}
