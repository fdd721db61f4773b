/// SLICE: the box of a tensor at a place.
struct BoxSlice: ParametricPlan {
    static let definition = OperatorDefinition(
        .slice, versions: 1...8, types: MovedElements.types, BoxSlice.self)
    static let parameters = 1..<3

    private var moved: MovedElements
    private var begins: [Int] = []
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        moved = try MovedElements(request, 0)
        let begins = try request.parameters(1, "begin")
        let sizes = try request.parameters(2, "size")
        for index in 1...2 {
            try request.expect(
                request.operand(index), index == 1 ? "begin" : "size", shape: [moved.shape.rank])
        }
        guard let begins, let sizes else { return }
        var dimensions: [Int] = []
        for (extent, (begin, size)) in zip(moved.shape.dimensions, zip(begins, sizes)) {
            guard begin >= 0, begin <= extent, size >= -1, size <= extent - begin else {
                throw request.error(
                    "cannot take \(size) elements at \(begin) of an axis of \(extent)")
            }
            dimensions.append(size == -1 ? extent - begin : size)
        }
        self.begins = begins
        shape = try request.shape(dimensions)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output().shape
        let steps = moved.shape.strides
        return try request.copying([
            StridedCopy(
                output.axes(source: steps, target: output.strides), elementSize: moved.elementSize,
                source: zip(begins, steps).reduce(0) { $0 + $1.0 * $1.1 })
        ])
    }
}
