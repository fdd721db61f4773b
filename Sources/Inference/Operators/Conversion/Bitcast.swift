/// BITCAST: the same bytes as elements of another type.
struct Bitcast: OperatorPlan {
    static let definition = OperatorDefinition(
        .bitcast, versions: 1...1, types: MovedElements.types, Bitcast.self, isView: true)

    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try request.operand(0)
        let output = try request.output().type
        guard let from = input.type.byteCount, let to = output.byteCount else {
            throw request.unsupported("reads \(input.type) as \(output)")
        }
        var dimensions = input.shape.dimensions
        if from > to {
            dimensions.append(from / to)
        } else if from < to {
            guard dimensions.last == to / from else {
                throw request.error("the last axis of \(input.shape) is not one \(output)")
            }
            dimensions.removeLast()
        }
        shape = try request.shape(dimensions)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try request.copyingAll()
    }
}
