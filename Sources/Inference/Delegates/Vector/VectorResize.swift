import CVectorKernels

/// RESIZE_BILINEAR of float32 and int8 images, at the places that the reference kernel computes.
struct VectorResize: VectorRecipe {
    private var plan: ResizeBilinear
    private var input: Int
    private var output: Int
    private var shapes: (input: Shape, output: Shape)

    static func claims(
        at position: Int, in graph: GraphView, of delegate: VectorDelegate
    ) -> [Claim] {
        let node = graph.nodes[position]
        guard node.name == .builtin(.resizeBilinear), let input = node.inputs.first ?? nil,
            graph.tensor(input).shape.rank == 4,
            graph.tensor(node.outputs[0]).type == graph.tensor(input).type,
            let plan = try? ResizeBilinear(graph.request(position))
        else { return [] }
        switch graph.tensor(input).type {
        case .float32: break
        case .int8 where delegate.kernels.resize_q8 != nil: break
        default: return []
        }
        let shapes = (input: graph.tensor(input).shape, output: graph.tensor(node.outputs[0]).shape)
        guard shapes.input.count > 0, shapes.output.count > 0 else { return [] }
        let recipe = VectorResize(
            plan: plan, input: input, output: node.outputs[0], shapes: shapes)
        return [
            Claim(
                nodes: [position], inputs: [input], outputs: node.outputs,
                cost: VectorRates.overhead
                    + Double(shapes.output.count * 20) / VectorRates.bytes, recipe: recipe)
        ]
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        try binding.tensor(input).type == .float32
            ? reals(binding, delegate) : wholes(binding, delegate)
    }

    private var rows: Int { shapes.output[0] * shapes.output[1] }

    private func rowTiles(_ delegate: VectorDelegate) -> Int {
        let row = shapes.output[2] * shapes.output[3]
        return delegate.rowTiles(rows: rows, operations: row * 16, bytes: row * 4)
    }

    private func reals(
        _ binding: ClaimBinding, _ delegate: VectorDelegate
    ) throws(InferenceError) -> Work {
        let columns = InterpolationTable(
            plan.reals(from: shapes.input[2], to: shapes.output[2]), step: shapes.input[3])
        let lines = InterpolationTable(
            plan.reals(from: shapes.input[1], to: shapes.output[1]), step: 1)
        var context = pose_resize_f32()
        context.input = try binding.floats(input)
        context.output = UnsafeMutablePointer(mutating: try binding.floats(output))
        context.batch = shapes.input[0]
        context.input_height = shapes.input[1]
        context.input_width = shapes.input[2]
        context.channels = shapes.input[3]
        context.output_height = shapes.output[1]
        context.output_width = shapes.output[2]
        context.columns = columns.places
        context.column_weights = columns.weights
        context.rows = lines.places
        context.row_weights = lines.weights
        context.row_tiles = rowTiles(delegate)
        return VectorContext(context, keeping: [columns, lines])
            .work(delegate.kernels.resize_f32, tiles: context.row_tiles)
    }

    private func wholes(
        _ binding: ClaimBinding, _ delegate: VectorDelegate
    ) throws(InferenceError) -> Work {
        let columns = InterpolationTable(
            plan.wholes(from: shapes.input[2], to: shapes.output[2]), step: shapes.input[3])
        let lines = InterpolationTable(
            plan.wholes(from: shapes.input[1], to: shapes.output[1]), step: 1)
        var context = pose_resize_q8()
        context.input = UnsafePointer(
            try binding.tensor(input).data.assumingMemoryBound(to: Int8.self))
        context.output = try binding.tensor(output).data.assumingMemoryBound(to: Int8.self)
        context.batch = shapes.input[0]
        context.input_height = shapes.input[1]
        context.input_width = shapes.input[2]
        context.channels = shapes.input[3]
        context.output_height = shapes.output[1]
        context.output_width = shapes.output[2]
        context.columns = columns.places
        context.column_weights = columns.wholeWeights
        context.rows = lines.places
        context.row_weights = lines.wholeWeights
        context.row_tiles = rowTiles(delegate)
        return VectorContext(context, keeping: [columns, lines])
            .work(delegate.kernels.resize_q8, tiles: context.row_tiles)
    }
}

/// The places of a resized axis as the kernels read them: pairs of neighbours, then weights.
private final class InterpolationTable {
    private let bytes: OwnedBytes
    private let count: Int

    init<Weight: BitwiseCopyable>(_ axis: [ResizeBilinear.Place<Weight>], step: Int) {
        count = axis.count
        bytes = OwnedBytes(byteCount: count * 12)
        let numbers = bytes.address.assumingMemoryBound(to: Int32.self)
        for (index, place) in axis.enumerated() {
            numbers[2 * index] = Int32(clamping: place.lower * step)
            numbers[2 * index + 1] = Int32(clamping: place.upper * step)
            if let weight = place.weight as? Float {
                (bytes.floats + 2 * count)[index] = weight
            } else if let weight = place.weight as? Int {
                numbers[2 * count + index] = Int32(clamping: weight)
            }
        }
    }

    var places: UnsafePointer<Int32> {
        UnsafePointer(bytes.address.assumingMemoryBound(to: Int32.self))
    }
    var weights: UnsafePointer<Float> { UnsafePointer(bytes.floats + 2 * count) }
    var wholeWeights: UnsafePointer<Int32> { places + 2 * count }
}
