/// Operators that take a block out of a tensor.
enum Slicing {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.slice, versions: 1...6, types: ElementType.movable, BlockSlice.self),
        OperatorDefinition(
            .stridedSlice, versions: 1...8, types: ElementType.movable, StridedSlice.self),
    ]
}

/// SLICE: a block by its first element and size; -1 means all that is left.
private struct BlockSlice: OperatorPlan {
    private let input: KnownTensor
    private let size: Int
    private let start: Int
    private let shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        input = try request.operand(0)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        let rank = input.shape.rank
        guard let begins = try request.integers(1, count: rank, "begin"),
            let sizes = try request.integers(2, count: rank, "size")
        else {
            shape = nil
            start = 0
            return
        }
        var extents: [Int] = []
        for axis in 0..<rank {
            let extent = input.shape[axis]
            guard 0...extent ~= begins[axis] else {
                throw request.error("begins at \(begins[axis]) of axis \(axis) of \(input.shape)")
            }
            let length = sizes[axis] == -1 ? extent - begins[axis] : sizes[axis]
            guard 0...(extent - begins[axis]) ~= length else {
                throw request.error("takes \(sizes[axis]) of axis \(axis) of \(input.shape)")
            }
            extents.append(length)
        }
        shape = try request.shape(extents)
        start = zip(begins, input.shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        let copy = StridedCopy(
            target.shape.dimensions, from: input.shape.strides, to: target.shape.strides,
            fromStart: start, size: size)
        return { copy.run(from: source.data, to: target.data) }
    }
}

/// STRIDED_SLICE: a block by first and last element and step, with NumPy's masks.
private struct StridedSlice: OperatorPlan {
    private let size: Int
    private var start = 0
    /// The block in the input, axis by axis.
    private var extents: [Int] = []
    private var steps: [Int] = []
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 4...4)
        let input = try request.operand(0)
        try request.expectSameType(input)
        size = try request.elementSize(input)
        guard let begins = try request.integers(1),
            let ends = try request.integers(2, count: begins.count, "end"),
            let strides = try request.integers(3, count: begins.count, "strides")
        else { return }
        var dimensions: [Int] = []
        var axis = 0
        let options = request.node.options
        let masks = SliceMasks(
            begin: try options.int32(0), end: try options.int32(1),
            ellipsis: try options.int32(2), newAxis: try options.int32(3),
            shrink: try options.int32(4))
        let isOffset = try options.bool(5)
        let inserted = begins.indices.filter {
            masks.newAxis >> $0 & 1 == 1 && masks.ellipsis >> $0 & 1 == 0
        }.count
        let ellipses = begins.indices.filter { masks.ellipsis >> $0 & 1 == 1 }.count
        guard begins.count <= 32, ellipses <= 1 else {
            throw request.error("has \(ellipses) ellipses among \(begins.count) places")
        }
        let covered = begins.count - inserted - ellipses
        guard covered <= input.shape.rank else {
            throw request.error("names \(covered) axes of \(input.shape)")
        }
        let inputStrides = input.shape.strides
        for place in begins.indices {
            if masks.ellipsis >> place & 1 == 1 {
                for _ in 0..<(input.shape.rank - covered) {
                    take(axis, inputStrides, begin: 0, step: 1, extent: input.shape[axis])
                    dimensions.append(input.shape[axis])
                    axis += 1
                }
                continue
            }
            if masks.newAxis >> place & 1 == 1 {
                dimensions.append(1)
                continue
            }
            let range = try SliceRange(
                request, extent: input.shape[axis], begin: begins[place], end: ends[place],
                stride: strides[place], isOffset: isOffset, masks: masks, place: place)
            take(
                axis, inputStrides, begin: range.begin, step: range.stride, extent: range.count)
            if masks.shrink >> place & 1 == 0 { dimensions.append(range.count) }
            axis += 1
        }
        while axis < input.shape.rank {
            take(axis, inputStrides, begin: 0, step: 1, extent: input.shape[axis])
            dimensions.append(input.shape[axis])
            axis += 1
        }
        shape = try request.shape(dimensions)
    }

    private mutating func take(
        _ axis: Int, _ strides: [Int], begin: Int, step: Int, extent: Int
    ) {
        start += begin * strides[axis]
        steps.append(step * strides[axis])
        extents.append(extent)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        var to = [Int](repeating: 1, count: extents.count)
        for axis in extents.indices.dropLast().reversed() {
            to[axis] = to[axis + 1] * extents[axis + 1]
        }
        let copy = StridedCopy(extents, from: steps, to: to, fromStart: start, size: size)
        return { copy.run(from: source.data, to: target.data) }
    }
}

/// Bit sets of places, as the options hold them.
private struct SliceMasks {
    var begin: Int
    var end: Int
    var ellipsis: Int
    var newAxis: Int
    var shrink: Int
}

/// One axis of a slice in numbers that lie within the input.
private struct SliceRange {
    var begin: Int
    var stride: Int
    var count: Int

    init(
        _ request: ShapeRequest, extent: Int, begin: Int, end: Int, stride: Int, isOffset: Bool,
        masks: SliceMasks, place: Int
    ) throws(InferenceError) {
        guard stride != 0 else { throw request.error("has a stride of zero") }
        self.stride = stride
        let shrinks = masks.shrink >> place & 1 == 1
        func held(_ index: Int) -> Int {
            let positive = index < 0 ? index + extent : index
            return stride > 0 ? min(max(positive, 0), extent) : min(max(positive, -1), extent - 1)
        }
        if shrinks {
            let positive = begin < 0 ? begin + extent : begin
            guard 0..<max(extent, 0) ~= positive else {
                throw request.error("takes element \(begin) of an axis of \(extent)")
            }
            self.begin = positive
            count = 1
            return
        }
        let first =
            masks.begin >> place & 1 == 1 ? (stride > 0 ? 0 : extent - 1) : held(begin)
        let stop: Int
        if masks.end >> place & 1 == 1 {
            stop = stride > 0 ? extent : -1
        } else {
            stop = isOffset ? held(begin + end) : held(end)
        }
        self.begin = first
        let span = stride > 0 ? stop - first : first - stop
        count = span <= 0 ? 0 : (span - 1) / stride.magnitudeAsInt + 1
        if count == 0 { self.begin = 0 }
    }
}

extension Int {
    /// The magnitude, held in the type's range.
    fileprivate var magnitudeAsInt: Int { Int(clamping: magnitude) }
}
