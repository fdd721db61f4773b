import CVectorKernels

/// A float32 depthwise convolution with a PAD before it and PRELU or a range after it.
struct FloatDepthwise: VectorRecipe {
    var position: Int
    var window: ConvolutionWindow
    var operands: FloatOperands
    var epilogue: FloatEpilogue

    var nodes: [Int] { [position] + epilogue.nodes + (window.pad.map { [$0] } ?? []) }
    var inputs: [Int] {
        [window.input] + operands.tensors + (epilogue.slopes.map { [$0] } ?? [])
    }
    var operations: Int { 2 * window.outputPixels * window.taps * window.window.input_channels }

    func claim(_ graph: GraphView, _ delegate: VectorDelegate) -> Claim {
        Claim(
            nodes: nodes.sorted(), inputs: inputs, outputs: [epilogue.output],
            cost: VectorRates.overhead + Double(operations) / VectorRates.depthwise,
            packed: [operands.weights], recipe: self)
    }

    /// - Parameter output: nil where another kernel gives the place.
    func context(
        _ binding: ClaimBinding, _ delegate: VectorDelegate, output: UnsafeMutableRawPointer?
    ) throws(InferenceError) -> VectorContext<pose_depthwise_f32> {
        let width = delegate.kernels.width
        let channels = window.window.input_channels
        let packed = OwnedBytes(
            byteCount: 4 * pose_packed_depthwise_f32(width, window.taps, channels))
        pose_pack_depthwise_f32(
            width, window.taps, channels, try binding.floats(operands.weights),
            try binding.floats(operands.bias), packed.floats)
        let slopes = try VectorSlopes(epilogue.slopes, binding, width)
        let rows = window.window.batch * window.window.output_height

        var context = pose_depthwise_f32()
        context.window = window.window
        context.input = try binding.floats(window.input)
        context.output = output?.assumingMemoryBound(to: Float.self)
        context.weights = UnsafePointer(packed.floats)
        context.slopes = slopes?.pointer
        context.lower = epilogue.bounds.lowerBound
        context.upper = epilogue.bounds.upperBound
        // A depthwise operation takes about three times as long as one of a product.
        context.row_tiles = delegate.rowTiles(
            rows: rows, operations: operations / max(rows, 1) * 3,
            bytes: window.window.input_width * channels * 4)
        return VectorContext(context, keeping: [packed, slopes?.bytes])
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        let context = try context(
            binding, delegate, output: try binding.tensor(epilogue.output).data)
        return context.work(
            delegate.kernels.depthwise_f32, tiles: context.pointer.pointee.row_tiles)
    }
}
