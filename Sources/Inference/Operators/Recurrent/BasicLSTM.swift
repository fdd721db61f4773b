import Glibc

/// LSTM: the full form, or the basic one of five inputs whose states are plain tensors.
struct LSTM: OperatorPlan {
    static let definition = OperatorDefinition(
        .lstm, versions: 1...4, types: [.float32, .int8], LSTM.self)

    private enum Form {
        case full(LongShortTermMemory)
        case basic(BasicLSTM)
    }

    private var form: Form

    init(_ request: ShapeRequest) throws(InferenceError) {
        switch try request.node.options.byte(3) {
        case 0: form = .full(try LongShortTermMemory(request))
        case 1: form = .basic(try BasicLSTM(request))
        case let number: throw request.error("form \(number) of LSTM is not known")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        switch form {
        case .full(let plan): try plan.outputShapes()
        case .basic(let plan): try plan.outputShapes()
        }
    }

    func operations(_ outputs: [Shape]) -> Int {
        switch form {
        case .full(let plan): plan.operations(outputs)
        case .basic(let plan): plan.operations(outputs)
        }
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        switch form {
        case .full(let plan): try plan.kernel(request)
        case .basic(let plan): try plan.kernel(request)
        }
    }
}

/// The basic form: input, output before, weights and biases of the four gates (input, cell,
/// forget, output) in one matrix, cell state before. Its outputs are the output, the cell state,
/// the joined inputs and the gates' sums.
struct BasicLSTM: OperatorPlan {
    private var batch: Int
    private var features: Int
    private var units: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 5...5, outputs: 4)
        let input = try request.operand(0)
        let before = try request.operand(1)
        try request.expect(input, "input", type: .float32, rank: 2)
        try request.expect(before, "output before", type: .float32, rank: 2)
        batch = input.shape[0]
        features = input.shape[1]
        units = before.shape[1]
        let (gates, overflow) = units.multipliedReportingOverflow(by: 4)
        guard !overflow, before.shape[0] == batch else {
            throw request.error("\(before.shape) does not fit an input of \(input.shape)")
        }
        try request.expectReals(2, "weights", [gates, features + units])
        try request.expectReals(3, "bias", [gates])
        try request.expect(request.operand(4), "state", type: .float32)
        try request.expect(request.operand(4), "state", shape: [batch, units])
        for output in request.outputs { try request.expect(output, "output", type: .float32) }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        let state = try Shape([batch, units])
        return [
            state, state, try Shape([batch, features + units]), try Shape([batch, 4 * units]),
        ]
    }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(8, batch, units, features + units)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let before = try request.input(1)
        let state = try request.input(4)
        let outputs = request.outputs
        guard let weights = try request.reals(2), let bias = try request.reals(3),
            outputs.count == 4
        else { return {} }
        return {
            for item in 0..<batch {
                let joined =
                    outputs[2].data.assumingMemoryBound(to: Float.self)
                    + item * (features + units)
                let sums = outputs[3].data.assumingMemoryBound(to: Float.self) + item * 4 * units
                joined.update(
                    from: input.data.assumingMemoryBound(to: Float.self) + item * features,
                    count: features)
                (joined + features).update(
                    from: before.data.assumingMemoryBound(to: Float.self) + item * units,
                    count: units)
                sums.update(repeating: 0, count: 4 * units)
                RealVectors.multiply(
                    weights.pointer, rows: 4 * units, columns: features + units, by: joined,
                    onto: sums)
                for index in 0..<4 * units { sums[index] += bias.pointer[index] }
                for unit in 0..<units {
                    let place = item * units + unit
                    let cell =
                        sigmoid(sums[unit]) * tanhf(sums[units + unit])
                        + sigmoid(sums[2 * units + unit]) * state.elements(Float.self)[place]
                    outputs[1].elements(Float.self)[place] = cell
                    outputs[0].elements(Float.self)[place] =
                        sigmoid(sums[3 * units + unit]) * tanhf(cell)
                }
            }
        }
    }

    private func sigmoid(_ value: Float) -> Float { 1 / (1 + expf(-value)) }
}
