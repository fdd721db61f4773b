/// SVDF: a layer whose weights are products of weights over features and weights over time.
struct SVDF: OperatorPlan {
    static let definition = OperatorDefinition(
        .svdf, versions: 1...4, types: [.float32, .int8], SVDF.self)

    private var batch: Int
    private var features: Int
    /// Pairs of weights; `rank` of them make a unit.
    private var filters: Int
    private var memory: Int
    private var rank: Int
    private var activation: RecurrentActivation
    private var rounding: RowRounding
    private var integer: IntegerStages?

    private struct IntegerStages {
        var inputZero: Int32
        var toState: Requantization
        var toOutput: Requantization
    }

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 5...5)
        let input = try request.operand(0)
        let output = try request.output()
        let weights = try request.operand(1)
        let time = try request.operand(2)
        rank = try request.node.options.int32(0)
        activation = try RecurrentActivation(request.node, field: 1)
        rounding = try RowRounding(request.node, field: 2)
        guard input.shape.rank == 2, weights.shape.rank == 2, time.shape.rank == 2, rank > 0,
            weights.shape[0] == time.shape[0], weights.shape[1] == input.shape[1],
            weights.shape[0].isMultiple(of: rank), time.shape[1] > 0
        else {
            throw request.error(
                "\(input.shape), \(weights.shape) and \(time.shape) of rank \(rank) do not fit")
        }
        batch = input.shape[0]
        features = input.shape[1]
        filters = weights.shape[0]
        memory = time.shape[1]
        let count = Int.saturatingProduct(batch, filters, memory)
        try request.expect(output, "output", type: input.type)
        if input.type == .int8 {
            integer = try integerStages(request, count: count)
            return
        }
        try request.expect(input, "input", type: .float32)
        try request.expectReals(1, "weights", [filters, features])
        try request.expectReals(2, "weights over time", [filters, memory])
        try request.expectReals(3, "bias", [filters / rank], isOptional: true)
        try request.expectState(4, "state", count: count)
    }

    private func integerStages(
        _ request: ShapeRequest, count: Int
    ) throws(InferenceError) -> IntegerStages {
        let weights = try request.operand(1)
        let time = try request.operand(2)
        let state = try request.operand(4)
        try request.expect(weights, "weights", type: .int8)
        try request.expect(time, "weights over time", type: .int16)
        try request.expectState(4, "state", type: .int16, count: count)
        if let bias = try request.optionalOperand(3) {
            try request.expect(bias, "bias", type: .int32)
            try request.expect(bias, "bias", shape: [filters / rank])
        }
        let from = try request.affine(request.operand(0), "input")
        let to = try request.affine(request.output(), "output")
        let first = try request.affine(weights, "weights")
        let second = try request.affine(time, "weights over time")
        let between = try request.affine(state, "state")
        guard first.zeroPoint == 0, second.zeroPoint == 0, between.zeroPoint == 0 else {
            throw request.unsupported("weights and state must have zero points of 0")
        }
        return IntegerStages(
            inputZero: from.zeroPoint,
            toState: Requantization(
                [Double(from.scale * first.scale / between.scale)], output: between,
                bounds: -32768...32767),
            toOutput: Requantization(
                [Double(between.scale * second.scale / to.scale)], output: to,
                bounds: -128...127))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        [try Shape([batch, filters / rank])]
    }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(2, batch, filters, features + memory)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let integer else { return try real(request) }
        return try whole(request, integer)
    }

    private func real(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let state = try request.input(4)
        let output = try request.output()
        let bias = try request.reals(3)
        guard let weights = try RecurrentMatrix(request, 1, rows: filters, columns: features),
            let time = try request.reals(2)
        else { return {} }
        let round = VectorRounding(rounding, count: features, for: [weights])
        let values = Scratch<Float>(count: filters)
        return {
            let past = state.elements(Float.self)
            shift(past)
            let source = UnsafePointer(input.data.assumingMemoryBound(to: Float.self))
            let target = output.elements(Float.self)
            for item in 0..<batch {
                values.pointer.update(repeating: 0, count: filters)
                weights.multiply(round(source + item * features), onto: values.pointer)
                for unit in 0..<filters / rank {
                    var sum = bias?.pointer[unit] ?? 0
                    for filter in unit * rank..<(unit + 1) * rank {
                        let row = (item * filters + filter) * memory
                        past[row + memory - 1] = values.pointer[filter]
                        var weighted: Float = 0
                        for index in 0..<memory {
                            weighted += time.pointer[filter * memory + index] * past[row + index]
                        }
                        sum += weighted
                    }
                    target[item * (filters / rank) + unit] = sum
                }
            }
            if let base = target.baseAddress { activation.apply(base, count: target.count) }
        }
    }

    private func whole(
        _ request: KernelRequest, _ stages: IntegerStages
    ) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let weights = BoundValues<Int8>(try request.input(1))
        let time = BoundValues<Int16>(try request.input(2))
        let bias = request.optionalInput(3).map(BoundValues<Int32>.init)
        let state = try request.input(4)
        let output = try request.output()
        return {
            let past = state.elements(Int16.self)
            shift(past)
            let source = input.elements(Int8.self)
            let target = output.elements(Int8.self)
            for item in 0..<batch {
                for unit in 0..<filters / rank {
                    var sum = bias?.pointer[unit] ?? 0
                    for filter in unit * rank..<(unit + 1) * rank {
                        let row = (item * filters + filter) * memory
                        var value: Int32 = 0
                        for index in 0..<features {
                            value &+=
                                Int32(weights.pointer[filter * features + index])
                                &* (Int32(source[item * features + index]) - stages.inputZero)
                        }
                        past[row + memory - 1] = Int16(
                            truncatingIfNeeded: stages.toState.apply(value, channel: 0))
                        for index in 0..<memory {
                            sum &+=
                                Int32(time.pointer[filter * memory + index])
                                &* Int32(past[row + index])
                        }
                    }
                    target[item * (filters / rank) + unit] = Int8(
                        truncatingIfNeeded: stages.toOutput.apply(sum, channel: 0))
                }
            }
        }
    }

    /// Makes place for the newest value of each filter, behind the others.
    private func shift<Element>(_ past: UnsafeMutableBufferPointer<Element>) {
        for index in 0..<max(past.count - 1, 0) { past[index] = past[index + 1] }
    }
}
