/// LSTM in its full form and UNIDIRECTIONAL_SEQUENCE_LSTM: with coupled gates, peepholes,
/// projection and layer normalization where their weights are given; see `LSTMInputs`.
struct LongShortTermMemory: OperatorPlan {
    private var order: SequenceOrder
    private var cells: Int
    private var units: Int
    private var activation: RecurrentActivation
    private var cellClip: Float
    private var projectionClip: Float
    private var rounding: RowRounding
    private var shape: Shape
    /// Nil where activations are reals.
    private var scales: IntegerLSTMScales?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 20...24)
        guard request.inputs.count == 20 || request.inputs.count == 24 else {
            throw request.error("has \(request.inputs.count) inputs; 20 or 24 are expected")
        }
        let isSequence = request.node.name == .builtin(.unidirectionalSequenceLstm)
        let options = request.node.options
        let input = try request.operand(0)
        let isInteger = input.type == .int8
        if !isInteger { try request.expect(input, "input", type: .float32) }
        try request.expect(request.output(), "output", type: input.type)
        order = try SequenceOrder(
            request, input, isTimeMajor: isSequence ? options.bool(3) : false)
        activation = try RecurrentActivation(request.node, field: 0)
        cellClip = try options.float(1)
        projectionClip = try options.float(2)
        rounding = try RowRounding(request.node, field: 4)
        guard cellClip >= 0, projectionClip >= 0 else {
            throw request.error("a clip of \(cellClip) or \(projectionClip) is not possible")
        }
        if isSequence, try options.bool(5) {
            throw request.unsupported("diagonal recurrent weights are not implemented")
        }
        let weights = try request.operand(4)
        let recurrent = try request.operand(8)
        guard weights.shape.rank == 2, recurrent.shape.rank == 2 else {
            throw request.error("its weights must have rank 2")
        }
        cells = weights.shape[0]
        units = recurrent.shape[1]
        let sizes = [
            order.batch.multipliedReportingOverflow(by: units),
            order.batch.multipliedReportingOverflow(by: cells),
        ]
        guard sizes.allSatisfy({ !$0.overflow }) else {
            throw request.error("its state is too large")
        }
        try request.expectState(
            18, "output state", type: input.type, count: sizes[0].partialValue)
        try request.expectState(
            19, "cell state", type: isInteger ? .int16 : .float32, count: sizes[1].partialValue)
        shape = try Shape(input.shape.dimensions.dropLast() + [units])
        try checkWeights(request, integer: isInteger)
        guard isInteger else { return }
        guard activation == .tanh, cells > 0 else {
            throw request.unsupported("whole numbers go through tanh alone")
        }
        scales = try IntegerLSTMScales(
            request, cellClip: cellClip, projectionClip: projectionClip)
    }

    private func checkWeights(
        _ request: ShapeRequest, integer: Bool
    ) throws(InferenceError) {
        func expect(_ index: Int, _ role: String, _ dimensions: [Int]) throws(InferenceError) {
            try request.expectWeights(index, role, dimensions, integer: integer)
        }
        // Coupled gates do without the input gate.
        let isCoupled = request.optionalInput(1) == nil
        let hasNormalization = (20...23).contains { request.optionalInput($0) != nil }
        let hasPeepholes = (9...11).contains { request.optionalInput($0) != nil }
        for gate in 0..<4 where gate > 0 || !isCoupled {
            try expect(1 + gate, "weights", [cells, order.features])
            try expect(5 + gate, "recurrent weights", [cells, units])
            try expect(12 + gate, "bias", [cells])
            if hasNormalization { try expect(20 + gate, "coefficients", [cells]) }
        }
        if isCoupled {
            for index in [5, 9, 12, 20] where request.optionalInput(index) != nil {
                throw request.error("input \(index) belongs to an input gate that is left out")
            }
        }
        if hasPeepholes {
            for index in 9...11 where index > 9 || !isCoupled {
                try expect(index, "peephole weights", [cells])
            }
        }
        let isProjected = try request.expectWeights(
            16, "projection", [units, cells], integer: integer, isOptional: true)
        if isProjected {
            try request.expectWeights(
                17, "projection bias", [units], integer: integer, isOptional: true)
        } else {
            guard cells == units, request.optionalInput(17) == nil else {
                throw request.error("\(cells) cells cannot give \(units) units unprojected")
            }
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(8, order.time, order.batch, cells, order.features + units)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        if let scales {
            let step = try IntegerLSTMStep(
                request, scales, inputs: order.features, cells: cells, units: units)
            return try sequence(request, step.run)
        }
        let step = try LongShortTermStep(
            request, inputs: order.features, cells: cells, units: units, activation: activation,
            cellClip: cellClip, projectionClip: projectionClip, rounding: rounding)
        return try sequence(request, step.run)
    }

    /// Takes a step for each row; a step reads an input, and changes both states.
    private func sequence<Value: BitwiseCopyable, Cell: BitwiseCopyable>(
        _ request: KernelRequest,
        _ step:
            @escaping (
                UnsafePointer<Value>, UnsafeMutablePointer<Value>, UnsafeMutablePointer<Cell>
            ) -> Void
    ) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let hidden = try request.input(18)
        let cell = try request.input(19)
        return {
            let source = UnsafePointer(input.data.assumingMemoryBound(to: Value.self))
            let target = output.data.assumingMemoryBound(to: Value.self)
            let outputState = hidden.data.assumingMemoryBound(to: Value.self)
            let cellState = cell.data.assumingMemoryBound(to: Cell.self)
            for time in 0..<order.time {
                for item in 0..<order.batch {
                    let row = order.row(time: time, batch: item)
                    step(
                        source + row * order.features, outputState + item * units,
                        cellState + item * cells)
                    (target + row * units).update(from: outputState + item * units, count: units)
                }
            }
        }
    }
}
