/// Operators that move elements between the extents of images, their channels and their batch.
enum SpaceAndDepth {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(
            .depthToSpace, versions: 1...2, types: ElementType.movable, DepthToSpace.self),
        OperatorDefinition(
            .spaceToDepth, versions: 1...2, types: ElementType.movable, SpaceToDepth.self),
        OperatorDefinition(
            .batchToSpaceNd, versions: 1...4, types: ElementType.movable, BatchToSpace.self),
        OperatorDefinition(
            .spaceToBatchNd, versions: 1...4, types: ElementType.movable, SpaceToBatch.self),
    ]
}

/// DEPTH_TO_SPACE: groups of channels become square blocks of pixels.
private struct DepthToSpace: OperatorPlan {
    private let input: KnownTensor
    private let block: Int
    private let size: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        (input, block, size) = try request.imageBlocks()
        guard input.shape[3].isMultiple(of: block * block) else {
            throw request.error("cannot share out \(input.shape[3]) channels to blocks of \(block)")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        let shape = input.shape
        return [
            try Shape([
                shape[0], shape[1] * block, shape[2] * block, shape[3] / (block * block),
            ])
        ]
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        let (shape, out) = (input.shape, target.shape)
        let channels = out[3]
        let row = out[2] * channels
        let copy = StridedCopy(
            [shape[0], shape[1], shape[2], block, block, channels],
            from: [
                shape.strides[0], shape.strides[1], shape.strides[2], block * channels, channels, 1,
            ],
            to: [out.strides[0], block * row, block * channels, row, channels, 1], size: size)
        return { copy.run(from: source.data, to: target.data) }
    }
}

/// SPACE_TO_DEPTH: square blocks of pixels become groups of channels.
private struct SpaceToDepth: OperatorPlan {
    private let input: KnownTensor
    private let block: Int
    private let size: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        (input, block, size) = try request.imageBlocks()
        guard input.shape[1].isMultiple(of: block), input.shape[2].isMultiple(of: block) else {
            throw request.error("cannot cut \(input.shape) into blocks of \(block)")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        let shape = input.shape
        return [
            try Shape([
                shape[0], shape[1] / block, shape[2] / block, shape[3] * block * block,
            ])
        ]
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let source = try request.input(0)
        let target = try request.output()
        let (shape, out) = (input.shape, target.shape)
        let channels = shape[3]
        let row = shape[2] * channels
        let copy = StridedCopy(
            [out[0], out[1], out[2], block, block, channels],
            from: [shape.strides[0], block * row, block * channels, row, channels, 1],
            to: [out.strides[0], out.strides[1], out.strides[2], block * channels, channels, 1],
            size: size)
        return { copy.run(from: source.data, to: target.data) }
    }
}

extension ShapeRequest {
    /// An image, the block size of option 0 and the bytes of an element.
    fileprivate func imageBlocks() throws(InferenceError) -> (KnownTensor, Int, Int) {
        try expect(inputs: 1...1)
        let input = try operand(0)
        try expectSameType(input)
        let block = try node.options.int32(0)
        guard input.shape.rank == 4, block > 0, block < 1 << 15 else {
            throw error("has blocks of \(block) in \(input.shape)")
        }
        return (input, block, try elementSize(input))
    }

    /// The block sizes and margins of the two batch operators; nil when they are computed while
    /// running.
    fileprivate func batchBlocks() throws(InferenceError) -> BatchBlocks? {
        try expect(inputs: 3...3)
        let input = try operand(0)
        try expectSameType(input)
        let axes = try self.input(1).shape.count
        guard input.shape.rank >= axes + 1, axes > 0 else {
            throw error("has blocks along \(axes) axes of \(input.shape)")
        }
        guard let blocks = try integers(1), let margins = try integers(2) else { return nil }
        guard margins.count == 2 * axes, blocks.allSatisfy({ 1..<(1 << 20) ~= $0 }),
            margins.allSatisfy({ 0..<(1 << 30) ~= $0 })
        else {
            throw error("has blocks of \(blocks) with margins of \(margins)")
        }
        var product = 1
        for block in blocks {
            let (next, overflow) = product.multipliedReportingOverflow(by: block)
            guard !overflow else { throw error("has blocks of \(blocks)") }
            product = next
        }
        return BatchBlocks(
            input: input, size: try elementSize(input), blocks: blocks,
            before: stride(from: 0, to: margins.count, by: 2).map { margins[$0] },
            after: stride(from: 1, to: margins.count, by: 2).map { margins[$0] },
            product: product)
    }
}

private struct BatchBlocks {
    var input: KnownTensor
    var size: Int
    var blocks: [Int]
    /// Padding, or what is cropped, at both ends of each axis.
    var before: [Int]
    var after: [Int]
    /// Images of the batch that one image becomes.
    var product: Int

