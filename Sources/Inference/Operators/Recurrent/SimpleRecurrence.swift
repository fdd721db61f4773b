/// RNN and UNIDIRECTIONAL_SEQUENCE_RNN: each output is a function of the input and of the output
/// before.
struct SimpleRecurrence: OperatorPlan {
    static let definitions = [
        OperatorDefinition(.rnn, versions: 1...3, types: [.float32], SimpleRecurrence.self),
        OperatorDefinition(
            .unidirectionalSequenceRnn, versions: 1...3, types: [.float32],
            SimpleRecurrence.self),
    ]

    private var order: SequenceOrder
    private var units: Int
    private var activation: RecurrentActivation
    private var rounding: RowRounding
    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 5...5)
        let isSequence = request.node.name == .builtin(.unidirectionalSequenceRnn)
        let input = try request.operand(0)
        try request.expect(input, "input", type: .float32, rank: isSequence ? 3 : 2)
        try request.expect(request.output(), "output", type: .float32)
        order = try SequenceOrder(
            request, input, isTimeMajor: isSequence ? request.node.options.bool(0) : false)
        activation = try RecurrentActivation(request.node, field: isSequence ? 1 : 0)
        rounding = try RowRounding(request.node, field: isSequence ? 2 : 1)
        let weights = try request.operand(1)
        guard weights.shape.rank == 2 else {
            throw request.error("its weights have the shape \(weights.shape)")
        }
        units = weights.shape[0]
        try request.expectReals(1, "weights", [units, order.features])
        try request.expectReals(2, "recurrent weights", [units, units])
        try request.expectReals(3, "bias", [units])
        let (count, overflow) = order.batch.multipliedReportingOverflow(by: units)
        guard !overflow else { throw request.error("its state is too large") }
        try request.expectState(4, "state", count: count)
        shape = try Shape(input.shape.dimensions.dropLast() + [units])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(2, outputs[0].count, order.features + units)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let state = try request.input(4)
        let output = try request.output()
        guard
            let weights = try RecurrentMatrix(request, 1, rows: units, columns: order.features),
            let recurrent = try RecurrentMatrix(request, 2, rows: units, columns: units),
            let bias = try request.reals(3)
        else { return {} }
        let roundInput = VectorRounding(rounding, count: order.features, for: [weights])
        let roundHidden = VectorRounding(rounding, count: units, for: [recurrent])
        return {
            let source = UnsafePointer(input.data.assumingMemoryBound(to: Float.self))
            let target = output.data.assumingMemoryBound(to: Float.self)
            for step in 0..<order.time {
                for item in 0..<order.batch {
                    let row = order.row(time: step, batch: item)
                    let hidden = state.data.assumingMemoryBound(to: Float.self) + item * units
                    let sums = target + row * units
                    sums.update(from: bias.pointer, count: units)
                    weights.multiply(roundInput(source + row * order.features), onto: sums)
                    recurrent.multiply(roundHidden(hidden), onto: sums)
                    activation.apply(sums, count: units)
                    hidden.update(from: sums, count: units)
                }
            }
        }
    }
}
