/// Operators that order or repeat the elements of a tensor.
enum Transposing {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.transpose, versions: 1...6, types: ElementType.movable, Transpose.self),
        OperatorDefinition(.tile, versions: 1...3, types: ElementType.movable, Tile.self),
        OperatorDefinition(
            .broadcastTo, versions: 1...4, types: ElementType.movable, Broadcast.self),
        OperatorDefinition(.reverseV2, versions: 1...3, types: ElementType.movable, Reverse.self),
        OperatorDefinition(
            .reverseSequence, versions: 1...1, types: ElementType.movable, ReverseSequence.self),
    ]
}

/// TRANSPOSE: the axes in another order.
private struct Transpose: OperatorPlan {
    private let input: KnownTensor
    private let order: [Int]?
    private let size: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        input = try request.operand(0)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        guard let axes = try request.integers(1, count: input.shape.rank, "permutation") else {
            order = nil
            return
        }
        var order: [Int] = []
        for axis in axes { order.append(try request.axis(axis, of: input.shape)) }
        guard Set(order).count == order.count else {
            throw request.error("\(axes) names an axis twice")
        }
        self.order = order
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        guard let order else { return nil }
        return [try Shape(order.map { input.shape[$0] })]
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        let strides = input.shape.strides
        let copy = StridedCopy(
            target.shape.dimensions, from: (order ?? []).map { strides[$0] },
            to: target.shape.strides, size: size)
        return { copy.run(from: source.data, to: target.data) }
    }
}

/// TILE: a tensor repeated along its axes.
private struct Tile: OperatorPlan {
    private let input: KnownTensor
    private let repeats: [Int]?
    private let size: Int
    private let shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        input = try request.operand(0)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        repeats = try request.integers(1, count: input.shape.rank, "multiples")
        guard let repeats else {
            shape = nil
            return
        }
        var extents: [Int] = []
        for (extent, times) in zip(input.shape.dimensions, repeats) {
            let (product, overflow) = extent.multipliedReportingOverflow(by: times)
            guard times >= 0, !overflow else {
                throw request.error("repeats \(input.shape) \(repeats) times")
            }
            extents.append(product)
        }
        shape = try request.shape(extents)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        // Every axis becomes two: the repetition, which stays in place, and the axis itself.
        var extents: [Int] = []
        var from: [Int] = []
        var to: [Int] = []
        let (strides, steps) = (input.shape.strides, target.shape.strides)
        for (axis, times) in (repeats ?? []).enumerated() {
            extents += [times, input.shape[axis]]
            from += [0, strides[axis]]
            to += [steps[axis] * input.shape[axis], steps[axis]]
        }
        let copy = StridedCopy(extents, from: from, to: to, size: size)
        return { copy.run(from: source.data, to: target.data) }
    }
}

/// BROADCAST_TO: axes of one element repeated to a given shape.
private struct Broadcast: OperatorPlan {
    private let input: KnownTensor
    private let shape: Shape?
    private let size: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        input = try request.operand(0)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        guard let extents = try request.integers(1) else {
            shape = nil
            return
        }
        let missing = extents.count - input.shape.rank
        guard missing >= 0 else {
            throw request.error("cannot bring \(input.shape) to \(extents)")
        }
        for axis in 0..<input.shape.rank {
            guard input.shape[axis] == 1 || input.shape[axis] == extents[missing + axis] else {
                throw request.error("cannot bring \(input.shape) to \(extents)")
            }
        }
        shape = try request.shape(extents)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        let missing = target.shape.rank - input.shape.rank
        var from = [Int](repeating: 0, count: missing)
        for (axis, stride) in input.shape.strides.enumerated() {
            from.append(input.shape[axis] == 1 ? 0 : stride)
        }
        let copy = StridedCopy(
            target.shape.dimensions, from: from, to: target.shape.strides, size: size)
        return { copy.run(from: source.data, to: target.data) }
    }
}

/// REVERSE_V2: the elements of some axes in reverse.
private struct Reverse: OperatorPlan {
    private let input: KnownTensor
    private let axes: Set<Int>
    private let size: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        input = try request.operand(0)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        guard let numbers = try request.integers(1) else {
            throw request.unsupported("its axes are computed while running")
        }
        var axes: Set<Int> = []
        for axis in numbers { axes.insert(try request.axis(axis, of: input.shape)) }
        self.axes = axes
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [input.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        var strides = input.shape.strides
        var start = 0
        for axis in axes {
            start += (input.shape[axis] - 1) * strides[axis]
            strides[axis] = -strides[axis]
        }
        let copy = StridedCopy(
            input.shape.dimensions, from: strides, to: input.shape.strides, fromStart: start,
            size: size)
        return { copy.run(from: source.data, to: target.data) }
    }
}

/// REVERSE_SEQUENCE: for each batch the first so many elements of an axis in reverse.
private struct ReverseSequence: OperatorPlan {
    private let input: KnownTensor
    private let lengths: KnownTensor
    private let sequence: Int
    private let batch: Int
    private let size: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        input = try request.operand(0)
        lengths = try request.operand(1)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        sequence = try request.axis(try request.node.options.int32(0), of: input.shape)
        batch = try request.axis(try request.node.options.int32(1), of: input.shape)
        guard sequence != batch, lengths.shape.dimensions == [input.shape[batch]],
            lengths.type == .int32 || lengths.type == .int64
        else {
            throw request.error("its lengths are \(lengths.type) \(lengths.shape)")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [input.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        let numbers = try request.input(1)
        let strides = input.shape.strides
        let (sequence, batch, size) = (sequence, batch, size)
        // One element of the sequence and one of the batch: what is left of the tensor.
        var block = input.shape.dimensions
        block[sequence] = 1
        block[batch] = 1
        let copy = StridedCopy(block, from: strides, to: strides, size: size)
        let (count, extent) = (input.shape[batch], input.shape[sequence])
        return { () throws(InferenceError) in
            for image in 0..<count {
                let length = numbers.index(image)
                guard 0...extent ~= length else {
                    throw request.badData("reverses \(length) of \(extent) elements")
                }
                for place in 0..<extent {
                    let from = place < length ? length - 1 - place : place
                    let base = image * strides[batch] * size
                    copy.run(
                        from: source.data + base + from * strides[sequence] * size,
                        to: target.data + base + place * strides[sequence] * size)
                }
            }
        }
    }
}

extension Tensor {
    /// One whole number of an int32 or int64 tensor.
    @inline(__always)
    func index(_ place: Int) -> Int {
        type == .int64
            ? Int(data.assumingMemoryBound(to: Int64.self)[place])
            : Int(data.assumingMemoryBound(to: Int32.self)[place])
    }
}
