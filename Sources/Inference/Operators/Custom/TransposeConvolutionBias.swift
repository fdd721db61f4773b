/// Convolution2DTransposeBias: spreads each input over a window and adds a bias, by MediaPipe's
/// definition (`transpose_conv_bias`). Inputs are the image, the weights and the bias.
struct TransposeConvolutionBias: OperatorPlan {
    static let definition = OperatorDefinition(
        .custom("Convolution2DTransposeBias"), versions: 1...1, types: [.float32],
        TransposeConvolutionBias.self)

    private var input: Shape
    private var output: Shape
    private var rows: SpreadAxis
    private var columns: SpreadAxis

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 3...3)
        let image = try request.operand(0)
        let weights = try request.operand(1)
        let bias = try request.operand(2)
        try request.expect(image, "image", type: .float32, rank: 4)
        try request.expect(weights, "weights", type: .float32, rank: 4)
        try request.expect(bias, "bias", type: .float32)
        try request.expect(request.output(), "output", type: .float32)
        try request.expect(bias, "bias", shape: [weights.shape[0]])
        input = image.shape
        guard weights.shape[3] == input[3], input.count > 0, weights.shape.count > 0 else {
            throw request.error("weights of \(weights.shape) do not fit an image of \(input)")
        }
        let words = try CustomOptions.words(request.node, count: 3)
        let rule = try PaddingRule(raw: words[0], request.node)
        // Far from overflowing where they are multiplied with extents.
        let strides = 1..<1 << 24
        guard strides.contains(words[1]), strides.contains(words[2]),
            input.dimensions.allSatisfy({ $0 <= Int32.max })
        else {
            throw request.error("strides of \(words[2]) x \(words[1]) are not possible")
        }
        rows = SpreadAxis(input: input[1], size: weights.shape[1], stride: words[2], rule)
        columns = SpreadAxis(input: input[2], size: weights.shape[2], stride: words[1], rule)
        output = try Shape([input[0], rows.output, columns.output, weights.shape[0]])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [output] }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(2, input.count, rows.size, columns.size, output[3])
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let image = try request.input(0)
        let weights = BoundValues<Float>(try request.input(1))
        let bias = BoundValues<Float>(try request.input(2))
        let output = try request.output()
        return {
            spread(
                image.data.assumingMemoryBound(to: Float.self), weights.pointer, bias.pointer,
                output.data.assumingMemoryBound(to: Float.self))
        }
    }

    private func spread(
        _ image: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
        _ bias: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>
    ) {
        let (depth, channels) = (input[3], output[3])
        var pixel = target
        for _ in 0..<input[0] * rows.output * columns.output {
            pixel.update(from: bias, count: channels)
            pixel += channels
        }
        var source = image
        for batch in 0..<input[0] {
            for row in 0..<rows.input {
                let rowTaps = rows.taps(of: row)
                for column in 0..<columns.input {
                    let columnTaps = columns.taps(of: column)
                    for y in rowTaps {
                        let line = batch * rows.output + rows.origin(of: row) + y
                        for x in columnTaps {
                            let place = line * columns.output + columns.origin(of: column) + x
                            let sums = target + place * channels
                            for channel in 0..<channels {
                                let tap = (channel * rows.size + y) * columns.size + x
                                sums[channel] += product(source, weights + tap * depth, depth)
                            }
                        }
                    }
                    source += depth
                }
            }
        }
    }

    @inline(__always)
    private func product(
        _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int
    ) -> Float {
        var sum: Float = 0
        for index in 0..<count { sum += left[index] * right[index] }
        return sum
    }
}

/// One axis of windows that spread inputs.
private struct SpreadAxis {
    var input: Int
    var size: Int
    var stride: Int
    var output: Int
    var padding: Int

    /// SAME cuts off what the last window has beyond its stride; half of it at the front.
    init(input: Int, size: Int, stride: Int, _ rule: PaddingRule) {
        self.input = input
        self.size = size
        self.stride = stride
        let total =
            switch rule {
            case .same: max(size - (input - 1) % stride - 1, 0)
            case .valid: 0
            }
        output = stride * (input - 1) + size - total
        padding = total / 2
    }

    @inline(__always)
    func origin(of input: Int) -> Int { input * stride - padding }

    /// The part of a window that lies within the output.
    @inline(__always)
    func taps(of input: Int) -> Range<Int> {
        let origin = origin(of: input)
        let lower = max(-origin, 0)
        return lower..<max(min(size, output - origin), lower)
    }
}
