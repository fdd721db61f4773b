/// What DEPTH_TO_SPACE and SPACE_TO_DEPTH share: an image whose pixels' channels are the pixels
/// of a block.
struct DepthBlocks: Sendable {
    var moved: MovedElements
    var block: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        moved = try MovedElements(request, 0)
        block = try request.node.options.int32(0)
        guard moved.shape.rank == 4, block > 0 else {
            throw request.error("cannot rearrange \(moved.shape) in blocks of \(block)")
        }
    }

    /// - Parameters:
    ///   - deep: The image with few pixels of many channels.
    ///   - wide: The image with many pixels of few channels.
    func axes(
        deep: Shape, wide: Shape, order: (_ deep: Int, _ wide: Int) -> (source: Int, target: Int)
    ) -> [StridedCopy.Axis] {
        let channels = wide[3]
        let few = deep.strides
        let many = wide.strides
        let steps = [
            (deep[0], few[0], many[0]), (deep[1], few[1], many[1] * block),
            (block, block * channels, many[1]), (deep[2], few[2], many[2] * block),
            (block, channels, many[2]), (channels, 1, 1),
        ]
        return steps.map { extent, deep, wide in
            let (source, target) = order(deep, wide)
            return StridedCopy.Axis(extent: extent, source: source, target: target)
        }
    }
}

/// DEPTH_TO_SPACE: each pixel's channels become a block of pixels.
struct DepthToSpace: OperatorPlan {
    static let definition = OperatorDefinition(
        .depthToSpace, versions: 1...2, types: MovedElements.types, DepthToSpace.self)

    private var blocks: DepthBlocks
    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        blocks = try DepthBlocks(request)
        let input = blocks.moved.shape
        let block = blocks.block
        // A block is a 32-bit number: its square does not overflow.
        guard input[3].isMultiple(of: block * block) else {
            throw request.error("cannot make blocks of \(block) of \(input[3]) channels")
        }
        let (height, tall) = input[1].multipliedReportingOverflow(by: block)
        let (width, wide) = input[2].multipliedReportingOverflow(by: block)
        guard !tall, !wide else { throw request.error("makes an image that is too large") }
        shape = try request.shape([input[0], height, width, input[3] / (block * block)])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let axes = blocks.axes(deep: blocks.moved.shape, wide: shape) { ($0, $1) }
        return try request.copying([StridedCopy(axes, elementSize: blocks.moved.elementSize)])
    }
}

/// SPACE_TO_DEPTH: each block of pixels becomes one pixel's channels.
struct SpaceToDepth: OperatorPlan {
    static let definition = OperatorDefinition(
        .spaceToDepth, versions: 1...2, types: MovedElements.types, SpaceToDepth.self)

    private var blocks: DepthBlocks
    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        blocks = try DepthBlocks(request)
        let input = blocks.moved.shape
        let block = blocks.block
        guard input[1].isMultiple(of: block), input[2].isMultiple(of: block) else {
            throw request.error("cannot cut \(input) into blocks of \(block)")
        }
        let (channels, overflow) = input[3].multipliedReportingOverflow(by: block * block)
        guard !overflow else { throw request.error("makes an image that is too large") }
        shape = try request.shape([input[0], input[1] / block, input[2] / block, channels])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let axes = blocks.axes(deep: shape, wide: blocks.moved.shape) { ($1, $0) }
        return try request.copying([StridedCopy(axes, elementSize: blocks.moved.elementSize)])
    }
}
