/// TransformTensorBilinear: samples an image through a map of the plane, by MediaPipe's definition
/// (`transform_tensor_bilinear`); its first version is called TransformTensor.
struct TransformTensorBilinear: OperatorPlan {
    static let definition = OperatorDefinition(
        .custom("TransformTensorBilinear"), versions: 2...2, types: [.float32],
        TransformTensorBilinear.self)
    static let firstDefinition = OperatorDefinition(
        .custom("TransformTensor"), versions: 1...1, types: [.float32],
        TransformTensorBilinear.self)

    private var input: Shape
    private var output: Shape
    /// Pixels are areas whose middles are sampled.
    private var samplesMiddles: Bool

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let image = try request.operand(0)
        let matrix = try request.operand(1)
        try request.expect(image, "image", type: .float32, rank: 4)
        try request.expect(matrix, "matrix", type: .float32)
        try request.expect(request.output(), "output", type: .float32)
        input = image.shape
        guard input[0] == 1, matrix.shape.count == 16 else {
            throw request.error(
                "one image and a matrix of 4 x 4 are expected, not \(input) and \(matrix.shape)")
        }
        let options = try CustomOptions(request.node)
        let sizes = 1...1 << 20
        var size: [Int]
        if request.node.version == 1 {
            guard options.string("mode") ?? "bilinear" == "bilinear" else {
                throw request.unsupported("only bilinear sampling is defined")
            }
            size = try options.integers("output_size", in: sizes)
        } else {
            size = [try options.integer("output_height", in: sizes)]
            size.append(try options.integer("output_width", in: sizes))
        }
        guard size.count == 2 else { throw request.error("its size is not a height and a width") }
        output = try Shape([1, size[0], size[1], input[3]])
        samplesMiddles = request.node.version > 1
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [output] }

    func operations(_ outputs: [Shape]) -> Int { .saturatingProduct(8, output.count) }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let image = try request.input(0)
        let matrix = try request.input(1)
        let output = try request.output()
        return {
            var transform = PlaneTransform(
                matrix: matrix.data.assumingMemoryBound(to: Float.self))
            if samplesMiddles {
                transform = .shift(-0.5, -0.5) * transform * .shift(0.5, 0.5)
            }
            sample(
                UnsafePointer(image.data.assumingMemoryBound(to: Float.self)), transform,
                output.data.assumingMemoryBound(to: Float.self))
        }
    }

    private func sample(
        _ source: UnsafePointer<Float>, _ transform: PlaneTransform,
        _ target: UnsafeMutablePointer<Float>
    ) {
        let (height, width, channels) = (input[1], input[2], input[3])
        var pixel = target
        for row in 0..<output[1] {
            for column in 0..<output[2] {
                let (x, y) = transform.apply(Float(column), Float(row))
                // Outside is zero; so is what is not a number.
                if x >= 0, y >= 0, x <= Float(width - 1), y <= Float(height - 1) {
                    let (left, top) = (Int(x), Int(y))
                    let (toRight, down) = (x - Float(left), y - Float(top))
                    // Beyond the last row and column the weights are 0.
                    let step = left + 1 < width ? channels : 0
                    let line = top + 1 < height ? width * channels : 0
                    let corner = source + (top * width + left) * channels
                    for channel in 0..<channels {
                        let at = corner + channel
                        let upper = (1 - toRight) * at[0] + toRight * at[step]
                        let lower = (1 - toRight) * at[line] + toRight * at[line + step]
                        pixel[channel] = down * lower + (1 - down) * upper
                    }
                } else {
                    for channel in 0..<channels { pixel[channel] = 0 }
                }
                pixel += channels
            }
        }
    }
}
