/// A tensor cut into pieces along an axis: what SPLIT, SPLIT_V and UNPACK share.
struct Cut: Sendable {
    var moved: MovedElements
    var axis: Int
    /// The pieces' extents along the axis.
    var extents: [Int]

    /// The pieces' shapes.
    func shapes(_ request: ShapeRequest) throws(InferenceError) -> [Shape] {
        var shapes: [Shape] = []
        for extent in extents {
            var dimensions = moved.shape.dimensions
            dimensions[axis] = extent
            shapes.append(try request.shape(dimensions))
        }
        return shapes
    }

    func kernel(_ request: KernelRequest, input: Int) throws(InferenceError) -> Kernel {
        let source = try request.input(input)
        let steps = source.shape.strides
        var copies: [(copy: StridedCopy, output: Tensor)] = []
        var start = 0
        for (extent, output) in zip(extents, request.outputs) {
            var dimensions = moved.shape.dimensions
            dimensions[axis] = extent
            let copy = StridedCopy(
                Shape.axes(dimensions, source: steps, target: try Shape(dimensions).strides),
                elementSize: moved.elementSize, source: start * steps[axis])
            copies.append((copy, output))
            start += extent
        }
        return { for (copy, output) in copies { copy(from: source.data, to: output.data) } }
    }
}

/// SPLIT: a tensor cut into equal pieces along an axis.
struct Split: ParametricPlan {
    static let definition = OperatorDefinition(
        .split, versions: 1...5, types: MovedElements.types, Split.self)
    static let parameters = 0..<1

    private var cut: Cut?
    private var shapes: [Shape]?

    init(_ request: ShapeRequest) throws(InferenceError) {
        let count = request.outputs.count
        try request.expect(inputs: 2...2, outputs: max(count, 1))
        let moved = try MovedElements(request, 1)
        let declared = try request.node.options.int32(0)
        guard declared == count else {
            throw request.error("splits into \(declared) but has \(count) outputs")
        }
        guard let number = try request.parameter(0, "axis") else { return }
        let axis = try request.axis(number, rank: moved.shape.rank)
        guard moved.shape[axis].isMultiple(of: count) else {
            throw request.error("cannot split axis \(axis) of \(moved.shape) into \(count)")
        }
        let cut = Cut(
            moved: moved, axis: axis,
            extents: Array(repeating: moved.shape[axis] / count, count: count))
        shapes = try cut.shapes(request)
        self.cut = cut
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shapes }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try cut?.kernel(request, input: 1) ?? {}
    }
}

/// SPLIT_V: a tensor cut into pieces of given extents along an axis.
struct SplitV: ParametricPlan {
    static let definition = OperatorDefinition(
        .splitV, versions: 1...3, types: MovedElements.types, SplitV.self)
    static let parameters = 1..<3

    private var cut: Cut?
    private var shapes: [Shape]?

    init(_ request: ShapeRequest) throws(InferenceError) {
        let count = request.outputs.count
        try request.expect(inputs: 3...3, outputs: max(count, 1))
        let moved = try MovedElements(request, 0)
        let sizes = try request.parameters(1, "sizes")
        guard let number = try request.parameter(2, "axis"), var extents = sizes else { return }
        let axis = try request.axis(number, rank: moved.shape.rank)
        let whole = moved.shape[axis]
        guard extents.count == count, extents.allSatisfy({ (-1...whole).contains($0) }),
            extents.count(where: { $0 == -1 }) <= 1
        else {
            throw request.error("cannot split axis \(axis) of \(moved.shape) into \(extents)")
        }
        let fixed = extents.reduce(0) { $1 < 0 ? $0 : $0 &+ $1 }
        if let open = extents.firstIndex(of: -1) { extents[open] = max(whole - fixed, 0) }
        guard extents.reduce(0, &+) == whole else {
            throw request.error("cannot split axis \(axis) of \(moved.shape) into \(extents)")
        }
        let cut = Cut(moved: moved, axis: axis, extents: extents)
        shapes = try cut.shapes(request)
        self.cut = cut
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shapes }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try cut?.kernel(request, input: 0) ?? {}
    }
}
