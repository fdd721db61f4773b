import Glibc

/// Landmarks2TransformMatrix: the map from a small image's pixels to the turned box around some
/// landmarks, by MediaPipe's definition (`landmarks_to_transform_matrix`).
struct LandmarksToTransformMatrix: OperatorPlan {
    static let definition = OperatorDefinition(
        .custom("Landmarks2TransformMatrix"), versions: 1...2, types: [.float32],
        LandmarksToTransformMatrix.self)

    /// The landmarks that the box encloses.
    private var subset: [Int]
    /// The two landmarks whose direction is turned to be horizontal.
    private var left: Int
    private var right: Int
    private var version: Version

    private enum Version {
        case first(FirstBox)
        case second(SecondBox)
    }

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        let landmarks = try request.operand(0)
        try request.expect(landmarks, "landmarks", type: .float32)
        try request.expect(request.output(), "output", type: .float32)
        let options = try CustomOptions(request.node)
        let isFirst = request.node.version == 1
        let expected =
            isFirst ? [1, 1, 1, landmarks.shape.count] : [1, landmarks.shape.count / 3, 3]
        try request.expect(landmarks, "landmarks", shape: expected)
        guard landmarks.shape.count >= 3, landmarks.shape.count.isMultiple(of: 3) else {
            throw request.error("landmarks of \(landmarks.shape) are not points of three numbers")
        }
        let indices = 0...landmarks.shape.count / 3 - 1
        subset = try options.integers(isFirst ? "subset" : "subset_idxs", in: indices)
        guard !subset.isEmpty else { throw request.error("its box encloses no landmarks") }
        left = try options.integer("left_rotation_idx", in: indices)
        right = try options.integer("right_rotation_idx", in: indices)
        version =
            isFirst
            ? .first(try FirstBox(request, options)) : .second(try SecondBox(request, options))
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [[1, 4, 4]] }

    func operations(_ outputs: [Shape]) -> Int { 10 * subset.count + 100 }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let landmarks = try request.input(0)
        let output = try request.output()
        return {
            let points = UnsafePointer(landmarks.data.assumingMemoryBound(to: Float.self))
            let across = points[3 * right] - points[3 * left]
            let down = points[3 * right + 1] - points[3 * left + 1]
            let transform =
                switch version {
                case .first(let box):
                    box.transform(bounds(points, -atanf(down / across)))
                case .second(let box):
                    box.transform(bounds(points, box.rotation - atan2f(down, across)))
                }
            transform.store(output.data.assumingMemoryBound(to: Float.self))
        }
    }

    /// The box around the landmarks after they are turned.
    fileprivate struct Bounds {
        var rotation: Float
        var width: Float
        var height: Float
        /// Turned back.
        var middle: (x: Float, y: Float)
    }

    private func bounds(_ points: UnsafePointer<Float>, _ rotation: Float) -> Bounds {
        let turn = PlaneTransform.rotation(rotation)
        var (least, most) = ((x: Float.infinity, y: Float.infinity), (x: Float(0), y: Float(0)))
        most = (-least.x, -least.y)
        for index in subset {
            let point = turn.apply(points[3 * index], points[3 * index + 1])
            least = (min(least.x, point.x), min(least.y, point.y))
            most = (max(most.x, point.x), max(most.y, point.y))
        }
        let middle = PlaneTransform.rotation(-rotation)
            .apply((least.x + most.x) / 2, (least.y + most.y) / 2)
        return Bounds(
            rotation: rotation, width: most.x - least.x, height: most.y - least.y, middle: middle)
    }
}

/// Version 1: images' corner pixels lie at -1 and 1.
private struct FirstBox {
    var range: Float
    var multiplier: Float
    var input: (height: Int, width: Int)
    var output: (height: Int, width: Int)

    init(_ request: ShapeRequest, _ options: CustomOptions) throws(InferenceError) {
        let sizes = 1...1 << 20
        _ = try options.integer("dimensions", in: 3...3)
        range = Float(try options.integer("landmarks_range", in: sizes))
        multiplier = try options.real("bbox_size_multiplier")
        let input = try options.integers("input_hw", in: sizes)
        let output = try options.integers("output_hw", in: sizes)
        guard input.count == 2, output.count == 2, multiplier != 0 else {
            throw request.error("its sizes are not heights and widths")
        }
        self.input = (input[0], input[1])
        self.output = (output[0], output[1])
    }

    func transform(_ bounds: LandmarksToTransformMatrix.Bounds) -> PlaneTransform {
        let half = (x: Float(input.width - 1) / 2, y: Float(input.height - 1) / 2)
        var turn = PlaneTransform.rotation(-bounds.rotation)
        turn.x0 = bounds.middle.x / range * 2 - 1
        turn.y0 = bounds.middle.y / range * 2 - 1
        let toUnits = PlaneTransform(
            xx: 2 / Float(output.width - 1), x0: -1, yy: 2 / Float(output.height - 1), y0: -1)
        return PlaneTransform(xx: half.x, x0: half.x, yy: half.y, y0: half.y) * turn
            * .scale(bounds.width * multiplier / range, bounds.height * multiplier / range)
            * toUnits
    }
}

/// Version 2: landmarks are in the sampled image's pixels.
private struct SecondBox {
    var rotation: Float
    var scale: (x: Float, y: Float)
    var output: (height: Int, width: Int)

    init(_ request: ShapeRequest, _ options: CustomOptions) throws(InferenceError) {
        let sizes = 1...1 << 20
        rotation = try options.real("target_rotation_radians", default: 0)
        scale = (try options.real("scale_x"), try options.real("scale_y"))
        output = (
            try options.integer("output_height", in: sizes),
            try options.integer("output_width", in: sizes)
        )
        guard scale.x > 0, scale.y > 0 else {
            throw request.error("its scales are not positive")
        }
    }

    func transform(_ bounds: LandmarksToTransformMatrix.Bounds) -> PlaneTransform {
        let (width, height) = (Float(output.width), Float(output.height))
        return .shift(bounds.middle.x, bounds.middle.y) * .rotation(-bounds.rotation)
            * .scale(scale.x * bounds.width / width, scale.y * bounds.height / height)
            * .shift(-width / 2, -height / 2)
    }
}
