extension WindowAxis {
    /// The input's element under the first tap of a window; negative in the padding.
    @inline(__always)
    func origin(of output: Int) -> Int { output * stride - padding }

    /// The taps of a window that lie within the input.
    @inline(__always)
    func taps(of output: Int) -> Range<Int> {
        let origin = origin(of: output)
        // Without gaps, which is usual, nothing is divided.
        if dilation == 1 {
            let upper = min(size, max(input - origin, 0))
            return min(max(-origin, 0), upper)..<upper
        }
        let upper = min(size, max((input - origin + dilation - 1) / dilation, 0))
        let lower = origin >= 0 ? 0 : (dilation - 1 - origin) / dilation
        return min(lower, upper)..<upper
    }
}

/// The two axes of a window over images of [batch, height, width, channels].
struct ImageWindow: Sendable, Hashable {
    var batch: Int
    var rows: WindowAxis
    var columns: WindowAxis

    /// - Parameters:
    ///   - strides: The fields of the strides, horizontal first as in the schema.
    ///   - dilations: Likewise; nil where windows have no gaps.
    init(
        _ request: ShapeRequest, input: Shape, size: (height: Int, width: Int),
        padding: Int, strides: (width: Int, height: Int),
        dilations: (width: Int, height: Int)? = nil
    ) throws(InferenceError) {
        let node = request.node
        let rule = try PaddingRule(node, field: padding)
        var dilation = (width: 1, height: 1)
        if let dilations {
            dilation.width = try node.options.int32(dilations.width, default: 1)
            dilation.height = try node.options.int32(dilations.height, default: 1)
        }
        guard input.rank == 4 else {
            throw request.error("its input has the shape \(input); rank 4 is expected")
        }
        batch = input[0]
        rows = try rule.axis(
            input: input[1], size: size.height, stride: node.options.int32(strides.height),
            dilation: dilation.height, at: node.place)
        columns = try rule.axis(
            input: input[2], size: size.width, stride: node.options.int32(strides.width),
            dilation: dilation.width, at: node.place)
    }

    /// The shape of an output with a number of channels.
    func output(channels: Int) throws(InferenceError) -> Shape {
        try Shape([batch, rows.output, columns.output, channels])
    }
}
