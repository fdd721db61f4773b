/// GATHER: slices of a tensor along an axis, by their numbers.
struct Gather: OperatorPlan {
    static let definition = OperatorDefinition(
        .gather, versions: 1...8, types: MovedElements.types, Gather.self)

    private var moved: MovedElements
    private var axis: Int
    private var shape: Shape
    /// Axes in front that data and indices share.
    private var batchRank: Int
    private var indices: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        moved = try MovedElements(request, 0)
        indices = try request.indices(1).shape
        let data = moved.shape
        axis = try request.axis(request.node.options.int32(0), rank: data.rank)
        let batch = try request.node.options.int32(1)
        batchRank = batch < 0 ? batch + indices.rank : batch
        guard batchRank >= 0, batchRank <= min(indices.rank, axis) else {
            throw request.error(
                "cannot share \(batch) axes of \(data) and \(indices) in front of axis \(axis)")
        }
        guard data.dimensions.prefix(batchRank) == indices.dimensions.prefix(batchRank) else {
            throw request.error("\(data) and \(indices) differ in the axes that they share")
        }
        let (outer, inner) = (data.dimensions[..<axis], data.dimensions[(axis + 1)...])
        shape = try request.shape(Array(outer) + indices.dimensions[batchRank...] + inner)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let places = IndexVector(try request.input(1))
        let data = moved.shape.dimensions
        let extent = data[axis]
        let slice = data.dropFirst(axis + 1).reduce(moved.elementSize, *)
        let batches = data.prefix(batchRank).reduce(1, *)
        let outer = data[batchRank..<axis].reduce(1, *)
        let count = indices.dimensions.dropFirst(batchRank).reduce(1, *)
        return { () throws(InferenceError) in
            var source = input.data
            var target = output.data
            for batch in 0..<batches {
                for _ in 0..<outer {
                    for number in 0..<count {
                        let place = places[batch * count + number]
                        guard place >= 0, place < extent else {
                            throw request.badData(
                                "index \(place) is outside an axis of \(extent)")
                        }
                        target.copyMemory(from: source + place * slice, byteCount: slice)
                        target += slice
                    }
                    source += extent * slice
                }
            }
        }
    }
}
