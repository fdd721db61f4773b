/// RESHAPE: the same elements under another shape.
struct Reshape: OperatorPlan {
    static let definition = OperatorDefinition(
        .reshape, versions: 1...1, types: MovedElements.types, Reshape.self, isView: true)

    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...2)
        let input = try MovedElements(request, 0).shape
        guard let asked = try Self.asked(request) else { return }
        guard asked.allSatisfy({ $0 >= -1 }), asked.count(where: { $0 == -1 }) <= 1 else {
            throw request.error("cannot reshape to \(asked)")
        }
        let fixed = try request.shape(asked.filter { $0 != -1 }).count
        let open =
            fixed > 0
            ? input.count / fixed : Self.count(input.dimensions) / Self.count(asked)
        let shape = try request.shape(asked.map { $0 == -1 ? open : $0 })
        guard shape.count == input.count else {
            throw request.error(
                "cannot reshape \(input) to \(asked): the numbers of elements differ")
        }
        self.shape = shape
    }

    /// The second input tells the shape, where it is a vector of int32; else the options do.
    private static func asked(_ request: ShapeRequest) throws(InferenceError) -> [Int]? {
        if let tensor = request.optionalInput(1), tensor.type == .int32, tensor.shape.rank == 1 {
            return try request.parameters(1, "shape")
        }
        let shape = try request.node.options.integers(0)
        // Old converters wrote a scalar's shape as [0].
        return shape == [0] ? [] : shape
    }

    /// The elements of a shape that has none, were it not for its extents of 0.
    private static func count(_ dimensions: [Int]) -> Int {
        dimensions.reduce(1) { $0 * max($1, 1) }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try request.copyingAll()
    }
}
