/// MIRROR_PAD: a tensor with a border that mirrors its inside.
struct MirrorPad: ParametricPlan {
    static let definition = OperatorDefinition(
        .mirrorPad, versions: 1...3, types: MovedElements.types, MirrorPad.self)
    static let parameters = 1..<2

    private var moved: MovedElements
    private var paddings: Paddings?
    private var shape: Shape?
    /// Elements at the edge that are not mirrored: 1 reflects around their middle, 0 around their
    /// outer side.
    private var edge: Int

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        moved = try MovedElements(request, 0)
        let mode = try request.node.options.byte(0)
        guard mode == 0 || mode == 1 else { throw request.error("has an unknown mode \(mode)") }
        edge = mode == 0 ? 1 : 0
        paddings = try Paddings(request, 1, count: moved.shape.rank)
        guard let paddings else { return }
        for (extent, padding) in zip(moved.shape.dimensions, paddings.axes) {
            guard max(padding.before, padding.after) <= max(extent - edge, 0) else {
                throw request.error(
                    "cannot mirror \(max(padding.before, padding.after)) elements of an axis of "
                        + "\(extent)")
            }
        }
        shape = try paddings.shape(moved.shape, request)
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { shape.map { [$0] } }

    func work(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        guard let paddings else { return {} }
        let interior = paddings.interior(
            input.shape, output: output.shape, elementSize: moved.elementSize)
        let borders = borders(paddings, output.shape)
        return {
            interior(from: input.data, to: output.data)
            for border in borders { border(from: output.data, to: output.data) }
        }
    }

    /// Copies within the output, one axis after the other: what earlier axes have mirrored is
    /// mirrored by later ones, which gives the corners.
    private func borders(_ paddings: Paddings, _ output: Shape) -> [StridedCopy] {
        let steps = output.strides
        var extents = moved.shape.dimensions
        var starts = paddings.axes.map(\.before)
        var copies: [StridedCopy] = []
        for axis in extents.indices {
            let (before, after) = paddings.axes[axis]
            /// Counts elements of the axis: from the first that is read, and written, onwards.
            func mirror(_ count: Int, reading: Int, writing: Int) {
                var axes = Shape.axes(extents, source: steps, target: steps)
                axes[axis] = StridedCopy.Axis(
                    extent: count, source: -steps[axis], target: steps[axis])
                var base = starts
                base[axis] = 0
                let start = zip(base, steps).reduce(0) { $0 + $1.0 * $1.1 }
                copies.append(
                    StridedCopy(
                        axes, elementSize: moved.elementSize, source: start + reading * steps[axis],
                        target: start + writing * steps[axis]))
            }
            let end = before + extents[axis]
            mirror(before, reading: 2 * before - 1 + edge, writing: 0)
            mirror(after, reading: end - 1 - edge, writing: end)
            extents[axis] = output[axis]
            starts[axis] = 0
        }
        return copies
    }
}
