import CVectorKernels

/// An 8-bit convolution with a PAD before it.
struct QuantizedConvolution: VectorRecipe {
    var position: Int
    var window: ConvolutionWindow
    var operands: QuantizedOperands
    var output: Int

    /// Claims of a CONV_2D, as it is and with a PAD before it.
    static func claims(
        at position: Int, in graph: GraphView, of delegate: VectorDelegate
    ) -> [Claim] {
        let node = graph.nodes[position]
        guard delegate.kernels.convolution_q8 != nil, node.name == .builtin(.conv2d),
            let activation = try? FusedActivation(node, field: 3),
            let operands = QuantizedOperands(node, graph, channelAxis: 0, activation: activation)
        else { return [] }
        return [false, true].compactMap { takingPad in
            guard let window = ConvolutionWindow(position, in: graph, takingPad: takingPad),
                graph.tensor(operands.weights).shape[3] == window.window.input_channels,
                window.pad == nil || graph.tensor(window.input).quantization == operands.input
            else { return nil }
            return QuantizedConvolution(
                position: position, window: window, operands: operands, output: node.outputs[0]
            ).claim(delegate)
        }
    }

    private var depth: Int { window.taps * window.window.input_channels }
    private var operations: Int { 2 * window.outputPixels * depth * window.window.output_channels }
    /// Neighbouring inputs of a segment: a kernel row's, unless its taps are dilated.
    private var segmentLength: Int {
        window.window.input_channels
            * (window.window.dilation_width == 1 ? window.window.kernel_width : 1)
    }

    private func claim(_ delegate: VectorDelegate) -> Claim {
        Claim(
            nodes: [position, window.pad].compactMap { $0 }.sorted(),
            inputs: [window.input] + operands.tensors, outputs: [output],
            cost: VectorRates.overhead + Double(operations) / VectorRates.quantizedProduct,
            scratchByteCount: scratchByteCount(delegate), packed: [operands.weights], recipe: self)
    }

    private func tiling(_ delegate: VectorDelegate) -> ProductTiling {
        ProductTiling(
            window, depth: depth, elementBytes: 1, panelChannels: Int(POSE_PANEL_Q8),
            operations: operations / 3, delegate: delegate)
    }

    /// The sums of a row's pixels, then the strip that one worker pads or makes unsigned.
    private func scratchByteCount(_ delegate: VectorDelegate) -> Int {
        let tiling = tiling(delegate)
        var bytes = 0
        if operands.weightZeroPoint != 0 {
            bytes += ((window.isFlat ? tiling.rows : window.window.output_width) + 15) * 4
        }
        guard window.isFlat else { return bytes + window.stripElements(rows: tiling.rows) + 64 }
        return operands.isSigned
            ? bytes + tiling.rows * window.window.input_channels + 64 : bytes
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        let channels = window.window.output_channels
        let segments = depth / segmentLength
        let packed = OwnedBytes(
            byteCount: pose_packed_convolution_q8(segments, segmentLength, channels))
        let weights = try binding.tensor(operands.weights).elements(UInt8.self)
        pose_pack_convolution_q8(
            segments, segmentLength, channels, weights.baseAddress, operands.weightFlip,
            packed.address.assumingMemoryBound(to: Int8.self))
        let bias = try operands.biases(binding)
        let panel = Int(POSE_PANEL_Q8)
        let table = RequantizationTable(
            operands, places: (channels + panel - 1) / panel * panel, channels: channels,
            depth: depth,
            weightSums: operands.sums(weights, channels: channels, depth: depth), bias: bias
        ) { $0 }
        let tiling = tiling(delegate)

        var context = pose_convolution_q8()
        context.window = window.window
        context.input = UnsafePointer(
            try binding.tensor(window.input).data.assumingMemoryBound(to: UInt8.self))
        context.output = try binding.tensor(output).data.assumingMemoryBound(to: UInt8.self)
        context.weights = UnsafePointer(packed.address.assumingMemoryBound(to: Int8.self))
        context.requantization = table.requantization
        context.flip = operands.isSigned ? 0x8080_8080 : 0
        context.padding = operands.padding
        context.weight_zero_point = operands.weightZeroPoint
        context.is_flat = window.isFlat
        context.row_tiles = tiling.rowTiles
        context.panel_tiles = tiling.panelTiles
        context.panels_per_tile = tiling.panels
        context.scratch = binding.scratch.assumingMemoryBound(to: CChar.self)
        context.scratch_stride = binding.scratchStride
        return VectorContext(context, keeping: [packed, table])
            .work(delegate.kernels.convolution_q8, tiles: tiling.count)
    }
}

extension QuantizedOperands {
    func biases(_ binding: ClaimBinding) throws(InferenceError) -> UnsafePointer<Int32>? {
        guard let bias else { return nil }
        return UnsafePointer(try binding.tensor(bias).data.assumingMemoryBound(to: Int32.self))
    }

    /// For each channel the sum of its signed weights, which lie one after the other.
    func sums(
        _ weights: UnsafeMutableBufferPointer<UInt8>, channels: Int, depth: Int
    ) -> [Int32] {
        (0..<channels).map { channel in
            var sum: Int32 = 0
            for index in channel * depth..<(channel + 1) * depth {
                sum &+= Int32(Int8(bitPattern: weights[index] ^ weightFlip))
            }
            return sum
        }
    }
}
