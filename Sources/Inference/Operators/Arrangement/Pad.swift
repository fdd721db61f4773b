/// The elements that are put before and behind a tensor's own, on each axis.
struct Paddings: Sendable {
    var axes: [(before: Int, after: Int)]

    /// Reads an input of [axes, 2]; nil when it is computed while running.
    init?(_ request: ShapeRequest, _ index: Int, count: Int) throws(InferenceError) {
        let tensor = try request.operand(index)
        try request.expect(tensor, "paddings", shape: [count, 2])
        let numbers = try request.parameters(
            index, "paddings", types: [.int8, .int16, .int32, .int64], rank: 2)
        guard let numbers else { return nil }
        // Above this no shape fits, and sums below it do not overflow.
        guard numbers.allSatisfy({ (0...Int.max / 4).contains($0) }) else {
            throw request.error("paddings of \(numbers) cannot be added")
        }
        axes = (0..<count).map { (numbers[2 * $0], numbers[2 * $0 + 1]) }
    }

    /// The shape with the paddings.
    func shape(_ input: Shape, _ request: ShapeRequest) throws(InferenceError) -> Shape {
        try request.shape(zip(input.dimensions, axes).map { $0 + $1.before + $1.after })
    }

    /// The copy of a tensor's elements to their place between the paddings.
    func interior(_ input: Shape, output: Shape, elementSize: Int) -> StridedCopy {
        let steps = output.strides
        let start = zip(axes, steps).reduce(0) { $0 + $1.0.before * $1.1 }
        return StridedCopy(
            input.axes(source: input.strides, target: steps), elementSize: elementSize,
            target: start)
    }
}

/// PAD and PADV2: a tensor with a border of zeros, or of a given value.
struct Pad: ParametricPlan {
    static let definition = OperatorDefinition(
        .pad, versions: 1...6, types: MovedElements.types, Pad.self)
    static let definitionWithValue = OperatorDefinition(
        .padv2, versions: 1...6, types: MovedElements.types, Pad.self)
    static let parameters = 1..<2

    private var moved: MovedElements
    private var paddings: Paddings?
    private var shape: Shape?
    private var hasValue: Bool

    init(_ request: ShapeRequest) throws(InferenceError) {
        hasValue = request.node.name == .builtin(.padv2)
        try request.expect(inputs: hasValue ? 3...3 : 2...2)
        moved = try MovedElements(request, 0)
        if hasValue {
            let value = try request.operand(2)
            try request.expect(value, "value", type: moved.type)
            guard value.shape.count == 1 else {
                throw request.error("its value has the shape \(value.shape); one is expected")
            }
        }
        paddings = try Paddings(request, 1, count: moved.shape.rank)
        shape = try paddings?.shape(moved.shape, request)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let pattern = ElementPattern(elementSize: moved.elementSize)
        let zero = ElementPattern.bytes(moved.zero, moved.elementSize)
        let value = hasValue ? try request.input(2) : nil
        let interior = paddings?.interior(
            input.shape, output: output.shape, elementSize: moved.elementSize)
        return {
            if let value {
                pattern.fill(output.data, count: output.shape.count, with: value.data)
            } else {
                pattern.fill(output.data, count: output.shape.count, with: zero)
            }
            interior?(from: input.data, to: output.data)
        }
    }
}
