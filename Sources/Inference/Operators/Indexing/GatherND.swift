/// Places in a tensor's first axes, one in each row of the indices' last axis: what GATHER_ND and
/// SCATTER_ND share.
struct IndexRows: Sendable {
    /// The axes that a row points into.
    private var extents: [Int]
    private var steps: [Int]
    /// The number of rows.
    let count: Int
    /// The elements that a row points at.
    let slice: Int

    init(_ indices: Shape, into shape: Shape, _ request: ShapeRequest) throws(InferenceError) {
        guard let depth = indices.dimensions.last, depth <= shape.rank else {
            throw request.error("indices of \(indices) do not point into \(shape)")
        }
        extents = Array(shape.dimensions.prefix(depth))
        steps = Array(shape.strides.prefix(depth))
        count = try request.shape(indices.dimensions.dropLast()).count
        slice = shape.dimensions.dropFirst(depth).reduce(1, *)
    }

    /// The first element that a row points at.
    @inline(__always)
    func place(
        _ row: Int, _ indices: IndexVector?, _ request: KernelRequest
    ) throws(InferenceError) -> Int {
        guard let indices else { return 0 }
        var place = 0
        for axis in extents.indices {
            let index = indices[row * extents.count + axis]
            guard index >= 0, index < extents[axis] else {
                throw request.badData("index \(index) is outside an axis of \(extents[axis])")
            }
            place += index * steps[axis]
        }
        return place
    }
}

/// GATHER_ND: elements or slices of a tensor, by their places.
struct GatherND: OperatorPlan {
    static let definition = OperatorDefinition(
        .gatherNd, versions: 1...6, types: MovedElements.types, GatherND.self)

    private var moved: MovedElements
    private var rows: IndexRows
    private var shape: Shape
    private var hasIndices: Bool

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        moved = try MovedElements(request, 0)
        let indices = try request.indices(1).shape
        rows = try IndexRows(indices, into: moved.shape, request)
        hasIndices = indices.count > 0
        shape = try request.shape(
            indices.dimensions.dropLast()
                + moved.shape.dimensions.dropFirst(indices.dimensions.last ?? 0))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let places = hasIndices ? IndexVector(try request.input(1)) : nil
        let slice = rows.slice * moved.elementSize
        let elementSize = moved.elementSize
        return { () throws(InferenceError) in
            for row in 0..<rows.count {
                let place = try rows.place(row, places, request)
                (output.data + row * slice).copyMemory(
                    from: input.data + place * elementSize, byteCount: slice)
            }
        }
    }
}
