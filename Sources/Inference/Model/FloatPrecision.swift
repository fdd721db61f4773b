extension Model {
    /// The same model with reals in place of quantized numbers: constants are turned into reals
    /// once, and QUANTIZE and DEQUANTIZE, then between reals, only copy.
    ///
    /// Inputs and outputs that are quantized become float32 too and hold the reals that their
    /// numbers stood for. What saturation to a range of numbers did is not done.
    func inFloat() throws(InferenceError) -> Model {
        var model = self
        for index in model.subgraphs.indices {
            try model.subgraphs[index].turnIntoReals()
        }
        return model
    }
}

extension Subgraph {
    fileprivate mutating func turnIntoReals() throws(InferenceError) {
        let biases = biasTensors()
        for index in tensors.indices {
            let isBias = biases[index] != nil && tensors[index].type != .float32
            guard tensors[index].type.isQuantizable && tensors[index].quantization != nil || isBias
            else { continue }
            if let quantization = biases[index], isBias {
                tensors[index].quantization = quantization
            }
            try tensors[index].turnIntoReals(place: "tensor \(index)")
        }
        for index in nodes.indices {
            guard
                [.builtin(.quantize), .builtin(.dequantize)].contains(nodes[index].name),
                let input = nodes[index].inputs.first ?? nil,
                let output = nodes[index].outputs.first,
                tensors[input].type == .float32, tensors[output].type == .float32
            else { continue }
            nodes[index].name = .builtin(.cast)
            nodes[index].version = 1
            nodes[index].options = .none
        }
    }

    /// The whole-number biases of products, with the scales of their sums.
    private func biasTensors() -> [Int: Quantization] {
        var biases: [Int: Quantization] = [:]
        for node in nodes {
            let place: (input: Int, weights: Int, bias: Int)
            switch node.name {
            case .builtin(.conv2d), .builtin(.depthwiseConv2d), .builtin(.fullyConnected):
                place = (0, 1, 2)
            case .builtin(.transposeConv): place = (2, 1, 3)
            default: continue
            }
            guard node.inputs.count > place.bias, let bias = node.inputs[place.bias],
                let input = node.inputs[place.input], let weights = node.inputs[place.weights],
                [.int32, .int64].contains(tensors[bias].type),
                let scale = tensors[input].quantization?.scales.first,
                let scales = tensors[weights].quantization?.scales
            else { continue }
            biases[bias] = Quantization(
                scales: scales.map { $0 * scale },
                zeroPoints: [Int](repeating: 0, count: scales.count))
        }
        return biases
    }
}

extension TensorDescription {
    /// Makes a quantized tensor one of reals; its constant is turned into them.
    fileprivate mutating func turnIntoReals(place: String) throws(InferenceError) {
        guard let quantization else { return }
        if let constant {
            guard sparsity == nil, quantization.scales.count == quantization.zeroPoints.count,
                !quantization.isPerChannel
                    || quantization.dimension < shape.rank
                        && shape[quantization.dimension] == quantization.scales.count
            else {
                throw InferenceError(
                    .unsupported, place: place, "cannot be turned into reals: its scales do not fit"
                )
            }
            self.constant = reals(constant, quantization)
        }
        type = .float32
        self.quantization = nil
    }

    private func reals(_ constant: ConstantData, _ quantization: Quantization) -> ConstantData {
        let result = OwnedBytes(byteCount: shape.count * 4)
        // Elements that follow one another with the same scale.
        let inner =
            quantization.isPerChannel
            ? shape.dimensions[(quantization.dimension + 1)...].reduce(1, *) : max(shape.count, 1)
        func fill<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type) {
            let numbers = constant.bytes.bindMemory(to: Number.self)
            for index in 0..<min(shape.count, numbers.count) {
                let channel = index / max(inner, 1) % quantization.scales.count
                let number = Int64(numbers[index]) - Int64(quantization.zeroPoints[channel])
                result.floats[index] = Float(number) * quantization.scales[channel]
            }
        }
        switch type {
        case .uint8: fill(UInt8.self)
        case .int16: fill(Int16.self)
        case .int32: fill(Int32.self)
        case .int64: fill(Int64.self)
        default: fill(Int8.self)
        }
        return result.constant
    }
}
