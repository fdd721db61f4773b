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
        pool.rows_per_tile = delegate.rowsPerTile(
            rows: rows,
            operations: window.output_width * window.input_channels * window.kernel_height
                * window.kernel_width * 4,
            bytes: window.input_width * window.input_channels * 4 * window.stride_height)
        return VectorContext(pool, keeping: [])
            .work(
                delegate.kernels.pool_f32,
                tiles: (rows + pool.rows_per_tile - 1) / pool.rows_per_tile)
    }
}

/// RESIZE_BILINEAR of float32 images.
struct FloatResize: VectorRecipe {
    private var input: Int
    private var output: Int
    private var shapes: (input: Shape, output: Shape)
    private var horizontal: InterpolationAxis
    private var vertical: InterpolationAxis

    static func claims(at position: Int, in graph: GraphView) -> [Claim] {
        let node = graph.nodes[position]
        guard node.name == .builtin(.resizeBilinear), let input = node.inputs.first ?? nil,
            graph.tensor(input).type == .float32, graph.tensor(input).shape.rank == 4,
            graph.tensor(node.outputs[0]).type == .float32,
            let aligns = try? node.options.bool(2), let halves = try? node.options.bool(3)
        else { return [] }
        let shapes = (input: graph.tensor(input).shape, output: graph.tensor(node.outputs[0]).shape)
        guard shapes.input.count > 0, shapes.output.count > 0 else { return [] }
        let recipe = FloatResize(
            input: input, output: node.outputs[0], shapes: shapes,
            horizontal: InterpolationAxis(
                input: shapes.input[2], output: shapes.output[2], alignsCorners: aligns,
                hasHalfPixelCenters: halves),
            vertical: InterpolationAxis(
                input: shapes.input[1], output: shapes.output[1], alignsCorners: aligns,
                hasHalfPixelCenters: halves))
        return [
            Claim(
                nodes: [position], inputs: [input], outputs: node.outputs,
                cost: VectorRates.overhead
                    + Double(shapes.output.count * 20) / VectorRates.bytes, recipe: recipe)
        ]
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        let channels = shapes.input[3]
        let columns = InterpolationTable(horizontal, step: channels)
        let lines = InterpolationTable(vertical, step: 1)
        let rows = shapes.output[0] * shapes.output[1]
        var context = pose_resize_f32()
        context.input = try binding.floats(input)
        context.output = UnsafeMutablePointer(mutating: try binding.floats(output))
        context.batch = shapes.input[0]
        context.input_height = shapes.input[1]
        context.input_width = shapes.input[2]
        context.channels = channels
        context.output_height = shapes.output[1]
        context.output_width = shapes.output[2]
        context.columns = columns.places
        context.column_weights = columns.weights
        context.rows = lines.places
        context.row_weights = lines.weights
        context.rows_per_tile = delegate.rowsPerTile(
            rows: rows, operations: shapes.output[2] * channels * 16,
            bytes: shapes.output[2] * channels * 4)
        return VectorContext(context, keeping: [columns, lines])
            .work(
                delegate.kernels.resize_f32,
                tiles: (rows + context.rows_per_tile - 1) / context.rows_per_tile)
    }
}

/// For each place of a resized axis the two neighbours it lies between and how far.
struct InterpolationAxis: Sendable {
    var first: [Int] = []
    var second: [Int] = []
    var weight: [Float] = []

    /// The source of a place, as TensorFlow's ResizeBilinear computes it in float32.
    init(input: Int, output: Int, alignsCorners: Bool, hasHalfPixelCenters: Bool) {
        let scale =
            alignsCorners && output > 1
            ? Float(input - 1) / Float(output - 1) : Float(input) / Float(output)
        for place in 0..<output {
            let source =
                hasHalfPixelCenters ? (Float(place) + 0.5) * scale - 0.5 : Float(place) * scale
            let lower = max(Int(source.rounded(.down)), 0)
            first.append(min(lower, input - 1))
            second.append(min(Int(source.rounded(.down)) + 1, input - 1))
            weight.append(source - Float(lower))
        }
    }
}

/// An axis as the kernels read it.
final class InterpolationTable {
    private let bytes: OwnedBytes
    private let count: Int

    init(_ axis: InterpolationAxis, step: Int) {
        count = axis.weight.count
        bytes = OwnedBytes(byteCount: count * 12)
        let numbers = bytes.address.assumingMemoryBound(to: Int32.self)
        for place in 0..<count {
            numbers[2 * place] = Int32(clamping: axis.first[place] * step)
            numbers[2 * place + 1] = Int32(clamping: max(axis.second[place], 0) * step)
            (bytes.floats + 2 * count)[place] = axis.weight[place]
        }
    }

    var places: UnsafePointer<Int32> {
        UnsafePointer(bytes.address.assumingMemoryBound(to: Int32.self))
    }
    var weights: UnsafePointer<Float> { UnsafePointer(bytes.floats + 2 * count) }
}
