/// STRIDED_SLICE: elements of each axis from a place to another, with steps, as Python's slices.
struct StridedSlice: ParametricPlan {
    static let definition = OperatorDefinition(
        .stridedSlice, versions: 1...8, types: MovedElements.types, StridedSlice.self)
    static let parameters = 1..<4

    /// What is taken of an axis; the steps lead through the input.
    private struct Taken {
        var start: Int
        var count: Int
        var stride: Int
        /// The axis is left out of the output.
        var isShrunk = false
    }

    /// The options: bits count the entries of begin, end and strides.
    private struct Masks {
        var begin: Int
        var end: Int
        var ellipsis: Int
        var newAxis: Int
        var shrink: Int
        /// Ends are counted from the start, not from the axis' first element.
        var offset: Bool

        init(_ options: NodeOptions) throws(InferenceError) {
            begin = try options.int32(0)
            end = try options.int32(1)
            ellipsis = try options.int32(2)
            newAxis = try options.int32(3)
            shrink = try options.int32(4)
            offset = try options.bool(5)
        }

        static func has(_ mask: Int, _ bit: Int) -> Bool { bit < 32 && mask >> bit & 1 == 1 }
    }

    private var moved: MovedElements
    /// One for each axis of the input.
    private var taken: [Taken] = []
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 4...4)
        moved = try MovedElements(request, 0)
        let types: [ElementType] = [.int16, .int32, .int64]
        let begins = try request.parameters(1, "begin", types: types)
        let ends = try request.parameters(2, "end", types: types)
        let strides = try request.parameters(3, "strides", types: types)
        let count = try request.operand(1).shape[0]
        try request.expect(request.operand(2), "end", shape: [count])
        try request.expect(request.operand(3), "strides", shape: [count])
        guard let begins, let ends, let strides else { return }

        let masks = try Masks(request.node.options)
        let input = moved.shape
        let added = begins.indices.count {
            Masks.has(masks.newAxis, $0) && !Masks.has(masks.ellipsis, $0)
        }
        let ellipses = begins.indices.count { Masks.has(masks.ellipsis, $0) }
        guard ellipses <= 1, count - added - ellipses <= input.rank else {
            throw request.error("has too many entries for a tensor of \(input)")
        }
        var dimensions: [Int] = []
        for entry in begins.indices {
            if Masks.has(masks.ellipsis, entry) {
                // An ellipsis stands for an axis at least while one is left: for LiteRT, not for
                // TensorFlow. Entries behind the last axis have no effect then.
                let left = input.rank - taken.count
                let others = begins.indices.dropFirst(entry + 1)
                    .count { !Masks.has(masks.newAxis, $0) }
                for _ in 0..<min(max(left - others, 1), left) {
                    let extent = input[taken.count]
                    taken.append(Taken(start: 0, count: extent, stride: 1))
                    dimensions.append(extent)
                }
            } else if Masks.has(masks.newAxis, entry) {
                dimensions.append(1)
            } else if taken.count < input.rank {
                let axis = try Self.take(
                    request, input[taken.count], masks, entry, begins[entry], ends[entry],
                    strides[entry])
                taken.append(axis)
                if !axis.isShrunk { dimensions.append(axis.count) }
            }
        }
        for extent in input.dimensions.dropFirst(taken.count) {
            taken.append(Taken(start: 0, count: extent, stride: 1))
            dimensions.append(extent)
        }
        shape = try request.shape(dimensions)
    }

    private static func take(
        _ request: ShapeRequest, _ extent: Int, _ masks: Masks, _ entry: Int, _ begin: Int,
        _ end: Int, _ stride: Int
    ) throws(InferenceError) -> Taken {
        // Numbers of 32 bits, so that nothing overflows.
        guard stride != 0, [begin, end, stride].allSatisfy({ Int32(exactly: $0) != nil }) else {
            throw request.error("cannot step from \(begin) to \(end) by \(stride)")
        }
        let range = stride > 0 ? 0...extent : -1...max(extent - 1, -1)
        func held(_ place: Int) -> Int { min(max(place, range.lowerBound), range.upperBound) }
        func clamp(_ place: Int) -> Int { held(place < 0 ? place + extent : place) }
        var start = clamp(begin)
        if Masks.has(masks.begin, entry) { start = stride > 0 ? 0 : extent - 1 }
        if Masks.has(masks.shrink, entry) {
            guard stride > 0, start < extent else {
                throw request.error("has no element \(begin) in an axis of \(extent)")
            }
            return Taken(start: start, count: 1, stride: 1, isShrunk: true)
        }
        let stop: Int
        if masks.offset {
            // The end's mask has no effect, and negative ends do not count from the back.
            stop = held(start + end)
        } else if Masks.has(masks.end, entry) {
            stop = stride > 0 ? extent : -1
        } else {
            stop = clamp(end)
        }
        let distance = stride > 0 ? stop - start : start - stop
        let step = abs(stride)
        return Taken(start: start, count: max((distance + step - 1) / step, 0), stride: stride)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let steps = moved.shape.strides
        let box = try Shape(taken.map(\.count))
        return try request.copying([
            StridedCopy(
                box.axes(source: zip(taken, steps).map { $0.stride * $1 }, target: box.strides),
                elementSize: moved.elementSize,
                source: zip(taken, steps).reduce(0) { $0 + $1.0.start * $1.1 })
        ])
    }
}
