import CVectorKernels

/// An 8-bit depthwise convolution with a PAD before it.
struct QuantizedDepthwise: VectorRecipe {
    var position: Int
    var window: ConvolutionWindow
    var operands: QuantizedOperands
    var output: Int

    static func claims(
        at position: Int, in graph: GraphView, of delegate: VectorDelegate
    ) -> [Claim] {
        let node = graph.nodes[position]
        guard delegate.kernels.depthwise_q8 != nil, node.name == .builtin(.depthwiseConv2d),
            let activation = try? FusedActivation(node, field: 4),
            let operands = QuantizedOperands(node, graph, channelAxis: 3, activation: activation)
        else { return [] }
        return [false, true].compactMap { takingPad in
            guard let window = ConvolutionWindow(position, in: graph, takingPad: takingPad),
                window.window.output_channels == window.window.input_channels,
                window.taps <= Int(POSE_DEPTHWISE_Q8_TAPS),
                window.pad == nil || graph.tensor(window.input).quantization == operands.input
            else { return nil }
            let recipe = QuantizedDepthwise(
                position: position, window: window, operands: operands, output: node.outputs[0])
            return Claim(
                nodes: [position, window.pad].compactMap { $0 }.sorted(),
                inputs: [window.input] + operands.tensors, outputs: [recipe.output],
                cost: VectorRates.overhead
                    + Double(recipe.operations) / VectorRates.quantizedDepthwise,
                packed: [operands.weights], recipe: recipe)
        }
    }

    private var operations: Int {
        2 * window.outputPixels * window.taps * window.window.input_channels
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        let channels = window.window.input_channels
        let packed = OwnedBytes(byteCount: pose_packed_depthwise_q8(window.taps, channels))
        let weights = try binding.tensor(operands.weights).elements(UInt8.self)
        pose_pack_depthwise_q8(
            window.taps, channels, weights.baseAddress, operands.weightFlip,
            packed.address.assumingMemoryBound(to: Int8.self))
        var sums = [Int32](repeating: 0, count: channels)
        for index in weights.indices {
            sums[index % channels] &+= Int32(Int8(bitPattern: weights[index] ^ operands.weightFlip))
        }
        let table = RequantizationTable(
            operands, places: pose_padded_depthwise_q8(channels), channels: channels,
            depth: window.taps, weightSums: sums, bias: try operands.biases(binding)
        ) { pose_depthwise_q8_channel(channels, $0) }
        let padding = OwnedBytes(byteCount: channels + 64)
        padding.mutableBytes.initializeMemory(as: UInt8.self, repeating: operands.padding)
        let rows = window.window.batch * window.window.output_height

        var context = pose_depthwise_q8()
        context.window = window.window
        context.input = UnsafePointer(
            try binding.tensor(window.input).data.assumingMemoryBound(to: UInt8.self))
        context.output = try binding.tensor(output).data.assumingMemoryBound(to: UInt8.self)
        context.weights = UnsafePointer(packed.address.assumingMemoryBound(to: Int8.self))
        context.requantization = table.requantization
        context.is_signed = operands.isSigned
        context.padding = UnsafePointer(padding.address.assumingMemoryBound(to: UInt8.self))
        context.weight_zero_point = operands.weightZeroPoint
        context.row_tiles = delegate.rowTiles(
            rows: rows, operations: operations / max(rows, 1) * 3,
            bytes: window.window.input_width * channels)
        return VectorContext(context, keeping: [packed, table, padding])
            .work(delegate.kernels.depthwise_q8, tiles: context.row_tiles)
    }
}
