/// Operators that pick elements by indices held in a tensor.
enum Gathering {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.gather, versions: 1...7, types: ElementType.movable, Gather.self),
        OperatorDefinition(.gatherNd, versions: 1...5, types: ElementType.movable, GatherND.self),
        OperatorDefinition(.scatterNd, versions: 1...1, types: ElementType.movable, ScatterND.self),
        OperatorDefinition(.oneHot, versions: 1...1, types: [.int32, .int64], OneHot.self),
    ]
}

extension ShapeRequest {
    /// A tensor of indices, int32 or int64.
    fileprivate func indices(_ index: Int) throws(InferenceError) -> KnownTensor {
        let tensor = try operand(index)
        guard tensor.type == .int32 || tensor.type == .int64 else {
            throw unsupported("picks elements by \(tensor.type) indices")
        }
        return tensor
    }
}

/// GATHER: slices along an axis, by index, batch by batch.
private struct Gather: OperatorPlan {
    private let size: Int
    private let shape: Shape
    /// Batches, slices' groups before the axis, the axis itself, elements of a slice.
    private let extents: (batch: Int, outer: Int, axis: Int, inner: Int)
    private let count: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let input = try request.operand(0)
        let indices = try request.indices(1)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        let axis = try request.axis(try request.node.options.int32(0), of: input.shape)
        let places = try request.node.options.int32(1)
        let batches = places < 0 ? places + indices.shape.rank : places
        guard batches >= 0, batches <= axis, batches <= indices.shape.rank,
            input.shape.dimensions.prefix(batches).elementsEqual(
                indices.shape.dimensions.prefix(batches))
        else {
            throw request.error("has \(places) batch axes for \(input.shape), \(indices.shape)")
        }
        let dimensions = input.shape.dimensions
        var result = Array(dimensions[..<axis])
        result += indices.shape.dimensions[batches...]
        result += dimensions[(axis + 1)...]
        shape = try request.shape(result)
        let batch: Int = dimensions[..<batches].reduce(1, *)
        let outer: Int = dimensions[batches..<axis].reduce(1, *)
        let inner: Int = dimensions[(axis + 1)...].reduce(1, *)
        extents = (batch, outer, dimensions[axis], inner)
        count = indices.shape.dimensions[batches...].reduce(1, *)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let indices = try request.input(1)
        let target = try request.output()
        let (extents, count) = (extents, count)
        let run = extents.inner * size
        return { () throws(InferenceError) in
            var to = target.data
            for batch in 0..<extents.batch {
                for outer in 0..<extents.outer {
                    let from =
                        source.data + (batch * extents.outer + outer) * extents.axis * run
                    for place in 0..<count {
                        let index = indices.index(batch * count + place)
                        guard index >= 0, index < extents.axis else {
                            throw request.badData(
                                "index \(index) is outside an axis of \(extents.axis)")
                        }
                        to.copyMemory(from: from + index * run, byteCount: run)
                        to += run
                    }
                }
            }
        }
    }
}

/// GATHER_ND: slices by tuples of indices.
private struct GatherND: OperatorPlan {
    private let input: KnownTensor
    private let size: Int
    private let depth: Int
    private let count: Int
    private let shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        input = try request.operand(0)
        let indices = try request.indices(1)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        guard let depth = indices.shape.dimensions.last, depth <= input.shape.rank else {
            throw request.error("indices of \(indices.shape) do not fit \(input.shape)")
        }
        self.depth = depth
        count = indices.shape.dimensions.dropLast().reduce(1, *)
        shape = try request.shape(
            indices.shape.dimensions.dropLast() + input.shape.dimensions[depth...])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let indices = try request.input(1)
        let target = try request.output()
        let (shape, depth, count) = (input.shape, depth, count)
        let strides = shape.strides
        let run = shape.dimensions[depth...].reduce(1, *) * size
        let size = size
        return { () throws(InferenceError) in
            for place in 0..<count {
                var start = 0
                for axis in 0..<depth {
                    let index = indices.index(place * depth + axis)
                    guard index >= 0, index < shape[axis] else {
                        throw request.badData("index \(index) is outside an axis of \(shape[axis])")
                    }
                    start += index * strides[axis]
                }
                (target.data + place * run).copyMemory(
                    from: source.data + start * size, byteCount: run)
            }
        }
    }
}

