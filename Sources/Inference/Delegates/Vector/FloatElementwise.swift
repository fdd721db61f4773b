import CVectorKernels

/// A float32 operation on each element, with a range after it.
struct FloatElementwise: VectorRecipe {
    private var operation: pose_elementwise_operation
    private var a: Int
    private var b: Int?
    private var epilogue: FloatEpilogue
    private var layout: OperandLayout

    /// Claims of a node on its own and with an activation that follows.
    static func claims(
        at position: Int, in graph: GraphView, of delegate: VectorDelegate
    ) -> [Claim] {
        let node = graph.nodes[position]
        guard node.outputs.count == 1, let recipe = FloatElementwise(node, graph) else { return [] }
        var claims = [recipe.claim([position], graph)]
        let after = FloatEpilogue(
            after: node.outputs[0], bounds: recipe.epilogue.bounds, in: graph)
        if !after.nodes.isEmpty, after.residual == nil, after.slopes == nil {
            var extended = recipe
            extended.epilogue = after
            claims.append(extended.claim([position] + after.nodes, graph))
        }
        return claims
    }

    private init?(_ node: Node, _ graph: GraphView) {
        guard let first = node.inputs.first ?? nil, graph.tensor(first).type == .float32,
            graph.tensor(node.outputs[0]).type == .float32,
            graph.tensor(node.outputs[0]).shape.count > 0
        else { return nil }
        var bounds = FusedActivation.none.bounds
        let shape = graph.tensor(node.outputs[0]).shape
        a = first
        switch node.name {
        case .builtin(.relu):
            operation = POSE_CLAMP
            bounds = FusedActivation.relu.bounds
        case .builtin(.relu6):
            operation = POSE_CLAMP
            bounds = FusedActivation.relu6.bounds
        case .builtin(.reluN1To1):
            operation = POSE_CLAMP
            bounds = FusedActivation.reluMinus1To1.bounds
        case .builtin(.hardSwish): operation = POSE_HARD_SWISH
        case .builtin(.logistic): operation = POSE_LOGISTIC
        case .builtin(.tanh): operation = POSE_TANH
        default:
            guard let operation = Self.binary[node.name], node.inputs.count == 2,
                let second = node.inputs[1], graph.tensor(second).type == .float32
            else { return nil }
            self.operation = operation
            b = second
            let commutes =
                operation != POSE_SUBTRACT && operation != POSE_PARAMETRIC
            if graph.tensor(first).shape != shape, commutes {
                a = second
                b = first
            }
            if let fused = Self.activation(node) {
                guard let activation = try? fused.get() else { return nil }
                bounds = activation.bounds
            }
        }
        guard graph.tensor(a).shape == shape,
            let layout = OperandLayout(shape, b.map { graph.tensor($0).shape })
        else { return nil }
        self.layout = layout
        epilogue = FloatEpilogue(output: node.outputs[0], bounds: bounds)
    }

    private static let binary: [OperatorName: pose_elementwise_operation] = [
        .builtin(.add): POSE_ADD, .builtin(.sub): POSE_SUBTRACT, .builtin(.mul): POSE_MULTIPLY,
        .builtin(.maximum): POSE_MAXIMUM, .builtin(.minimum): POSE_MINIMUM,
        .builtin(.squaredDifference): POSE_SQUARED_DIFFERENCE, .builtin(.prelu): POSE_PARAMETRIC,
    ]

    /// The activation of the operators that have one.
    private static func activation(
        _ node: Node
    ) -> Result<FusedActivation, InferenceError>? {
        switch node.name {
        case .builtin(.add), .builtin(.sub), .builtin(.mul):
            do { return .success(try FusedActivation(node, field: 0)) } catch {
                return .failure(error)
            }
        default: return nil
        }
    }

    private func claim(_ nodes: [Int], _ graph: GraphView) -> Claim {
        let count = graph.tensor(a).shape.count
        return Claim(
            nodes: nodes.sorted(), inputs: [a] + (b.map { [$0] } ?? []),
            outputs: [epilogue.output],
            cost: VectorRates.overhead + Double(count * 12) / VectorRates.bytes, recipe: self)
    }

    func work(_ binding: ClaimBinding, _ delegate: VectorDelegate) throws(InferenceError) -> Work {
        var context = pose_elementwise_f32()
        context.operation = operation
        context.a = try binding.floats(a)
        context.b = try binding.floats(b)
        context.output = UnsafeMutablePointer(mutating: try binding.floats(epilogue.output))
        context.rows = layout.rows
        context.row = layout.row
        context.b_row_step = layout.rowStep
        context.b_step = layout.step
        context.lower = epilogue.bounds.lowerBound
        context.upper = epilogue.bounds.upperBound
        context.row_tiles = delegate.rowTiles(
            rows: layout.rows, operations: layout.row * 16, bytes: layout.row * 4)
        var kept: [AnyObject?] = [try binding.tensor(a).owner]
        if let b { kept.append(try binding.tensor(b).owner) }
        return VectorContext(context, keeping: kept)
            .work(delegate.kernels.elementwise_f32, tiles: context.row_tiles)
    }
}

/// How a second operand goes along rows of the first.
struct OperandLayout: Sendable {
    var rows: Int
    var row: Int
    var rowStep = 0
    var step = 0

    /// Nil for broadcasting that is neither by rows nor by elements of a row.
    init?(_ shape: Shape, _ operand: Shape?) {
        let channels = shape.dimensions.last ?? 1
        row = channels
        rows = shape.count / max(channels, 1)
        guard let operand, operand != shape else {
            // Rows of some hundred elements at least.
            var axis = shape.rank - 2
            while axis >= 0, row < 512 {
                row *= shape[axis]
                axis -= 1
            }
            rows = shape.count / max(row, 1)
            if operand != nil {
                rowStep = row
                step = 1
            }
            return
        }
        if operand.count == 1 { return }
        guard operand.rank > 0, operand.rank <= shape.rank else { return nil }
        let leading = operand.dimensions.dropLast()
        if operand.dimensions.last == channels, leading.allSatisfy({ $0 == 1 }) {
            step = 1
        } else if operand.dimensions.last == 1, operand.rank == shape.rank,
            Array(leading) == Array(shape.dimensions.dropLast())
        {
            rowStep = 1
        } else {
            return nil
        }
    }
}
