#if XNNPACK
    import CXNNPACKLibrary

    /// Functions of each element, and SOFTMAX of each row.
    struct XNNPACKUnary: XNNPACKRecipe {
        private var description: Description
        private var input: Int
        private var output: Int
        private var slopes: Int?

        // Without pointers until it is bound.
        private struct Description: @unchecked Sendable {
            var unary: pose_xnn_unary
        }

        static func claims(at position: Int, in graph: GraphView) -> [Claim] {
            let node = graph.nodes[position]
            guard let recipe = XNNPACKUnary(node, graph) else { return [] }
            let bytes =
                Double(graph.tensor(node.outputs[0]).shape.count)
                * XNNPACKRates.bytes(graph.tensor(node.outputs[0]).type)
            return [
                Claim(
                    nodes: [position], inputs: [recipe.input] + (recipe.slopes.map { [$0] } ?? []),
                    outputs: node.outputs,
                    cost: XNNPACKRates.overhead + bytes / XNNPACKRates.bytes,
                    recipe: recipe)
            ]
        }

        private init?(_ node: Node, _ graph: GraphView) {
            guard let input = node.inputs.first ?? nil else { return nil }
            let known = graph.tensor(input)
            let result = graph.tensor(node.outputs[0])
            guard known.sparsity == nil, known.shape.count == result.shape.count else { return nil }
            var unary = pose_xnn_unary()
            unary.type = POSE_XNN_F32
            unary.channels = known.shape.dimensions.last ?? 1
            unary.rows = known.shape.count / max(unary.channels, 1)
            let isKnown =
                known.type == .float32 && result.type == .float32
                ? Self.describe(node, graph, reals: &unary)
                : Self.describe(node, known, result, wholes: &unary)
            guard isKnown else { return nil }
            if unary.function == POSE_XNN_PRELU { slopes = node.inputs[1] }
            description = Description(unary: unary)
            self.input = input
            output = node.outputs[0]
        }

        private static let plain: [OperatorName: pose_xnn_function] = [
            .builtin(.hardSwish): POSE_XNN_HARD_SWISH, .builtin(.logistic): POSE_XNN_SIGMOID,
            .builtin(.abs): POSE_XNN_ABS, .builtin(.neg): POSE_XNN_NEGATE,
            .builtin(.square): POSE_XNN_SQUARE, .builtin(.sqrt): POSE_XNN_SQUARE_ROOT,
            .builtin(.floor): POSE_XNN_FLOOR, .builtin(.ceil): POSE_XNN_CEILING,
            .builtin(.round): POSE_XNN_ROUND,
        ]

        private static let clamps: [OperatorName: FusedActivation] = [
            .builtin(.relu): .relu, .builtin(.relu6): .relu6,
            .builtin(.reluN1To1): .reluMinus1To1,
        ]

        private static func describe(
            _ node: Node, _ graph: GraphView, reals unary: inout pose_xnn_unary
        ) -> Bool {
            if let function = plain[node.name] {
                unary.function = function
                return true
            }
            if let activation = clamps[node.name] {
                unary.function = POSE_XNN_CLAMP
                unary.range = pose_xnn_range(reals: activation.bounds)
                return true
            }
            switch node.name {
            case .builtin(.softmax):
                unary.function = POSE_XNN_SOFTMAX
                return (try? node.options.float(0)) == 1
            case .builtin(.leakyRelu):
                guard let slope = try? node.options.float(0), slope.isNormal else { return false }
                unary.function = POSE_XNN_LEAKY_RELU
                unary.parameter = slope
                return true
            case .builtin(.elu):
                unary.function = POSE_XNN_ELU
                unary.parameter = 1
                return true
            case .builtin(.prelu):
                guard node.inputs.count == 2, let slopes = node.inputs[1],
                    graph.isConstant(slopes)
                else { return false }
                let known = graph.tensor(slopes)
                unary.function = POSE_XNN_PRELU
                return known.type == .float32 && known.shape.count == unary.channels
                    && known.shape.dimensions.last == unary.channels
            default: return false
            }
        }

        private static func describe(
            _ node: Node, _ input: KnownTensor, _ output: KnownTensor,
            wholes unary: inout pose_xnn_unary
        ) -> Bool {
            guard let from = XNNPACKNumbers(input.type), let to = XNNPACKNumbers(output.type),
                let source = from.affine(input), let target = to.affine(output)
            else { return false }
            unary.input_affine = source
            unary.output_affine = target
            switch (node.name, from, to) {
            case (.builtin(.quantize), .real, .whole(let isSigned)):
                unary.function = POSE_XNN_CONVERT
                unary.type = isSigned ? POSE_XNN_F32_TO_S8 : POSE_XNN_F32_TO_U8
            case (.builtin(.dequantize), .whole(let isSigned), .real):
                unary.function = POSE_XNN_CONVERT
                unary.type = isSigned ? POSE_XNN_S8_TO_F32 : POSE_XNN_U8_TO_F32
            case (.builtin(.logistic), .whole(let isSigned), .whole) where input.type == output.type:
                unary.function = POSE_XNN_SIGMOID
                unary.type = from.type
                unary.range = pose_xnn_range(wholes: isSigned ? -128...127 : 0...255)
                return target.scale == 1 / 256 && target.zero_point == (isSigned ? -128 : 0)
            case (.builtin(.tanh), .whole(let isSigned), .whole) where input.type == output.type:
                unary.function = POSE_XNN_TANH
                unary.type = from.type
                unary.range = pose_xnn_range(wholes: isSigned ? -128...127 : 0...255)
                return target.scale == 1 / 128 && target.zero_point == (isSigned ? 0 : 128)
            default: return false
            }
            return true
        }

        var roundsAsReference: Bool {
            switch description.unary.type {
            case POSE_XNN_F32, POSE_XNN_S8_TO_F32, POSE_XNN_U8_TO_F32: true
            default: false
            }
        }

        func operation(
            _ binding: ClaimBinding, _ threads: XNNPACKThreads
        ) throws(InferenceError) -> XNNPACKOperator {
            var unary = description.unary
            let source = try binding.tensor(input)
            unary.input = UnsafeRawPointer(source.data)
            unary.output = try binding.tensor(output).data
            unary.slopes = try binding.floats(slopes)
            return try XNNPACKOperator(threads, unary, keeping: [source.owner], pose_xnn_apply)
        }
    }
#endif