    /// Copies each image of the larger batch to or from its places in the smaller one.
    ///
    /// - Parameters:
    ///   - large: the tensor with the larger batch.
    ///   - small: the other one, whose places are shifted by the margins.
    func copies(large: Shape, small: Shape, toLarge: Bool) -> [StridedCopy] {
        var copies: [StridedCopy] = []
        let images = small[0]
        for part in 0..<product {
            var rest = part
            var offsets = [Int](repeating: 0, count: blocks.count)
            for axis in blocks.indices.reversed() {
                offsets[axis] = rest % blocks[axis]
                rest /= blocks[axis]
            }
            var extents = [images]
            var largeStart = part * images * large.strides[0]
            var smallStart = 0
            var steps = [small.strides[0]]
            for axis in blocks.indices {
                // Element i of the large tensor is element i x block + offset - margin.
                let block = blocks[axis]
                let shift = offsets[axis] - before[axis]
                let first = shift >= 0 ? 0 : (-shift + block - 1) / block
                let last = min(
                    large[axis + 1] - 1, (small[axis + 1] - 1 - shift).flooredDivision(by: block))
                extents.append(max(last - first + 1, 0))
                largeStart += first * large.strides[axis + 1]
                smallStart += (first * block + shift) * small.strides[axis + 1]
                steps.append(block * small.strides[axis + 1])
            }
            for axis in (blocks.count + 1)..<small.rank {
                extents.append(small[axis])
                steps.append(small.strides[axis])
            }
            guard !extents.contains(0) else { continue }
            copies.append(
                toLarge
                    ? StridedCopy(
                        extents, from: steps, to: large.strides, fromStart: smallStart,
                        toStart: largeStart, size: size)
                    : StridedCopy(
                        extents, from: large.strides, to: steps, fromStart: largeStart,
                        toStart: smallStart, size: size))
        }
        return copies
    }
}

extension Int {
    fileprivate func flooredDivision(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
    }
}

/// SPACE_TO_BATCH_ND: pixels that lie a block apart become images of their own.
private struct SpaceToBatch: OperatorPlan {
    private let blocks: BatchBlocks?
    private let shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        blocks = try request.batchBlocks()
        guard let blocks else {
            shape = nil
            return
        }
        var extents = blocks.input.shape.dimensions
        let (batch, overflow) = extents[0].multipliedReportingOverflow(by: blocks.product)
        guard !overflow else { throw request.error("makes too many images") }
        extents[0] = batch
        for axis in blocks.blocks.indices {
            let padded = extents[axis + 1] + blocks.before[axis] + blocks.after[axis]
            guard padded.isMultiple(of: blocks.blocks[axis]) else {
                throw request.error("cannot cut \(padded) into blocks of \(blocks.blocks[axis])")
            }
            extents[axis + 1] = padded / blocks.blocks[axis]
        }
        shape = try request.shape(extents)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let blocks else { return {} }
        let source = try request.input(0)
        let target = try request.output()
        let copies = blocks.copies(large: target.shape, small: blocks.input.shape, toLarge: true)
        let zero = OwnedBytes(byteCount: 16)
        zero.mutableBytes.initializeMemory(as: UInt8.self, repeating: 0)
        if blocks.input.type.isQuantizable, let quantization = target.quantization {
            zero.mutableBytes.storeBytes(
                of: Int64(quantization.zeroPoint).littleEndian, as: Int64.self)
        }
        let size = blocks.size
        return {
            target.fill(with: zero.address, size: size)
            for copy in copies { copy.run(from: source.data, to: target.data) }
        }
    }
}

/// BATCH_TO_SPACE_ND: images become pixels that lie a block apart.
private struct BatchToSpace: OperatorPlan {
    private let blocks: BatchBlocks?
    private let shape: Shape?

    init(_ request: ShapeRequest) throws(InferenceError) {
        blocks = try request.batchBlocks()
        guard let blocks else {
            shape = nil
            return
        }
        var extents = blocks.input.shape.dimensions
        guard extents[0].isMultiple(of: blocks.product) else {
            throw request.error("cannot join \(extents[0]) images by \(blocks.product)")
        }
        extents[0] /= blocks.product
        for axis in blocks.blocks.indices {
            let (whole, overflow) = extents[axis + 1]
                .multipliedReportingOverflow(by: blocks.blocks[axis])
            let cropped = whole &- blocks.before[axis] &- blocks.after[axis]
            guard !overflow, cropped >= 0 else {
                throw request.error("crops more than \(whole) elements")
            }
            extents[axis + 1] = cropped
        }
        shape = try request.shape(extents)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        guard let blocks else { return {} }
        let source = try request.input(0)
        let target = try request.output()
        let copies = blocks.copies(large: blocks.input.shape, small: target.shape, toLarge: false)
        return { for copy in copies { copy.run(from: source.data, to: target.data) } }
    }
}
