import CVectorKernels

/// QUANTIZE of float32 numbers to 8 bits.
struct VectorQuantize: VectorRecipe {
    private var input: Int
    private var output: Int
    private var quantization: Quantization
    private var isSigned: Bool
    private var count: Int

    static func claims(
        at position: Int, in graph: GraphView, of delegate: VectorDelegate
    ) -> [Claim] {
        let node = graph.nodes[position]
        guard delegate.kernels.quantize_q8 != nil, node.name == .builtin(.quantize),
            let input = node.inputs.first ?? nil, graph.tensor(input).type == .float32
        else { return [] }
        let output = graph.tensor(node.outputs[0])
        guard output.type == .int8 || output.type == .uint8,
            let quantization = output.quantization, !quantization.isPerChannel,
            quantization.scale > 0
        else { return [] }
        let recipe = VectorQuantize(
            input: input, output: node.outputs[0], quantization: quantization,
            isSigned: output.type == .int8, count: output.shape.count)
        return [
            Claim(
                nodes: [position], inputs: [input], outputs: node.outputs,
                cost: VectorRates.overhead + Double(recipe.count * 5) / VectorRates.bytes,
                recipe: recipe)
        ]
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        var context = pose_quantize_q8()
        context.input = try binding.floats(input)
        context.output = try binding.tensor(output).data.assumingMemoryBound(to: UInt8.self)
        context.scale = quantization.scale
        context.zero_point = Int32(clamping: quantization.zeroPoint)
        context.lower = isSigned ? -128 : 0
        context.upper = isSigned ? 127 : 255
        context.count = count
        context.count_per_tile = delegate.elementsPerTile(count)
        return VectorContext(context, keeping: [])
            .work(delegate.kernels.quantize_q8, tiles: context.count.tiles(context.count_per_tile))
    }
}

/// ADD of two 8-bit tensors of one shape.
struct QuantizedSum: VectorRecipe {
    private var inputs: (Int, Int)
    private var output: Int
    private var quantizations: (Quantization, Quantization, Quantization)
    private var isSigned: Bool
    private var bounds: ClosedRange<Int32>
    private var count: Int

    static func claims(
        at position: Int, in graph: GraphView, of delegate: VectorDelegate
    ) -> [Claim] {
        let node = graph.nodes[position]
        guard delegate.kernels.add_q8 != nil, node.name == .builtin(.add), node.inputs.count == 2,
            let first = node.inputs[0], let second = node.inputs[1],
            let activation = try? FusedActivation(node, field: 0)
        else { return [] }
        let known = (
            graph.tensor(first), graph.tensor(second), graph.tensor(node.outputs[0])
        )
        guard known.0.type == .int8 || known.0.type == .uint8, known.1.type == known.0.type,
            known.2.type == known.0.type, known.0.shape == known.1.shape,
            let one = known.0.quantization, let two = known.1.quantization,
            let sum = known.2.quantization, one.scale > 0, two.scale > 0, sum.scale > 0,
            // A sum that is scaled up needs a shift to the left.
            2 * max(one.scale, two.scale) / (sum.scale * Float(1 << 20)) < 1
        else { return [] }
        let recipe = QuantizedSum(
            inputs: (first, second), output: node.outputs[0], quantizations: (one, two, sum),
            isSigned: known.0.type == .int8, bounds: activation.bounds(known.0.type, sum),
            count: known.2.shape.count)
        return [
            Claim(
                nodes: [position], inputs: [first, second], outputs: node.outputs,
                cost: VectorRates.overhead + Double(recipe.count * 15) / VectorRates.bytes,
                recipe: recipe)
        ]
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        // As in TensorFlow Lite's add.cc: both summands go to twice the larger scale, 20 bits up.
        let common = Double(2 * max(quantizations.0.scale, quantizations.1.scale))
        let a = FixedPointMultiplier(Double(quantizations.0.scale) / common)
        let b = FixedPointMultiplier(Double(quantizations.1.scale) / common)
        let o = FixedPointMultiplier(
            common / (Double(1 << 20) * Double(quantizations.2.scale)))
        var context = pose_add_q8()
        context.a = try binding.bytes(inputs.0)
        context.b = try binding.bytes(inputs.1)
        context.output = try binding.tensor(output).data.assumingMemoryBound(to: UInt8.self)
        context.is_signed = isSigned
        context.a_zero_point = Int32(clamping: quantizations.0.zeroPoint)
        context.a_fraction = a.fraction
        context.a_shift = Int32(-a.exponent)
        context.b_zero_point = Int32(clamping: quantizations.1.zeroPoint)
        context.b_fraction = b.fraction
        context.b_shift = Int32(-b.exponent)
        context.output_zero_point = Int32(clamping: quantizations.2.zeroPoint)
        context.output_fraction = o.fraction
        context.output_shift = Int32(-o.exponent)
        context.lower = bounds.lowerBound
        context.upper = bounds.upperBound
        context.count = count
        context.count_per_tile = delegate.elementsPerTile(count)
        let kept = [try binding.tensor(inputs.0).owner, try binding.tensor(inputs.1).owner]
        return VectorContext(context, keeping: kept)
            .work(delegate.kernels.add_q8, tiles: context.count.tiles(context.count_per_tile))
    }
}

extension Int {
    /// The tiles of a size that cover so many elements.
    func tiles(_ size: Int) -> Int { (self + size - 1) / Swift.max(size, 1) }
}
