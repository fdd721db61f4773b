/// TransformLandmarks: maps points of the plane, by MediaPipe's definition
/// (`transform_landmarks`); a third coordinate stays as it is.
struct TransformLandmarks: OperatorPlan {
    private var shape: Shape
    private var dimensions: Int
    /// A factor of the matrix's shift.
    private var scale: Float

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        let points = try request.operand(0)
        let matrix = try request.operand(1)
        let isFirst = request.node.version == 1
        try request.expect(points, "landmarks", type: .float32, rank: isFirst ? 4 : 3)
        try request.expect(matrix, "matrix", type: .float32)
        try request.expect(request.output(), "output", type: .float32)
        shape = points.shape
        guard shape[0] == 1, matrix.shape.count == 16 else {
            throw request.error(
                "one list of landmarks and a matrix of 4 x 4 are expected, not \(shape) and "
                    + "\(matrix.shape)")
        }
        let last = shape[shape.rank - 1]
        if isFirst {
            let options = try CustomOptions(request.node)
            dimensions = try options.integer("dimensions", in: 2...3, default: 3)
            scale = try options.real("scale", default: 1)
            guard scale != 0 else { throw request.error("its scale is 0") }
        } else {
            dimensions = last
            scale = 1
        }
        guard dimensions == 2 || dimensions == 3, last.isMultiple(of: dimensions) else {
            throw request.error("landmarks of \(shape) are not points of two or three numbers")
        }
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let points = try request.input(0)
        let matrix = try request.input(1)
        let output = try request.output()
        return {
            var transform = PlaneTransform(
                matrix: matrix.data.assumingMemoryBound(to: Float.self))
            transform.x0 *= scale
            transform.y0 *= scale
            let source = points.data.assumingMemoryBound(to: Float.self)
            let target = output.data.assumingMemoryBound(to: Float.self)
            for first in stride(from: 0, to: shape.count, by: dimensions) {
                let point = transform.apply(source[first], source[first + 1])
                (target[first], target[first + 1]) = point
                if dimensions == 3 { target[first + 2] = source[first + 2] }
            }
        }
    }
}
