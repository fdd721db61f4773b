/// The raw structure that pools of MediaPipe have for options.
private struct RawPool {
    var rule: PaddingRule
    var stride: (width: Int, height: Int)
    var size: (width: Int, height: Int)
    var activation: FusedActivation

    init(_ node: Node) throws(InferenceError) {
        let words = try CustomOptions.words(node, count: 6)
        rule = try PaddingRule(raw: words[0], node)
        stride = (words[1], words[2])
        size = (words[3], words[4])
        guard let activation = FusedActivation(rawValue: words[5]), words[5] <= 3 else {
            throw InferenceError(
                .unsupported, place: node.place, "fused activation \(words[5]) is not implemented")
        }
        self.activation = activation
        // Positions are stored as reals, which count exactly so far.
        guard size.width > 0, size.height > 0, size.width < 1 << 12, size.height < 1 << 12,
            stride.width > 0, stride.height > 0, stride.width < 1 << 24, stride.height < 1 << 24
        else {
            throw InferenceError(
                .badModel, place: node.place,
                "a window of \(size) with strides of \(stride) is not possible")
        }
    }
}

/// MaxPoolingWithArgmax2D: the largest of each window, and where in its window it stands, by
/// MediaPipe's definition (`max_pool_argmax`).
struct MaximumPoolWithPosition: OperatorPlan {
    static let definition = OperatorDefinition(
        .custom("MaxPoolingWithArgmax2D"), versions: 1...1, types: [.float32],
        MaximumPoolWithPosition.self)

    private var input: Shape
    private var output: Shape
    private var rows: WindowAxis
    private var columns: WindowAxis
    private var bounds: ClosedRange<Float>

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1, outputs: 2)
        let image = try request.operand(0)
        try request.expect(image, "image", type: .float32, rank: 4)
        try request.expect(request.output(0), "output", type: .float32)
        try request.expect(request.output(1), "positions", type: .float32)
        let pool = try RawPool(request.node)
        input = image.shape
        rows = try pool.rule.axis(
            input: input[1], size: pool.size.height, stride: pool.stride.height,
            at: request.node.place)
        columns = try pool.rule.axis(
            input: input[2], size: pool.size.width, stride: pool.stride.width,
            at: request.node.place)
        output = try Shape([input[0], rows.output, columns.output, input[3]])
        bounds = pool.activation.bounds
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [output, output] }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(output.count, rows.size, columns.size)
    }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let image = try request.input(0)
        let values = try request.output(0)
        let positions = try request.output(1)
        return {
            pool(
                image.data.assumingMemoryBound(to: Float.self),
                values.data.assumingMemoryBound(to: Float.self),
                positions.data.assumingMemoryBound(to: Float.self))
        }
    }

    private func pool(
        _ source: UnsafePointer<Float>, _ values: UnsafeMutablePointer<Float>,
        _ positions: UnsafeMutablePointer<Float>
    ) {
        let channels = input[3]
        var (value, position) = (values, positions)
        for batch in 0..<input[0] {
            for row in 0..<rows.output {
                let (rowTaps, top) = (rows.taps(of: row), rows.origin(of: row))
                for column in 0..<columns.output {
                    let (columnTaps, left) = (columns.taps(of: column), columns.origin(of: column))
                    // Positions are cut to whole numbers where they are read.
                    value.update(repeating: -Float.greatestFiniteMagnitude, count: channels)
                    position.update(repeating: 0.1, count: channels)
                    for y in rowTaps {
                        for x in columnTaps {
                            let place = (batch * rows.input + top + y) * columns.input + left + x
                            let pixel = source + place * channels
                            let number = Float(y * columns.size + x) + 0.1
                            for channel in 0..<channels where pixel[channel] > value[channel] {
                                value[channel] = pixel[channel]
                                position[channel] = number
                            }
                        }
                    }
                    for channel in 0..<channels { value[channel] = bounds.clamped(value[channel]) }
                    value += channels
                    position += channels
                }
            }
        }
    }
}

/// MaxUnpooling2D: puts values back where such a pool took them from, among zeros, by MediaPipe's
/// definition (`max_unpooling`).
struct MaximumUnpool: OperatorPlan {
    static let definition = OperatorDefinition(
        .custom("MaxUnpooling2D"), versions: 1...1, types: [.float32], MaximumUnpool.self)

    private var input: Shape
    private var output: Shape
    private var stride: (width: Int, height: Int)
    private var padding: (width: Int, height: Int)
    private var size: (width: Int, height: Int)

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let image = try request.operand(0)
        let positions = try request.operand(1)
        try request.expect(image, "image", type: .float32, rank: 4)
        try request.expect(positions, "positions", type: .float32)
        try request.expect(positions, "positions", shape: image.shape.dimensions)
        try request.expect(request.output(), "output", type: .float32)
        let pool = try RawPool(request.node)
        input = image.shape
        // Shapes are held to sizes whose products with a window's are far from overflowing.
        guard input.dimensions.allSatisfy({ $0 <= Int32.max }) else {
            throw request.error("an image of \(input) is too large")
        }
        output = try Shape([
            input[0], input[1] * pool.size.height, input[2] * pool.size.width, input[3],
        ])
        func padding(_ input: Int, _ size: Int, _ stride: Int) -> Int {
            max((input - 1) * stride + size - input * size, 0) / 2
        }
        stride = pool.stride
        size = pool.size
        self.padding = (
            padding(input[2], size.width, stride.width),
            padding(input[1], size.height, stride.height)
        )
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [output] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let image = try request.input(0)
        let positions = try request.input(1)
        let output = try request.output()
        return { () throws(InferenceError) in
            let isWithin = unpool(
                image.data.assumingMemoryBound(to: Float.self),
                positions.data.assumingMemoryBound(to: Float.self),
                output.data.assumingMemoryBound(to: Float.self))
            guard isWithin else {
                throw request.badData("a position lies outside the output \(self.output)")
            }
        }
    }

    /// False when a position does not fit.
    private func unpool(
        _ source: UnsafePointer<Float>, _ positions: UnsafePointer<Float>,
        _ target: UnsafeMutablePointer<Float>
    ) -> Bool {
        let channels = input[3]
        target.update(repeating: 0, count: output.count)
        var index = 0
        for batch in 0..<input[0] {
            for row in 0..<input[1] {
                for column in 0..<input[2] {
                    for channel in 0..<channels {
                        let number = positions[index]
                        guard number > -1, number < Float(size.width * size.height) else {
                            return false
                        }
                        let (down, across) = Int(number).quotientAndRemainder(
                            dividingBy: size.width)
                        let y = row * stride.height - padding.height + down
                        let x = column * stride.width - padding.width + across
                        guard y >= 0, x >= 0, y < output[1], x < output[2] else { return false }
                        let place = (batch * output[1] + y) * output[2] + x
                        target[place * channels + channel] = source[index]
                        index += 1
                    }
                }
            }
        }
        return true
    }
}
