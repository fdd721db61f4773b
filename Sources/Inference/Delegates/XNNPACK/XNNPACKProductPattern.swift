#if XNNPACK
    import CVectorKernels
    import CXNNPACKLibrary

    /// Where products stand in a graph: nodes, with a PAD before and a range after them.
    extension XNNPACKProduct {
        static func claims(at position: Int, in graph: GraphView) -> [Claim] {
            let node = graph.nodes[position]
            let plain: [XNNPACKProduct?] =
                switch node.name {
                case .builtin(.conv2d), .builtin(.depthwiseConv2d):
                    [
                        convolution(position, graph, takingPad: false),
                        convolution(position, graph, takingPad: true),
                    ]
                case .builtin(.transposeConv): [transposed(position, graph)]
                case .builtin(.fullyConnected): [matrix(position, graph)]
                default: []
                }
            return plain.compactMap { $0 }.flatMap { product in
                [product.claim(graph)] + (product.clamped(graph).map { [$0.claim(graph)] } ?? [])
            }
        }

        /// With the range that follows taken in.
        private func clamped(_ graph: GraphView) -> XNNPACKProduct? {
            guard case .real(let real, let bounds) = operands,
                let clamp = XNNPACKClamp(after: output, bounds: bounds, in: graph)
            else { return nil }
            var product = self
            product.operands = .real(real, clamp.bounds)
            product.others.append(clamp.position)
            product.output = clamp.output
            return product
        }

        private static func convolution(
            _ position: Int, _ graph: GraphView, takingPad: Bool
        ) -> XNNPACKProduct? {
            let node = graph.nodes[position]
            let isDepthwise = node.name == .builtin(.depthwiseConv2d)
            guard let activation = try? FusedActivation(node, field: isDepthwise ? 4 : 3),
                let operands = Operands(
                    node, graph, channelAxis: isDepthwise ? 3 : 0, activation: activation),
                let image = ConvolutionWindow(position, in: graph, takingPad: takingPad),
                let window = pose_xnn_window(image.window)
            else { return nil }
            if case .quantized(let quantized) = operands, image.pad != nil {
                // Padding is the zero of what the convolution reads.
                guard graph.tensor(image.input).quantization == quantized.input else { return nil }
            }
            let channels = image.window.input_channels
            let outputs = image.window.output_channels
            let depth = isDepthwise ? 1 : graph.tensor(operands.tensors[0]).shape[3]
            guard depth > 0, channels.isMultiple(of: depth) else { return nil }
            let groups = channels / depth
            guard outputs.isMultiple(of: groups) else { return nil }
            return XNNPACKProduct(
                position: position, form: isDepthwise ? .depthwise : .convolution, window: window,
                groups: groups, groupInputs: depth, groupOutputs: outputs / groups,
                operands: operands, input: image.input, output: node.outputs[0],
                others: image.pad.map { [$0] } ?? [])
        }

        private static func matrix(_ position: Int, _ graph: GraphView) -> XNNPACKProduct? {
            let node = graph.nodes[position]
            guard let activation = try? FusedActivation(node, field: 0),
                let operands = Operands(node, graph, channelAxis: 0, activation: activation),
                let input = node.inputs[0]
            else { return nil }
            let weights = graph.tensor(operands.tensors[0]).shape
            guard weights.rank == 2, weights[1] > 0 else { return nil }
            let rows = graph.tensor(input).shape.count / weights[1]
            // Only convolutions have a scale for each channel: of an image of one column.
            var window = pose_xnn_window(rows: rows)
            if operands.isPerChannel {
                window.batch = 1
                window.input_height = rows
            }
            return XNNPACKProduct(
                position: position, form: operands.isPerChannel ? .convolution : .matrix,
                window: window, groupInputs: weights[1], groupOutputs: weights[0],
                operands: operands, input: input, output: node.outputs[0])
        }

        private static func transposed(_ position: Int, _ graph: GraphView) -> XNNPACKProduct? {
            // The first input is the output's shape.
            var node = graph.nodes[position]
            guard node.inputs.count >= 3 else { return nil }
            node.inputs = [node.inputs[2], node.inputs[1]] + node.inputs.dropFirst(3)
            guard let activation = try? FusedActivation(node, field: 3),
                let operands = Operands(node, graph, channelAxis: 0, activation: activation),
                !operands.isPerChannel, let input = node.inputs[0],
                let rule = try? PaddingRule(node, field: 0),
                let strideWidth = try? node.options.int32(1),
                let strideHeight = try? node.options.int32(2), strideWidth > 0, strideHeight > 0
            else { return nil }
            let image = graph.tensor(input).shape
            let weights = graph.tensor(operands.tensors[0]).shape
            let output = graph.tensor(node.outputs[0]).shape
            guard image.rank == 4, output.rank == 4,
                let vertical = Spread(
                    rule, input: image[1], output: output[1], size: weights[1],
                    stride: strideHeight),
                let horizontal = Spread(
                    rule, input: image[2], output: output[2], size: weights[2],
                    stride: strideWidth)
            else { return nil }
            let window = pose_xnn_window(
                batch: image[0], input_height: image[1], input_width: image[2],
                kernel_height: vertical.size, kernel_width: horizontal.size,
                stride_height: vertical.stride, stride_width: horizontal.stride,
                dilation_height: 1, dilation_width: 1, padding_top: vertical.before,
                padding_right: horizontal.after, padding_bottom: vertical.after,
                padding_left: horizontal.before, adjustment_height: vertical.adjustment,
                adjustment_width: horizontal.adjustment)
            return XNNPACKProduct(
                position: position, form: .transposed, window: window, groupInputs: image[3],
                groupOutputs: output[3], operands: operands, input: input,
                output: node.outputs[0])
        }
    }

    /// How a transposed convolution goes along one axis, in the library's terms.
    private struct Spread {
        var size: UInt32
        var stride: UInt32
        var before: UInt32
        var after: UInt32
        /// Elements behind those that windows reach; fewer than the stride.
        var adjustment: UInt32

        /// Nil where the library could not give that many outputs.
        init?(_ rule: PaddingRule, input: Int, output: Int, size: Int, stride: Int) {
            // The padding that the convolution from `output` elements would have.
            let count =
                rule == .same
                ? (output + stride - 1) / stride : (output + stride - size) / stride
            let padding = max((count - 1) * stride + size - output, 0) / 2
            let behind = (input - 1) * stride + size - padding - output
            guard let size = UInt32(exactly: size), let stride = UInt32(exactly: stride),
                let before = UInt32(exactly: padding), let after = UInt32(exactly: max(behind, 0)),
                let adjustment = UInt32(exactly: max(-behind, 0)), adjustment < stride
            else { return nil }
            self.size = size
            self.stride = stride
            self.before = before
            self.after = after
            self.adjustment = adjustment
        }
    }
#endif
