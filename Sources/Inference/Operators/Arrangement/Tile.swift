/// TILE: a tensor repeated along its axes.
struct Tile: ParametricPlan {
    static let definition = OperatorDefinition(
        .tile, versions: 1...3, types: MovedElements.types, Tile.self)
    static let parameters = 1..<2

    private var moved: MovedElements
    private var repeats: [Int] = []
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        moved = try MovedElements(request, 0)
        try request.expect(request.operand(1), "multiples", shape: [moved.shape.rank])
        guard let repeats = try request.parameters(1, "multiples") else { return }
        var dimensions: [Int] = []
        for (extent, times) in zip(moved.shape.dimensions, repeats) {
            let (product, overflow) = extent.multipliedReportingOverflow(by: times)
            guard times >= 0, !overflow else {
                throw request.error("cannot repeat \(moved.shape) \(repeats) times")
            }
            dimensions.append(product)
        }
        self.repeats = repeats
        shape = try request.shape(dimensions)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    /// Each axis becomes two: the repetitions and, within, the input's own.
    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let steps = try request.output().shape.strides
        let own = moved.shape.strides
        let axes = repeats.indices.flatMap { axis in
            let extent = moved.shape[axis]
            return [
                StridedCopy.Axis(extent: repeats[axis], source: 0, target: extent * steps[axis]),
                StridedCopy.Axis(extent: extent, source: own[axis], target: steps[axis]),
            ]
        }
        return try request.copying([StridedCopy(axes, elementSize: moved.elementSize)])
    }
}

/// BROADCAST_TO: a tensor repeated along its axes of extent 1 and along new ones in front.
struct BroadcastTo: ParametricPlan {
    static let definition = OperatorDefinition(
        .broadcastTo, versions: 1...4, types: MovedElements.types, BroadcastTo.self)
    static let parameters = 1..<2

    private var moved: MovedElements
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        moved = try MovedElements(request, 0)
        guard let dimensions = try request.parameters(1, "shape") else { return }
        let output = try request.shape(dimensions)
        let added = output.rank - moved.shape.rank
        guard added >= 0,
            moved.shape.dimensions.indices.allSatisfy({
                moved.shape[$0] == 1 || moved.shape[$0] == output[$0 + added]
            })
        else { throw request.error("cannot broadcast \(moved.shape) to \(output)") }
        shape = output
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output().shape
        let added = Array(repeating: 0, count: output.rank - moved.shape.rank)
        let steps = zip(moved.shape.dimensions, moved.shape.strides).map { $0 == 1 ? 0 : $1 }
        return try request.copying([
            StridedCopy(
                output.axes(source: added + steps, target: output.strides),
                elementSize: moved.elementSize)
        ])
    }
}