/// SCATTER_ND: slices added up at tuples of indices, zeros elsewhere.
private struct ScatterND: OperatorPlan {
    private let updates: KnownTensor
    private let depth: Int
    private let count: Int
    private let shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        let indices = try request.indices(0)
        updates = try request.operand(1)
        try request.expectSameType(updates)
        guard let depth = indices.shape.dimensions.last else {
            throw request.error("has no indices")
        }
        self.depth = depth
        count = indices.shape.dimensions.dropLast().reduce(1, *)
        guard let extents = try request.integers(2) else {
            shape = nil
            return
        }
        guard depth <= extents.count,
            updates.shape.dimensions
                == indices.shape.dimensions.dropLast() + Array(extents[depth...])
        else {
            throw request.error("cannot put \(updates.shape) into \(extents)")
        }
        shape = try request.shape(extents)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let target = try request.output()
        switch target.type {
        case .float32: return try kernel(request, Float.self) { $0 + $1 }
        case .int32: return try kernel(request, Int32.self) { $0 &+ $1 }
        case .int64: return try kernel(request, Int64.self) { $0 &+ $1 }
        case .int8: return try kernel(request, Int8.self) { $0 &+ $1 }
        case .uint8: return try kernel(request, UInt8.self) { $0 &+ $1 }
        case .int16: return try kernel(request, Int16.self) { $0 &+ $1 }
        case .bool: return try kernel(request, Bool.self) { $0 || $1 }
        default: throw request.unsupported("adds up \(target.type), which is not implemented")
        }
    }

    private func kernel<Element: BitwiseCopyable>(
        _ request: KernelRequest, _ type: Element.Type,
        _ sum: @escaping (Element, Element) -> Element
    ) throws(InferenceError) -> Kernel {
        let indices = try request.input(0)
        let source = try request.input(1).elements(type)
        let target = try request.output()
        let elements = target.elements(type)
        let (shape, depth, count) = (target.shape, depth, count)
        let strides = shape.strides
        let run = shape.dimensions[depth...].reduce(1, *)
        return { () throws(InferenceError) in
            target.data.initializeMemory(as: UInt8.self, repeating: 0, count: target.byteCount)
            for place in 0..<count {
                var start = 0
                for axis in 0..<depth {
                    let index = indices.index(place * depth + axis)
                    guard index >= 0, index < shape[axis] else {
                        throw request.badData("index \(index) is outside an axis of \(shape[axis])")
                    }
                    start += index * strides[axis]
                }
                for element in 0..<run {
                    elements[start + element] = sum(
                        elements[start + element], source[place * run + element])
                }
            }
        }
    }
}

/// ONE_HOT: for each index a row with one value at its place and another elsewhere.
private struct OneHot: OperatorPlan {
    private let size: Int
    private let axis: Int
    private let depth: Int?
    private let indices: KnownTensor

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 4...4)
        indices = try request.indices(0)
        let on = try request.operand(2)
        let off = try request.operand(3)
        try request.expectSameType(on)
        size = try request.elementSize(on)
        guard on.shape.count == 1, off.shape.count == 1, off.type == on.type else {
            throw request.error("its two values must be single elements of one type")
        }
        let place = try request.node.options.int32(0)
        axis = place == -1 ? indices.shape.rank : place
        guard 0...indices.shape.rank ~= axis else {
            throw request.error("axis \(place) does not fit indices of \(indices.shape)")
        }
        guard let depth = try request.integers(1, count: 1, "depth")?[0] else {
            self.depth = nil
            return
        }
        guard depth >= 0 else { throw request.error("has a depth of \(depth)") }
        self.depth = depth
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        guard let depth else { return nil }
        var extents = indices.shape.dimensions
        extents.insert(depth, at: axis)
        return [try Shape(extents)]
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let numbers = try request.input(0)
        let on = try request.input(2)
        let off = try request.input(3)
        let target = try request.output()
        let outer = indices.shape.dimensions[..<axis].reduce(1, *)
        let inner = indices.shape.dimensions[axis...].reduce(1, *)
        let (depth, size) = (target.shape[axis], size)
        return {
            target.fill(with: off.data, size: size)
            for row in 0..<outer {
                for place in 0..<inner {
                    let index = numbers.index(row * inner + place)
                    guard index >= 0, index < depth else { continue }
                    let at = (row * depth + index) * inner + place
                    (target.data + at * size).copyMemory(from: on.data, byteCount: size)
                }
            }
        }
    }
}
