/// Operators that sample images at other sizes.
enum Resizing {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(
            .resizeBilinear, versions: 1...4, types: ResizeBilinear.types, ResizeBilinear.self),
        OperatorDefinition(
            .resizeNearestNeighbor, versions: 1...4, types: ResizeNearestNeighbor.types,
            ResizeNearestNeighbor.self),
    ]
}

/// What both kinds of sampling share: an image, the size asked for, and where samples lie.
struct ImageSampling {
    var type: ElementType
    var input: Shape
    /// Nil when the size is not known yet.
    var output: Shape?
    /// The corner elements of input and output lie on each other.
    var alignsCorners: Bool
    /// Elements are areas whose middles are sampled.
    var halfPixelCenters: Bool

    init(
        _ request: ShapeRequest, types: [ElementType], alignsCorners: Int, halfPixelCenters: Int
    ) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let image = try request.operand(0)
        type = image.type
        input = image.shape
        guard types.contains(type) else {
            throw request.unsupported("images of \(type) are not implemented")
        }
        try request.expect(request.output(), "output", type: type)
        guard input.rank == 4 else {
            throw request.error("its input has the shape \(input); rank 4 is expected")
        }
        self.alignsCorners = try request.node.options.bool(alignsCorners)
        self.halfPixelCenters = try request.node.options.bool(halfPixelCenters)
        guard !(self.alignsCorners && self.halfPixelCenters) else {
            throw request.error("corners cannot be aligned where half pixels are the centers")
        }
        let size = try request.operand(1)
        try request.expect(size, "size", type: .int32)
        try request.expect(size, "size", shape: [2])
        guard let extents = try request.integers(1) else { return }
        guard extents[0] > 0, extents[1] > 0 else {
            throw request.error("cannot resize to \(extents[0]) x \(extents[1])")
        }
        guard input[1] > 0, input[2] > 0 else {
            throw request.error("cannot resize an image of \(input)")
        }
        output = try Shape([input[0], extents[0], extents[1], input[3]])
    }

    /// Input elements for each output element along an axis, in reals.
    func scale(from input: Int, to output: Int) -> Float {
        alignsCorners && output > 1
            ? Float(input - 1) / Float(output - 1) : Float(input) / Float(output)
    }
}
