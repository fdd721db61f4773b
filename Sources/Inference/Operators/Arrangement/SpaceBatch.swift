/// What SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND share: space axes behind the first one whose
/// elements are dealt out, in blocks, to images of their own.
struct SpaceBlocks: Sendable {
    var moved: MovedElements
    /// A block's extents.
    var block: [Int]
    /// Their product.
    var count: Int
    /// What is added to the space, or taken off it.
    var margins: [(before: Int, after: Int)]

    /// Nil when extents or margins are computed while running.
    init?(_ request: ShapeRequest, _ moved: MovedElements) throws(InferenceError) {
        let extents = try request.operand(1).shape
        guard extents.rank == 1, extents.count < moved.shape.rank else {
            throw request.error("its block of \(extents) does not fit a tensor of \(moved.shape)")
        }
        let block = try request.parameters(1, "block")
        let margins = try Paddings(request, 2, count: extents.count)
        guard let block, let margins else { return nil }
        guard block.allSatisfy({ $0 > 0 }) else {
            throw request.error("cannot make blocks of \(block)")
        }
        self.moved = moved
        self.block = block
        count = try request.shape(block).count
        self.margins = margins.axes
    }

    /// The copies of each of a block's places between the space and its images.
    ///
    /// - Parameters:
    ///   - space: The shape with all elements of the space.
    ///   - dealt: The shape with the blocks' places as images.
    ///   - isDealing: The copies go from the space to the images.
    func copies(space: Shape, dealt: Shape, isDealing: Bool) -> [StridedCopy] {
        let images = space[0]
        return (0..<count).map { number in
            // The place within the block, its last axis first.
            var place = [Int](repeating: 0, count: block.count)
            var rest = number
            for axis in block.indices.reversed() {
                place[axis] = rest % block[axis]
                rest /= block[axis]
            }
            return copy(
                space: space, dealt: dealt, place, image: number * images, isDealing: isDealing)
        }
    }

    private func copy(
        space: Shape, dealt: Shape, _ place: [Int], image: Int, isDealing: Bool
    ) -> StridedCopy {
        let wide = space.strides
        let narrow = dealt.strides
        var extents = space.dimensions
        var steps = wide
        var inSpace = 0
        var inImages = image * narrow[0]
        for (index, offset) in place.enumerated() {
            let axis = index + 1
            let size = block[index]
            let before = margins[index].before
            // Elements at number * size + offset - before that lie in the space.
            let first = max((before - offset + size - 1) / size, 0)
            let end = min((space[axis] + before - offset + size - 1) / size, dealt[axis])
            extents[axis] = max(end - first, 0)
            steps[axis] = wide[axis] * size
            inSpace += (first * size + offset - before) * wide[axis]
            inImages += first * narrow[axis]
        }
        return isDealing
            ? StridedCopy(
                Shape.axes(extents, source: steps, target: narrow),
                elementSize: moved.elementSize, source: inSpace, target: inImages)
            : StridedCopy(
                Shape.axes(extents, source: narrow, target: steps),
                elementSize: moved.elementSize, source: inImages, target: inSpace)
    }
}

/// SPACE_TO_BATCH_ND: the elements of blocks, dealt out to an image for each place in the block.
struct SpaceToBatch: ParametricPlan {
    static let definition = OperatorDefinition(
        .spaceToBatchNd, versions: 1...4, types: MovedElements.types, SpaceToBatch.self)
    static let parameters = 1..<3

    private var moved: MovedElements
    private var blocks: SpaceBlocks?
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        moved = try MovedElements(request, 0)
        blocks = try SpaceBlocks(request, moved)
        guard let blocks else { return }
        var dimensions = moved.shape.dimensions
        for (index, (size, margin)) in zip(blocks.block, blocks.margins).enumerated() {
            let padded = dimensions[index + 1] + margin.before + margin.after
            guard padded.isMultiple(of: size) else {
                throw request.error("cannot cut an axis of \(padded) into blocks of \(size)")
            }
            dimensions[index + 1] = padded / size
        }
        let (images, overflow) = dimensions[0].multipliedReportingOverflow(by: blocks.count)
        guard !overflow else { throw request.error("makes too many images") }
        dimensions[0] = images
        shape = try request.shape(dimensions)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let pattern = ElementPattern(elementSize: moved.elementSize)
        let zero = ElementPattern.bytes(moved.zero, moved.elementSize)
        let copies =
            blocks?.copies(space: input.shape, dealt: output.shape, isDealing: true) ?? []
        let isPadded = blocks?.margins.contains { $0.before > 0 || $0.after > 0 } ?? false
        return {
            if isPadded { pattern.fill(output.data, count: output.shape.count, with: zero) }
            for copy in copies { copy(from: input.data, to: output.data) }
        }
    }
}

/// BATCH_TO_SPACE_ND: images that are each a place in a block, put together to the space.
struct BatchToSpace: ParametricPlan {
    static let definition = OperatorDefinition(
        .batchToSpaceNd, versions: 1...4, types: MovedElements.types, BatchToSpace.self)
    static let parameters = 1..<3

    private var moved: MovedElements
    private var blocks: SpaceBlocks?
    private var shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        moved = try MovedElements(request, 0)
        blocks = try SpaceBlocks(request, moved)
        guard let blocks else { return }
        var dimensions = moved.shape.dimensions
        guard dimensions[0].isMultiple(of: blocks.count) else {
            throw request.error("cannot make blocks of \(blocks.block) of \(dimensions[0]) images")
        }
        dimensions[0] /= blocks.count
        for (index, (size, margin)) in zip(blocks.block, blocks.margins).enumerated() {
            let (whole, overflow) = dimensions[index + 1].multipliedReportingOverflow(by: size)
            guard !overflow, whole >= margin.before + margin.after else {
                throw request.error(
                    "cannot take \(margin.before) and \(margin.after) off an axis of \(whole)")
            }
            dimensions[index + 1] = whole - margin.before - margin.after
        }
        shape = try request.shape(dimensions)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let output = try request.output().shape
        return try request.copying(
            blocks?.copies(space: output, dealt: moved.shape, isDealing: false) ?? [])
    }
}
