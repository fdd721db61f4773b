import CVectorKernels

/// A float32 convolution with a PAD or a depthwise convolution before it and what follows it.
struct FloatConvolution: VectorRecipe {
    var position: Int
    var window: ConvolutionWindow
    var operands: FloatOperands
    var epilogue: FloatEpilogue
    var depthwise: FloatDepthwise?

    private var depth: Int { window.taps * window.window.input_channels }
    private var operations: Int { 2 * window.outputPixels * depth * window.window.output_channels }

    func claim(_ graph: GraphView, _ delegate: VectorDelegate) -> Claim {
        var nodes = [position] + epilogue.nodes + (window.pad.map { [$0] } ?? [])
        var inputs = [window.input] + operands.tensors
        inputs += [epilogue.residual, epilogue.slopes].compactMap { $0 }
        var cost = VectorRates.overhead + Double(operations) / VectorRates.product
        if let depthwise {
            nodes += depthwise.nodes
            inputs = inputs.filter { $0 != window.input } + depthwise.inputs
            cost += Double(depthwise.operations) / VectorRates.depthwise
        } else {
            cost += Double(graph.tensor(window.input).shape.count * 4) / VectorRates.bytes / 4
        }
        return Claim(
            nodes: nodes.sorted(), inputs: inputs, outputs: [epilogue.output], cost: cost,
            scratchByteCount: scratchByteCount(delegate),
            packed: [operands.weights, depthwise?.operands.weights].compactMap { $0 }, recipe: self)
    }

    private func tiling(_ delegate: VectorDelegate) -> ProductTiling {
        ProductTiling(
            window, depth: depth, elementBytes: 4,
            panelChannels: Int(POSE_PANEL_VECTORS) * delegate.kernels.width,
            operations: operations, isStrip: depthwise != nil, delegate: delegate)
    }

    /// The strip that one worker pads or computes.
    private func scratchByteCount(_ delegate: VectorDelegate) -> Int {
        if depthwise != nil {
            return tiling(delegate).rows * window.window.output_width
                * window.window.input_channels * 4
        }
        return window.isFlat ? 0 : window.stripElements(rows: tiling(delegate).rows) * 4
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        let width = delegate.kernels.width
        let channels = window.window.output_channels
        let packed = OwnedBytes(
            byteCount: 4 * pose_packed_convolution_f32(width, depth, channels))
        pose_pack_convolution_f32(
            width, depth, channels, try binding.floats(operands.weights),
            try binding.floats(operands.bias), packed.floats)
        let slopes = try VectorSlopes(epilogue.slopes, binding, width)
        var before: VectorContext<pose_depthwise_f32>?
        if let depthwise { before = try depthwise.context(binding, delegate, output: nil) }
        let tiling = tiling(delegate)

        var context = pose_convolution_f32()
        context.window = window.window
        context.input = depthwise == nil ? try binding.floats(window.input) : nil
        context.output = UnsafeMutablePointer(mutating: try binding.floats(epilogue.output))
        context.weights = UnsafePointer(packed.floats)
        context.slopes = slopes?.pointer
        context.residual = try binding.floats(epilogue.residual)
        context.lower = epilogue.bounds.lowerBound
        context.upper = epilogue.bounds.upperBound
        if let before { context.depthwise = UnsafePointer(before.pointer) }
        context.is_flat = depthwise == nil && window.isFlat
        context.row_tiles = tiling.rowTiles
        context.panel_tiles = tiling.panelTiles
        context.panels_per_tile = tiling.panels
        context.scratch = binding.scratch.assumingMemoryBound(to: CChar.self)
        context.scratch_stride = binding.scratchStride
        let owner = VectorContext(context, keeping: [packed, slopes?.bytes, before])
        return owner.work(delegate.kernels.convolution_f32, tiles: tiling.count)
    }
}

/// PRELU's slopes, padded to whole vectors.
struct VectorSlopes {
    let bytes: OwnedBytes
    var pointer: UnsafePointer<Float> {
        UnsafePointer(bytes.address.assumingMemoryBound(to: Float.self))
    }

    init?(_ tensor: Int?, _ binding: ClaimBinding, _ width: Int) throws(InferenceError) {
        guard let tensor else { return nil }
        let slopes = try binding.tensor(tensor).elements(Float.self)
        let room = slopes.count + Int(POSE_PANEL_VECTORS) * width
        bytes = OwnedBytes(byteCount: room * 4)
        bytes.mutableBytes.initializeMemory(as: UInt8.self, repeating: 0)
        let padded = UnsafeMutableBufferPointer(
            start: bytes.floats, count: room)
        for index in slopes.indices { padded[index] = slopes[index] }
    }
}
