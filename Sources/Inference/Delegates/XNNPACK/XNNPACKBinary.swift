#if XNNPACK
    import CXNNPACKLibrary

    /// Arithmetic of two tensors that are broadcast to each other, with a range after it.
    struct XNNPACKBinary: XNNPACKRecipe {
        private var arithmetic: pose_xnn_arithmetic
        private var numbers: XNNPACKNumbers
        private var inputs: (first: Int, second: Int)
        private var output: Int
        private var shapes: (first: [Int], second: [Int])
        private var affines:
            (first: pose_xnn_affine, second: pose_xnn_affine, output: pose_xnn_affine)
        private var range: pose_xnn_range

        static func claims(at position: Int, in graph: GraphView) -> [Claim] {
            let node = graph.nodes[position]
            guard let recipe = XNNPACKBinary(node, graph) else { return [] }
            let output = graph.tensor(node.outputs[0])
            let bytes = Double(output.shape.count) * XNNPACKRates.bytes(output.type)
            let claim = Claim(
                nodes: [position], inputs: [recipe.inputs.first, recipe.inputs.second],
                outputs: node.outputs,
                cost: XNNPACKRates.overhead + bytes / XNNPACKRates.bytes, recipe: recipe)
            guard recipe.takesRange,
                let clamp = XNNPACKClamp(
                    after: node.outputs[0], bounds: recipe.range.lower...recipe.range.upper,
                    in: graph)
            else { return [claim] }
            var clamped = recipe
            clamped.range = pose_xnn_range(reals: clamp.bounds)
            clamped.output = clamp.output
            return [
                claim,
                Claim(
                    nodes: [position, clamp.position].sorted(), inputs: claim.inputs,
                    outputs: [clamp.output], cost: claim.cost, recipe: clamped),
            ]
        }

        private static let names: [OperatorName: pose_xnn_arithmetic] = [
            .builtin(.add): POSE_XNN_ADD, .builtin(.sub): POSE_XNN_SUBTRACT,
            .builtin(.mul): POSE_XNN_MULTIPLY, .builtin(.div): POSE_XNN_DIVIDE,
            .builtin(.maximum): POSE_XNN_MAXIMUM, .builtin(.minimum): POSE_XNN_MINIMUM,
            .builtin(.squaredDifference): POSE_XNN_SQUARED_DIFFERENCE,
        ]

        /// Whether the node has an activation, and the library a range.
        private var takesRange: Bool {
            switch arithmetic {
            case POSE_XNN_ADD, POSE_XNN_SUBTRACT, POSE_XNN_MULTIPLY, POSE_XNN_DIVIDE: true
            default: false
            }
        }

        private init?(_ node: Node, _ graph: GraphView) {
            guard let arithmetic = Self.names[node.name], node.inputs.count == 2,
                let first = node.inputs[0], let second = node.inputs[1]
            else { return nil }
            let known = (graph.tensor(first), graph.tensor(second), graph.tensor(node.outputs[0]))
            guard let numbers = XNNPACKNumbers(known.0.type), known.1.type == known.0.type,
                known.2.type == known.0.type, known.0.shape.rank <= 6, known.1.shape.rank <= 6,
                let one = numbers.affine(known.0), let two = numbers.affine(known.1),
                let result = numbers.affine(known.2)
            else { return nil }
            self.arithmetic = arithmetic
            self.numbers = numbers
            inputs = (first, second)
            output = node.outputs[0]
            shapes = (known.0.shape.dimensions, known.1.shape.dimensions)
            affines = (one, two, result)
            range = pose_xnn_range(reals: FusedActivation.none.bounds)
            if takesRange {
                guard let activation = try? FusedActivation(node, field: 0),
                    let range = numbers.range(activation, known.2)
                else { return nil }
                self.range = range
            }
            guard case .whole = numbers else { return }
            // The library's limits on the factors from inputs to outputs.
            switch arithmetic {
            case POSE_XNN_ADD, POSE_XNN_SUBTRACT:
                let limits: Range<Float> = 0x1p-10..<0x1p8
                guard limits.contains(affines.first.scale / affines.output.scale),
                    limits.contains(affines.second.scale / affines.output.scale)
                else { return nil }
            case POSE_XNN_MULTIPLY:
                let limits: Range<Float> = 0x1p-16..<0x1p8
                guard
                    limits.contains(
                        affines.first.scale * affines.second.scale / affines.output.scale)
                else { return nil }
            default: return nil
            }
        }

        var roundsAsReference: Bool { numbers.isReal }

        func operation(
            _ binding: ClaimBinding, _ threads: XNNPACKThreads
        ) throws(InferenceError) -> XNNPACKOperator {
            let first = try binding.tensor(inputs.first)
            let second = try binding.tensor(inputs.second)
            // The library copies shapes while the operator is made.
            let extents = XNNPACKExtents(shapes.first + shapes.second)
            defer { withExtendedLifetime(extents) {} }
            var binary = pose_xnn_binary()
            binary.arithmetic = arithmetic
            binary.type = numbers.type
            binary.first_rank = shapes.first.count
            binary.second_rank = shapes.second.count
            binary.first_shape = extents.pointer
            binary.second_shape = extents.pointer + shapes.first.count
            binary.first = UnsafeRawPointer(first.data)
            binary.second = UnsafeRawPointer(second.data)
            binary.output = try binding.tensor(output).data
            binary.first_affine = affines.first
            binary.second_affine = affines.second
            binary.output_affine = affines.output
            binary.range = range
            return try XNNPACKOperator(
                threads, binary, keeping: [first.owner, second.owner], pose_xnn_combine)
        }
    }

    /// Extents in memory that C can read.
    final class XNNPACKExtents {
        private let memory: UnsafeMutablePointer<Int>
        private let count: Int
        var pointer: UnsafePointer<Int> { UnsafePointer(memory) }

        init(_ extents: [Int]) {
            count = extents.count
            memory = .allocate(capacity: max(count, 1))
            memory.initialize(from: extents, count: count)
        }

        deinit {
            memory.deinitialize(count: count)
            memory.deallocate()
        }
    }
#endif
