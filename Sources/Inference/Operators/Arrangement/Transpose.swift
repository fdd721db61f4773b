/// TRANSPOSE: the axes in another order.
struct Transpose: ParametricPlan {
    static let definition = OperatorDefinition(
        .transpose, versions: 1...8, types: MovedElements.types, Transpose.self)
    static let parameters = 1..<2

    private var moved: MovedElements
    /// The input's axis for each of the output's.
    private var order: [Int] = []
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        moved = try MovedElements(request, 0)
        let rank = moved.shape.rank
        try request.expect(request.operand(1), "order", shape: [rank])
        guard let numbers = try request.parameters(1, "order") else { return }
        for number in numbers { order.append(try request.axis(number, rank: rank)) }
        guard Set(order).count == rank else {
            throw request.error("cannot put axes into the order \(numbers)")
        }
        shape = try request.shape(order.map { moved.shape[$0] })
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output().shape
        let steps = moved.shape.strides
        return try request.copying([
            StridedCopy(
                output.axes(source: order.map { steps[$0] }, target: output.strides),
                elementSize: moved.elementSize)
        ])
    }
}
