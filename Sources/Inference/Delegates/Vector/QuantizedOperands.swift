import CVectorKernels

/// The operands of an 8-bit convolution whose weights are known.
struct QuantizedOperands: Sendable {
    var weights: Int
    var bias: Int?
    /// Inputs and outputs are int8; else uint8.
    var isSigned: Bool
    var input: Quantization
    var weight: Quantization
    var output: Quantization
    var bounds: ClosedRange<Int32>

    /// - Parameter channelAxis: the axis of the weights that output channels go along.
    init?(_ node: Node, _ graph: GraphView, channelAxis: Int, activation: FusedActivation) {
        guard node.inputs.count >= 2, let input = node.inputs[0], let weights = node.inputs[1],
            graph.isConstant(weights)
        else { return nil }
        let known = (graph.tensor(input), graph.tensor(weights), graph.tensor(node.outputs[0]))
        guard known.0.type == known.2.type, known.1.type == known.0.type,
            known.0.type == .int8 || known.0.type == .uint8,
            let inputs = known.0.quantization, !inputs.isPerChannel,
            let outputs = known.2.quantization, !outputs.isPerChannel, outputs.scale > 0,
            let scales = known.1.quantization
        else { return nil }
        isSigned = known.0.type == .int8
        if isSigned {
            guard scales.zeroPoints.allSatisfy({ $0 == 0 }) else { return nil }
        } else {
            guard !scales.isPerChannel, 0...255 ~= scales.zeroPoint else { return nil }
        }
        guard !scales.isPerChannel || scales.dimension == channelAxis,
            (isSigned ? -128...127 : 0...255) ~= inputs.zeroPoint
        else { return nil }
        self.weights = weights
        self.input = inputs
        self.weight = scales
        self.output = outputs
        bounds = activation.bounds(known.0.type, outputs)
        if node.inputs.count > 2, let bias = node.inputs[2] {
            guard graph.isConstant(bias), graph.tensor(bias).type == .int32 else { return nil }
            self.bias = bias
        }
    }

    var tensors: [Int] { [weights] + (bias.map { [$0] } ?? []) }

    /// The inputs' zero point as the kernels see inputs: unsigned.
    var unsignedZeroPoint: Int32 { Int32(input.zeroPoint) + (isSigned ? 128 : 0) }
    /// The byte that stands for zero among the inputs.
    var padding: UInt8 { UInt8(truncatingIfNeeded: input.zeroPoint) }
    /// The weights' zero point once they are signed.
    var weightZeroPoint: Int32 { isSigned ? 0 : Int32(weight.zeroPoint) - 128 }
    /// What makes stored weights signed.
    var weightFlip: UInt8 { isSigned ? 0 : 0x80 }

    /// The factor from a channel's sums to outputs.
    func factor(_ channel: Int) -> Double {
        // uint8 kernels multiply the scales as floats, int8 kernels as doubles: so does LiteRT.
        guard isSigned else { return Double(input.scale * weight.scale) / Double(output.scale) }
        let scale = weight.isPerChannel ? weight.scales[channel] : weight.scale
        return Double(input.scale) * Double(scale) / Double(output.scale)
    }
}

/// The numbers of a requantization in packed order, kept alive for the kernels.
final class RequantizationTable {
    private let numbers: OwnedBytes
    let requantization: pose_requantization

    /// - Parameters:
    ///   - places: packed output channels.
    ///   - channel: the channel at each place; one behind the last has no numbers.
    ///   - weightSums: for each channel the sum of its signed weights.
    ///   - depth: the inputs that each sum goes over.
    init(
        _ operands: QuantizedOperands, places: Int, channels: Int, depth: Int, weightSums: [Int32],
        bias: UnsafePointer<Int32>?, channel: (Int) -> Int
    ) {
        numbers = OwnedBytes(byteCount: places * 24)
        numbers.mutableBytes.initializeMemory(as: UInt8.self, repeating: 0)
        let table = numbers.address.assumingMemoryBound(to: Int32.self)
        let constant =
            Int32(truncatingIfNeeded: depth) &* operands.unsignedZeroPoint
            &* operands.weightZeroPoint
        var shiftsLeft = false
        for place in 0..<places {
            let channel = channel(place)
            guard channel < channels else { continue }
            let factor = FixedPointMultiplier(operands.factor(channel))
            table[place] =
                (bias?[channel] ?? 0) &- operands.unsignedZeroPoint &* weightSums[channel]
                &+ constant
            table[places + place] = factor.fraction
            table[2 * places + place] = Int32(max(factor.exponent, 0))
            let right = Int32(max(-factor.exponent, 0))
            table[3 * places + place] = right
            table[4 * places + place] = (1 << right) >> 1
            table[5 * places + place] = right > 0 ? -1 : 0
            shiftsLeft = shiftsLeft || factor.exponent > 0
        }
        requantization = pose_requantization(
            bias: table, fraction: table + places, left_shift: table + 2 * places,
            right_shift: table + 3 * places, half: table + 4 * places,
            is_shifted: table + 5 * places, shifts_left: shiftsLeft,
            zero_point: Int32(operands.output.zeroPoint),
            lower: operands.bounds.lowerBound, upper: operands.bounds.upperBound)
    }
}
