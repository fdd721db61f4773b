/// Operators that cut a tensor into several.
enum Splitting {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.split, versions: 1...4, types: ElementType.movable, EvenSplit.self),
        OperatorDefinition(.splitV, versions: 1...2, types: ElementType.movable, UnevenSplit.self),
        OperatorDefinition(.unpack, versions: 1...4, types: ElementType.movable, Unpacking.self),
    ]
}

/// Pieces of a tensor along one of its axes.
private struct Pieces {
    var input: KnownTensor
    var axis: Int
    var extents: [Int]
    var size: Int

    init(
        _ request: ShapeRequest, _ input: KnownTensor, axis: Int, extents: [Int]
    ) throws(InferenceError) {
        guard extents.count == request.outputs.count, extents.allSatisfy({ $0 >= 0 }),
            extents.reduce(0, { $0 &+ $1 }) == input.shape[axis]
        else {
            throw request.error(
                "cuts axis \(axis) of \(input.shape) into \(extents) for "
                    + "\(request.outputs.count) outputs")
        }
        try request.expectSameType(input)
        self.input = input
        self.axis = axis
        self.extents = extents
        size = try request.elementSize(input)
    }

    /// - Parameter drops: the axis is left out of the pieces, which have one element along it.
    func shapes(drops: Bool) throws(InferenceError) -> [Shape] {
        var shapes: [Shape] = []
        for extent in extents {
            var dimensions = input.shape.dimensions
            if drops { dimensions.remove(at: axis) } else { dimensions[axis] = extent }
            shapes.append(try Shape(dimensions))
        }
        return shapes
    }

    func kernel(_ source: Tensor, _ outputs: [Tensor]) -> Kernel {
        var start = 0
        let strides = input.shape.strides
        let parts = zip(extents, outputs).map { extent, output in
            var block = input.shape.dimensions
            block[axis] = extent
            // A piece lies as its shape says, with the axis that was cut.
            var steps = [Int](repeating: 1, count: block.count)
            for axis in block.indices.dropLast().reversed() {
                steps[axis] = steps[axis + 1] * block[axis + 1]
            }
            let copy = StridedCopy(
                block, from: strides, to: steps, fromStart: start * strides[axis], size: size)
            start += extent
            return (output, copy)
        }
        return {
            for (output, copy) in parts where output.shape.count > 0 {
                copy.run(from: source.data, to: output.data)
            }
        }
    }
}

/// SPLIT: pieces of one size; the axis comes first.
private struct EvenSplit: OperatorPlan {
    private let pieces: Pieces?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2, outputs: request.outputs.count)
        let input = try request.operand(1)
        guard let axis = try request.integers(0, count: 1, "axis")?[0] else {
            pieces = nil
            return
        }
        let place = try request.axis(axis, of: input.shape)
        let count = request.outputs.count
        guard count > 0, input.shape[place].isMultiple(of: count) else {
            throw request.error("cannot cut axis \(place) of \(input.shape) into \(count)")
        }
        pieces = try Pieces(
            request, input, axis: place,
            extents: Array(repeating: input.shape[place] / count, count: count))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { try pieces?.shapes(drops: false) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let pieces else { return {} }
        return pieces.kernel(try request.input(1), request.outputs)
    }
}

/// SPLIT_V: pieces of given sizes; one may be -1.
private struct UnevenSplit: OperatorPlan {
    private let pieces: Pieces?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3, outputs: request.outputs.count)
        let input = try request.operand(0)
        guard var sizes = try request.integers(1),
            let axis = try request.integers(2, count: 1, "axis")?[0]
        else {
            pieces = nil
            return
        }
        let place = try request.axis(axis, of: input.shape)
        if let open = sizes.firstIndex(of: -1) {
            sizes[open] = 0
            guard sizes.allSatisfy({ 0...input.shape[place] ~= $0 }) else {
                throw request.error("cannot cut \(input.shape) into \(sizes)")
            }
            sizes[open] = input.shape[place] - sizes.reduce(0, +)
        }
        pieces = try Pieces(request, input, axis: place, extents: sizes)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { try pieces?.shapes(drops: false) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let pieces else { return {} }
        return pieces.kernel(try request.input(0), request.outputs)
    }
}

/// UNPACK: the slices along an axis, without it.
private struct Unpacking: OperatorPlan {
    private let pieces: Pieces

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1, outputs: request.outputs.count)
        let input = try request.operand(0)
        let axis = try request.axis(try request.node.options.int32(1), of: input.shape)
        pieces = try Pieces(
            request, input, axis: axis,
            extents: Array(repeating: 1, count: request.outputs.count))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { try pieces.shapes(drops: true) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        pieces.kernel(try request.input(0), request.outputs)
    }
}
