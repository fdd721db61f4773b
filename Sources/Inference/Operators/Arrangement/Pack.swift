/// PACK: tensors of one shape side by side along a new axis.
struct Pack: OperatorPlan {
    static let definition = OperatorDefinition(
        .pack, versions: 1...5, types: MovedElements.types, Pack.self)

    private var moved: MovedElements
    private var axis: Int
    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...max(request.inputs.count, 1))
        moved = try MovedElements(request, 0)
        let count = try request.node.options.int32(0)
        guard count == request.inputs.count else {
            throw request.error("packs \(count) tensors but has \(request.inputs.count) inputs")
        }
        for index in request.inputs.indices {
            let input = try request.operand(index)
            try request.expect(input, "input \(index)", type: moved.type)
            try request.expect(input, "input \(index)", shape: moved.shape.dimensions)
        }
        axis = try request.axis(request.node.options.int32(1), rank: moved.shape.rank + 1)
        var dimensions = moved.shape.dimensions
        dimensions.insert(count, at: axis)
        shape = try request.shape(dimensions)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output()
        var steps = shape.strides
        let distance = steps.remove(at: axis)
        var copies: [(input: Tensor, copy: StridedCopy)] = []
        for index in request.inputs.indices {
            let input = try request.input(index)
            let copy = StridedCopy(
                input.shape.axes(source: input.shape.strides, target: steps),
                elementSize: moved.elementSize, target: index * distance)
            copies.append((input, copy))
        }
        return { for (input, copy) in copies { copy(from: input.data, to: output.data) } }
    }
}

/// UNPACK: the slices of a tensor along an axis, which they do not have any more.
struct Unpack: OperatorPlan {
    static let definition = OperatorDefinition(
        .unpack, versions: 1...6, types: MovedElements.types, Unpack.self)

    private var cut: Cut
    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        let count = try request.node.options.int32(0)
        guard count == request.outputs.count else {
            throw request.error("unpacks \(count) tensors but has \(request.outputs.count) outputs")
        }
        try request.expect(inputs: 1...1, outputs: count)
        let moved = try MovedElements(request, 0)
        let axis = try request.axis(request.node.options.int32(1), rank: moved.shape.rank)
        guard moved.shape[axis] == count else {
            throw request.error("cannot unpack axis \(axis) of \(moved.shape) into \(count)")
        }
        cut = Cut(moved: moved, axis: axis, extents: Array(repeating: 1, count: count))
        var dimensions = moved.shape.dimensions
        dimensions.remove(at: axis)
        shape = try request.shape(dimensions)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        Array(repeating: shape, count: cut.extents.count)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        try cut.kernel(request, input: 0)
    }
}
