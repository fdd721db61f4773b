#if XNNPACK
    import CXNNPACKLibrary

    /// Products of inputs with known weights: convolutions, their transposes and FULLY_CONNECTED,
    /// in float32 and in 8 bits.
    struct XNNPACKProduct: XNNPACKRecipe {
        enum Form: Sendable {
            case convolution
            case depthwise
            case transposed
            case matrix
        }

        enum Operands: Sendable {
            case real(FloatOperands, ClosedRange<Float>)
            case quantized(QuantizedOperands)

            /// - Parameters:
            ///   - node: With the input first and the weights second.
            ///   - activation: Fused by the node.
            init?(
                _ node: Node, _ graph: GraphView, channelAxis: Int, activation: FusedActivation
            ) {
                if let real = FloatOperands(node, graph) {
                    self = .real(real, activation.bounds)
                } else if let quantized = QuantizedOperands(
                    node, graph, channelAxis: channelAxis, activation: activation),
                    quantized.fitsXNNPACK
                {
                    self = .quantized(quantized)
                } else {
                    return nil
                }
            }

            var tensors: [Int] {
                switch self {
                case .real(let operands, _): operands.tensors
                case .quantized(let operands): operands.tensors
                }
            }

            var isPerChannel: Bool {
                guard case .quantized(let operands) = self else { return false }
                return operands.weight.isPerChannel
            }
        }

        var position: Int
        var form: Form
        var window: pose_xnn_window
        var groups = 1
        var groupInputs: Int
        var groupOutputs: Int
        var operands: Operands
        var input: Int
        var output: Int
        /// Nodes that are taken in besides.
        var others: [Int] = []

        func claim(_ graph: GraphView) -> Claim {
            let operations = Double(graph.operations(position))
            let rate: Double =
                switch (operands, form) {
                case (.real, .depthwise): XNNPACKRates.depthwise
                case (.real, _): XNNPACKRates.product
                case (.quantized, .depthwise): XNNPACKRates.quantizedDepthwise
                case (.quantized, _): XNNPACKRates.quantizedProduct
                }
            // Kernels compute whole tiles of rows.
            let rows = max(outputRows(graph), 1)
            let tiles = (rows + XNNPACKRates.rows - 1) / XNNPACKRates.rows * XNNPACKRates.rows
            let waste = form == .depthwise ? 1 : Double(tiles) / Double(rows)
            let read = form == .depthwise ? 0 : Double(graph.tensor(input).shape.count)
            return Claim(
                nodes: ([position] + others).sorted(), inputs: [input] + operands.tensors,
                outputs: [output],
                cost: XNNPACKRates.overhead + operations * waste / rate + read / XNNPACKRates.bytes,
                packed: operands.tensors, recipe: self)
        }

        private func outputRows(_ graph: GraphView) -> Int {
            graph.tensor(output).shape.count / max(groups * groupOutputs, 1)
        }

        var roundsAsReference: Bool {
            switch operands {
            case .real: true
            case .quantized: false
            }
        }

        func operation(
            _ binding: ClaimBinding, _ threads: XNNPACKThreads
        ) throws(InferenceError) -> XNNPACKOperator {
            var product = pose_xnn_product()
            product.window = window
            product.groups = UInt32(clamping: groups)
            product.group_input_channels = groupInputs
            product.group_output_channels = groupOutputs
            product.is_depthwise = form == .depthwise
            product.input = UnsafeRawPointer(try binding.tensor(input).data)
            product.output = try binding.tensor(output).data
            switch operands {
            case .real(let operands, let bounds):
                product.type = POSE_XNN_F32
                product.weights = UnsafeRawPointer(try binding.floats(operands.weights))
                product.bias = UnsafeRawPointer(try binding.floats(operands.bias))
                product.range = pose_xnn_range(reals: bounds)
                return try make(product, threads)
            case .quantized(let operands):
                product.type =
                    operands.isSigned
                    ? (operands.weight.isPerChannel ? POSE_XNN_S8_CHANNELS : POSE_XNN_S8)
                    : POSE_XNN_U8
                product.weights = UnsafeRawPointer(try binding.tensor(operands.weights).data)
                product.bias = try operands.bias.map { bias throws(InferenceError) in
                    UnsafeRawPointer(try binding.tensor(bias).data)
                }
                product.input_affine = pose_xnn_affine(operands.input)
                product.output_affine = pose_xnn_affine(operands.output)
                product.weight_zero_point = Int32(clamping: operands.weight.zeroPoint)
                product.range = pose_xnn_range(wholes: operands.bounds)
                // The library copies the scales while it makes the operator.
                let scales = OwnedBytes(byteCount: operands.weight.scales.count * 4)
                for (channel, scale) in operands.weight.scales.enumerated() {
                    scales.floats[channel] = scale
                }
                product.weight_scales = UnsafePointer(scales.floats)
                defer { withExtendedLifetime(scales) {} }
                return try make(product, threads)
            }
        }

        private func make(
            _ product: pose_xnn_product, _ threads: XNNPACKThreads
        ) throws(InferenceError) -> XNNPACKOperator {
            switch form {
            case .convolution, .depthwise:
                try XNNPACKOperator(threads, product, pose_xnn_convolution)
            case .transposed:
                try XNNPACKOperator(threads, product, pose_xnn_transposed_convolution)
            case .matrix: try XNNPACKOperator(threads, product, pose_xnn_fully_connected)
            }
        }
    }

    extension pose_xnn_affine {
        init(_ quantization: Quantization) {
            self.init(
                scale: quantization.scale, zero_point: Int32(clamping: quantization.zeroPoint))
        }
    }

    extension QuantizedOperands {
        /// The library's limits: normal scales, factors below 256 (and not vanishing), and a range
        /// that is not a single number.
        var fitsXNNPACK: Bool {
            guard bounds.lowerBound < bounds.upperBound, input.scale > 0, input.scale.isNormal,
                output.scale.isNormal,
                (isSigned ? -128...127 : 0...255) ~= output.zeroPoint
            else { return false }
            return weight.scales.indices.allSatisfy { channel in
                let factor = input.scale * weight.scales[channel] / output.scale
                return weight.scales[channel] > 0 && weight.scales[channel].isNormal
                    && factor >= 0x1p-32 && factor < 256
            }
        }
    }
#endif
