import CVectorKernels

/// The window of a convolution's node, with a PAD before it taken in.
struct ConvolutionWindow: Sendable {
    /// The tensor that is read: the PAD's input where there is one.
    var input: Int
    /// The position of the PAD.
    var pad: Int?
    var window: pose_window

    /// Nil where the node's window is not one that the kernels know.
    init?(_ position: Int, in graph: GraphView, takingPad: Bool) {
        let node = graph.nodes[position]
        let isDepthwise = node.name == .builtin(.depthwiseConv2d)
        guard node.inputs.count >= 2, let source = node.inputs[0], let weights = node.inputs[1],
            graph.tensor(source).shape.rank == 4, graph.tensor(weights).shape.rank == 4,
            let rule = try? PaddingRule(node, field: 0),
            let strideWidth = try? node.options.int32(1),
            let strideHeight = try? node.options.int32(2),
            let dilationWidth = try? node.options.int32(isDepthwise ? 5 : 4, default: 1),
            let dilationHeight = try? node.options.int32(isDepthwise ? 6 : 5, default: 1)
        else { return nil }
        let input = graph.tensor(source).shape
        let kernel = graph.tensor(weights).shape
        guard
            let vertical = try? rule.axis(
                input: input[1], size: kernel[1], stride: strideHeight, dilation: dilationHeight,
                at: node.place),
            let horizontal = try? rule.axis(
                input: input[2], size: kernel[2], stride: strideWidth, dilation: dilationWidth,
                at: node.place)
        else { return nil }
        self.input = source
        window = pose_window(
            input_height: input[1], input_width: input[2], input_channels: input[3],
            output_height: vertical.output, output_width: horizontal.output,
            output_channels: graph.tensor(node.outputs[0]).shape[3],
            kernel_height: kernel[1], kernel_width: kernel[2], stride_height: strideHeight,
            stride_width: strideWidth, dilation_height: dilationHeight,
            dilation_width: dilationWidth, padding_top: vertical.padding,
            padding_left: horizontal.padding, batch: input[0])
        if takingPad {
            guard rule == .valid, take(padAt: graph.producer(of: source), graph) else { return nil }
        }
    }

    private mutating func take(padAt position: Int?, _ graph: GraphView) -> Bool {
        guard let position, graph.nodes[position].name == .builtin(.pad),
            graph.soleConsumer(of: input) != nil, let source = graph.nodes[position].inputs[0],
            graph.tensor(source).shape.rank == 4,
            let paddings = try? graph.request(position).integers(1), paddings.count == 8,
            paddings[0] == 0, paddings[1] == 0, paddings[6] == 0, paddings[7] == 0
        else { return false }
        pad = position
        input = source
        window.padding_top = paddings[2]
        window.padding_left = paddings[4]
        window.input_height = graph.tensor(source).shape[1]
        window.input_width = graph.tensor(source).shape[2]
        return true
    }

    var outputPixels: Int { window.batch * window.output_height * window.output_width }
    var taps: Int { window.kernel_height * window.kernel_width }

    /// The elements of the input's strip that some output rows need, padding included.
    func stripElements(rows: Int) -> Int {
        let width =
            (window.output_width - 1) * window.stride_width
            + (window.kernel_width - 1) * window.dilation_width + 1
        let height =
            (min(rows, window.output_height) - 1) * window.stride_height
            + (window.kernel_height - 1) * window.dilation_height + 1
        return width * height * window.input_channels
    }

    /// Each pixel of the input gives the pixel of the output in its place.
    var isFlat: Bool {
        taps == 1 && window.stride_height == 1 && window.stride_width == 1 && pad == nil
            && window.padding_top == 0 && window.padding_left == 0
    }
}
