#if XNNPACK
    import CVectorKernels
    import CXNNPACKLibrary

    /// MAX_POOL_2D and AVERAGE_POOL_2D.
    struct XNNPACKPooling: XNNPACKRecipe {
        private var isMean: Bool
        private var numbers: XNNPACKNumbers
        private var window: pose_xnn_window
        private var channels: Int
        private var affine: pose_xnn_affine
        private var range: pose_xnn_range
        private var input: Int
        private var output: Int

        static func claims(at position: Int, in graph: GraphView) -> [Claim] {
            let node = graph.nodes[position]
            guard node.name == .builtin(.maxPool2d) || node.name == .builtin(.averagePool2d),
                let request = try? PoolWindow(
                    graph.request(position), [.float32, .int8, .uint8]),
                let input = node.inputs[0], let recipe = XNNPACKPooling(node, input, request, graph)
            else { return [] }
            let taps = request.image.rows.size * request.image.columns.size
            let output = graph.tensor(node.outputs[0])
            let bytes = output.shape.count * taps * (output.type.byteCount ?? 1)
            return [
                Claim(
                    nodes: [position], inputs: [input], outputs: node.outputs,
                    cost: XNNPACKRates.overhead + Double(bytes) / XNNPACKRates.bytes,
                    recipe: recipe)
            ]
        }

        private init?(_ node: Node, _ input: Int, _ pool: PoolWindow, _ graph: GraphView) {
            let known = (graph.tensor(input), graph.tensor(node.outputs[0]))
            let (rows, columns) = (pool.image.rows, pool.image.columns)
            isMean = node.name == .builtin(.averagePool2d)
            guard let numbers = XNNPACKNumbers(pool.type),
                let range = numbers.range(pool.activation, known.1),
                // The library calls windows of one element meaningless.
                rows.size * columns.size > 1,
                let window = pose_xnn_window(
                    pose_window(
                        input_height: rows.input, input_width: columns.input,
                        input_channels: pool.channels, output_height: rows.output,
                        output_width: columns.output, output_channels: pool.channels,
                        kernel_height: rows.size, kernel_width: columns.size,
                        stride_height: rows.stride, stride_width: columns.stride,
                        dilation_height: 1, dilation_width: 1, padding_top: rows.padding,
                        padding_left: columns.padding, batch: pool.image.batch))
            else { return nil }
            affine = pose_xnn_affine(scale: 1, zero_point: 0)
            if case .whole(let isSigned) = numbers, isMean {
                // Means are taken of numbers as they are, whatever they stand for.
                // Beside padding, version 0.0~git20220216 gives means that are far off.
                guard !isSigned, window.isUnpadded, known.0.quantization == known.1.quantization,
                    let affine = numbers.affine(known.0)
                else { return nil }
                self.affine = affine
            }
            self.numbers = numbers
            self.window = window
            self.range = range
            self.input = input
            channels = pool.channels
            output = node.outputs[0]
        }

        var roundsAsReference: Bool { !isMean || numbers.isReal }

        func operation(
            _ binding: ClaimBinding, _ threads: XNNPACKThreads
        ) throws(InferenceError) -> XNNPACKOperator {
            var pooling = pose_xnn_pooling()
            pooling.type = numbers.type
            pooling.window = window
            pooling.channels = channels
            pooling.is_mean = isMean
            pooling.input = UnsafeRawPointer(try binding.tensor(input).data)
            pooling.output = try binding.tensor(output).data
            pooling.input_affine = affine
            pooling.output_affine = affine
            pooling.range = range
            return try XNNPACKOperator(threads, pooling, pose_xnn_pool_image)
        }
    }
#endif
