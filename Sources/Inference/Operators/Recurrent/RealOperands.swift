extension ShapeRequest {
    /// Checks weights, a bias or a state of float32; weights may also be constants of 8 bits.
    /// - Returns: Whether they are there.
    @discardableResult
    func expectReals(
        _ index: Int, _ role: String, _ dimensions: [Int], isOptional: Bool = false
    ) throws(InferenceError) -> Bool {
        guard let tensor = try optionalOperand(index) else {
            if isOptional { return false }
            throw error("its \(role) (input \(index)) is missing")
        }
        try expect(tensor, role, shape: dimensions)
        switch tensor.type {
        case .float32: break
        case .int8, .uint8, .int4:
            guard tensor.values != nil, tensor.shape.rank > 0 else {
                throw unsupported("quantized \(role) must be constant beside float32")
            }
            _ = try affines(tensor, role, axis: 0, count: tensor.shape[0])
        default: throw unsupported("its \(role) is \(tensor.type); float32 is expected")
        }
        return true
    }

    /// Checks a state, which the kernel writes to.
    func expectState(
        _ index: Int, _ role: String, type: ElementType = .float32, count: Int
    ) throws(InferenceError) {
        let tensor = try operand(index)
        try expect(tensor, role, type: type)
        guard tensor.shape.count == count else {
            throw error("its \(role) has the shape \(tensor.shape); \(count) values are expected")
        }
        guard tensor.values == nil else { throw error("its \(role) is a constant") }
    }
}

extension KernelRequest {
    /// The reals of an operand that `expectReals` has checked; nil where it is left out.
    func reals(_ index: Int) throws(InferenceError) -> BoundValues<Float>? {
        guard let tensor = optionalInput(index) else { return nil }
        if tensor.type == .float32 { return BoundValues(tensor) }
        let slices = tensor.shape[0]
        let affines = try shapeRequest.affines(
            shapeRequest.input(index), "weights", axis: 0, count: slices)
        return BoundValues(
            PackedNumbers.reals(
                tensor, affines, inner: slices == 0 ? 1 : max(tensor.shape.count / slices, 1)))
    }
}

/// Steps over a sequence of [time, batch, features] or [batch, time, features].
struct SequenceOrder: Sendable {
    var time: Int
    var batch: Int
    var features: Int
    var isTimeMajor: Bool

    init(
        _ request: ShapeRequest, _ input: KnownTensor, isTimeMajor: Bool
    ) throws(InferenceError) {
        let shape = input.shape
        switch shape.rank {
        case 3:
            (time, batch) = isTimeMajor ? (shape[0], shape[1]) : (shape[1], shape[0])
            features = shape[2]
        case 2:
            (time, batch) = (1, shape[0])
            features = shape[1]
        default:
            throw request.error("its input has the shape \(shape); rank 2 or 3 is expected")
        }
        self.isTimeMajor = isTimeMajor && shape.rank == 3
    }

    /// The row of the input and of the output that a step reads and writes.
    @inline(__always)
    func row(time step: Int, batch item: Int) -> Int {
        isTimeMajor ? step * batch + item : item * time + step
    }
}

/// The function that a recurrence applies to its sums, by the schema's numbers.
enum RecurrentActivation: Int, Sendable {
    case none = 0
    case relu = 1
    case reluMinus1To1 = 2
    case relu6 = 3
    case tanh = 4

    init(_ node: Node, field: Int) throws(InferenceError) {
        let number = try node.options.byte(field)
        guard let activation = RecurrentActivation(rawValue: number) else {
            throw InferenceError(
                .unsupported, place: node.place, "activation \(number) is not implemented")
        }
        self = activation
    }
}
