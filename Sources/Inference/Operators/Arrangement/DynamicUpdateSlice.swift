/// DYNAMIC_UPDATE_SLICE: a tensor with the box at a place replaced; the place is moved inwards so
/// that the box fits.
struct DynamicUpdateSlice: OperatorPlan {
    static let definition = OperatorDefinition(
        .dynamicUpdateSlice, versions: 1...6, types: MovedElements.types, DynamicUpdateSlice.self)

    private var moved: MovedElements
    private var update: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        moved = try MovedElements(request, 0)
        let update = try request.operand(1)
        try request.expect(update, "update", type: moved.type, rank: moved.shape.rank)
        guard zip(update.shape.dimensions, moved.shape.dimensions).allSatisfy({ $0 <= $1 }) else {
            throw request.error("\(update.shape) does not fit into \(moved.shape)")
        }
        self.update = update.shape
        _ = try request.parameters(2, "place")
        try request.expect(request.operand(2), "place", shape: [moved.shape.rank])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [moved.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let copy = try request.copyingAll()
        guard update.count > 0 else { return copy }
        let box = try request.input(1)
        // A scalar has but one place.
        let places = moved.shape.rank > 0 ? IndexVector(try request.input(2)) : nil
        let output = try request.output()
        let steps = moved.shape.strides
        let last = zip(moved.shape.dimensions, update.dimensions).map { $0 - $1 }
        let elementSize = moved.elementSize
        let replacement = StridedCopy(
            update.axes(source: update.strides, target: steps), elementSize: elementSize)
        return { () throws(InferenceError) in
            try copy()
            var start = 0
            for axis in last.indices {
                guard let places else { break }
                start += min(max(places[axis], 0), last[axis]) * steps[axis]
            }
            replacement(from: box.data, to: output.data + start * elementSize)
        }
    }
}
