/// A pooling operator: a window and a kind of reduction.
protocol Pool: OperatorPlan {
    static var types: [ElementType] { get }
    var window: PoolWindow { get }
    init(window: PoolWindow)
}

extension Pool {
    static var types: [ElementType] { [.float32, .int8, .uint8, .int16] }

    init(_ request: ShapeRequest) throws(InferenceError) {
        self.init(window: try PoolWindow(request, Self.types))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? {
        [try window.image.output(channels: window.channels)]
    }

    func operations(_ outputs: [Shape]) -> Int {
        .saturatingProduct(outputs[0].count, window.image.rows.size, window.image.columns.size)
    }
}

/// A pool's window and types, checked.
struct PoolWindow {
    var image: ImageWindow
    var channels: Int
    var type: ElementType
    var activation: FusedActivation
    /// The range that whole outputs are held in.
    var bounds: ClosedRange<Int32>

    init(_ request: ShapeRequest, _ types: [ElementType]) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let input = try request.operand(0)
        let output = try request.output()
        guard types.contains(input.type) else {
            throw request.unsupported("pools of \(input.type) are not implemented")
        }
        try request.expect(output, "output", type: input.type)
        let options = request.node.options
        image = try ImageWindow(
            request, input: input.shape, size: (try options.int32(4), try options.int32(3)),
            padding: 0, strides: (1, 2))
        channels = input.shape[3]
        type = input.type
        activation = try FusedActivation(request.node, field: 5)
        bounds = input.type.quantizedRange ?? 0...0
        // Without an activation the numbers' meaning does not matter.
        if input.type != .float32, activation != .none {
            bounds = activation.bounds(
                output.type, try request.affine(output, "output").quantization)
        }
    }
}

/// How a window's elements become one.
protocol PoolReduction {
    associatedtype Element: BitwiseCopyable
    associatedtype Sum: BitwiseCopyable

    var start: Sum { get }
    func add(_ element: Element, to sum: inout Sum)
    /// - Parameter count: The elements of the window that lie within the image; at least one.
    func finish(_ sum: Sum, count: Int) -> Element
}

extension PoolWindow {
    func kernel<Reduction: PoolReduction>(
        _ request: KernelRequest, _ reduction: Reduction
    ) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let sums = Scratch<Reduction.Sum>(count: channels)
        return { run(input, output, reduction, sums) }
    }

    private func run<Reduction: PoolReduction>(
        _ input: Tensor, _ output: Tensor, _ reduction: Reduction,
        _ scratch: Scratch<Reduction.Sum>
    ) {
        let rows = image.rows
        let columns = image.columns
        let sums = scratch.pointer
        let source = UnsafePointer(input.data.assumingMemoryBound(to: Reduction.Element.self))
        var target = output.data.assumingMemoryBound(to: Reduction.Element.self)
        for batch in 0..<image.batch {
            for row in 0..<rows.output {
                let rowTaps = rows.taps(of: row)
                let firstRow = batch * rows.input + rows.origin(of: row)
                for column in 0..<columns.output {
                    let columnTaps = columns.taps(of: column)
                    let firstColumn = columns.origin(of: column)
                    for channel in 0..<channels { sums[channel] = reduction.start }
                    for y in rowTaps {
                        for x in columnTaps {
                            let pixel =
                                source + ((firstRow + y) * columns.input + firstColumn + x)
                                * channels
                            for channel in 0..<channels {
                                reduction.add(pixel[channel], to: &sums[channel])
                            }
                        }
                    }
                    let count = max(rowTaps.count * columnTaps.count, 1)
                    for channel in 0..<channels {
                        target[channel] = reduction.finish(sums[channel], count: count)
                    }
                    target += channels
                }
            }
        }
    }
}
