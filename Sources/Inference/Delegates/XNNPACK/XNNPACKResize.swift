#if XNNPACK
    import CXNNPACKLibrary

    /// RESIZE_BILINEAR of reals and unsigned bytes. Signed ones would come out two levels apart from
    /// the reference, which computes their places in units of 2^-10.
    struct XNNPACKResize: XNNPACKRecipe {
        private var sampling: ImageSampling
        private var numbers: XNNPACKNumbers
        private var target: Shape
        private var input: Int
        private var output: Int

        static func claims(at position: Int, in graph: GraphView) -> [Claim] {
            let node = graph.nodes[position]
            guard node.name == .builtin(.resizeBilinear),
                let plan = try? ResizeBilinear(graph.request(position)),
                plan.sampling.type != .int8, let numbers = XNNPACKNumbers(plan.sampling.type),
                let target = plan.sampling.output,
                let input = node.inputs[0],
                // The library's limit.
                max(plan.sampling.input[1], plan.sampling.input[2], target[1], target[2]) < 1 << 24
            else { return [] }
            let recipe = XNNPACKResize(
                sampling: plan.sampling, numbers: numbers, target: target, input: input,
                output: node.outputs[0])
            let bytes = target.count * (plan.sampling.type.byteCount ?? 1) * 5
            return [
                Claim(
                    nodes: [position], inputs: [input], outputs: node.outputs,
                    cost: XNNPACKRates.overhead + Double(bytes) / XNNPACKRates.resizedBytes,
                    recipe: recipe)
            ]
        }

        var roundsAsReference: Bool { numbers.isReal }

        func operation(
            _ binding: ClaimBinding, _ threads: XNNPACKThreads
        ) throws(InferenceError) -> XNNPACKOperator {
            var resizing = pose_xnn_resizing()
            resizing.type = numbers.type
            resizing.batch = sampling.input[0]
            resizing.channels = sampling.input[3]
            resizing.input_height = sampling.input[1]
            resizing.input_width = sampling.input[2]
            resizing.output_height = target[1]
            resizing.output_width = target[2]
            resizing.aligns_corners = sampling.alignsCorners
            resizing.half_pixel_centers = sampling.halfPixelCenters
            resizing.input = UnsafeRawPointer(try binding.tensor(input).data)
            resizing.output = try binding.tensor(output).data
            return try XNNPACKOperator(threads, resizing, pose_xnn_resize)
        }
    }
#endif
