#if XNNPACK
    import CXNNPACKLibrary

    /// PAD, and PADV2 with a known value.
    struct XNNPACKPadding: XNNPACKRecipe {
        private var numbers: XNNPACKNumbers
        private var extents: [Int]
        private var rank: Int
        private var input: Int
        private var output: Int
        private var value: Int?

        static func claims(at position: Int, in graph: GraphView) -> [Claim] {
            let node = graph.nodes[position]
            guard node.name == .builtin(.pad) || node.name == .builtin(.padv2),
                let input = node.inputs.first ?? nil,
                let numbers = XNNPACKNumbers(graph.tensor(input).type),
                let paddings = try? graph.request(position).integers(1)
            else { return [] }
            let shape = graph.tensor(input).shape.dimensions
            let value = node.inputs.count > 2 ? node.inputs[2] : nil
            guard shape.count <= 6, paddings.count == 2 * shape.count,
                paddings.allSatisfy({ $0 >= 0 }), graph.tensor(input).shape.count > 0,
                value.map({ graph.isConstant($0) }) ?? true
            else { return [] }
            let before = shape.indices.map { paddings[2 * $0] }
            let after = shape.indices.map { paddings[2 * $0 + 1] }
            let recipe = XNNPACKPadding(
                numbers: numbers, extents: shape + before + after, rank: shape.count, input: input,
                output: node.outputs[0], value: value)
            return [
                Claim(
                    nodes: [position], inputs: [input] + (value.map { [$0] } ?? []),
                    outputs: node.outputs,
                    cost: XNNPACKRates.overhead
                        + Double(graph.bytes(position)) / XNNPACKRates.bytes, recipe: recipe)
            ]
        }

        func operation(
            _ binding: ClaimBinding, _ threads: XNNPACKThreads
        ) throws(InferenceError) -> XNNPACKOperator {
            let source = try binding.tensor(input)
            let target = try binding.tensor(output)
            // The library copies the value and the shapes while the operator is made.
            let zero = OwnedBytes(byteCount: 4)
            zero.mutableBytes.storeBytes(of: 0, as: UInt32.self)
            if case .whole = numbers {
                zero.mutableBytes[0] = UInt8(
                    truncatingIfNeeded: target.quantization?.zeroPoint ?? 0)
            }
            let extents = XNNPACKExtents(self.extents)
            defer { withExtendedLifetime((zero, extents)) {} }
            var padding = pose_xnn_padding()
            padding.type = numbers.type
            padding.rank = rank
            padding.shape = extents.pointer
            padding.before = extents.pointer + rank
            padding.after = extents.pointer + 2 * rank
            padding.value = UnsafeRawPointer(zero.address)
            if let value { padding.value = UnsafeRawPointer(try binding.tensor(value).data) }
            padding.input = UnsafeRawPointer(source.data)
            padding.output = target.data
            return try XNNPACKOperator(threads, padding, keeping: [source.owner], pose_xnn_pad)
        }
    }
#endif
