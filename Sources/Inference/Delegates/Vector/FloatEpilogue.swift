/// What follows a float32 product and can be done while its result is in registers: a residual
/// sum, then PRELU or a range.
struct FloatEpilogue: Sendable {
    /// Positions of the nodes that are taken in.
    var nodes: [Int] = []
    /// The tensor that holds the result.
    var output: Int
    /// The other summand.
    var residual: Int?
    /// The slopes of PRELU, one for each channel.
    var slopes: Int?
    var bounds: ClosedRange<Float>

    /// Nothing follows but the node's own activation.
    init(output: Int, bounds: ClosedRange<Float>) {
        self.output = output
        self.bounds = bounds
    }

    /// This, unless it holds a sum, which only products can take in; then the activation alone.
    func withoutSum(_ node: Node, _ activation: FusedActivation) -> FloatEpilogue {
        residual == nil ? self : FloatEpilogue(output: node.outputs[0], bounds: activation.bounds)
    }

    /// Goes from a product's output through the nodes that alone read it.
    init(after output: Int, bounds: ClosedRange<Float>, in graph: GraphView) {
        self.output = output
        self.bounds = bounds
        var isOpen = bounds == FusedActivation.none.bounds
        while isOpen, let next = graph.soleConsumer(of: self.output) {
            isOpen = take(next, graph)
        }
    }

    /// Takes a node in; false when nothing can follow.
    private mutating func take(_ position: Int, _ graph: GraphView) -> Bool {
        let node = graph.nodes[position]
        let shape = graph.tensor(output).shape
        guard node.outputs.count == 1, graph.tensor(node.outputs[0]).type == .float32 else {
            return false
        }
        switch node.name {
        case .builtin(.add):
            guard residual == nil, slopes == nil, node.inputs.count == 2,
                let other = node.inputs.first(where: { $0 != output }).flatMap({ $0 }),
                graph.tensor(other).shape == shape, graph.tensor(other).type == .float32,
                !graph.isConstant(other), let activation = try? FusedActivation(node, field: 0)
            else { return false }
            residual = other
            bounds = activation.bounds
        case .builtin(.prelu):
            guard node.inputs.count == 2, node.inputs[0] == output, let slopes = node.inputs[1],
                graph.isConstant(slopes), graph.tensor(slopes).type == .float32,
                graph.tensor(slopes).shape.count == shape.dimensions.last,
                graph.tensor(slopes).shape.dimensions.last == shape.dimensions.last
            else { return false }
            self.slopes = slopes
        case .builtin(.relu): bounds = FusedActivation.relu.bounds
        case .builtin(.relu6): bounds = FusedActivation.relu6.bounds
        case .builtin(.reluN1To1): bounds = FusedActivation.reluMinus1To1.bounds
        default: return false
        }
        nodes.append(position)
        output = node.outputs[0]
        return bounds == FusedActivation.none.bounds && slopes == nil
    }
}
