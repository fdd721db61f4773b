/// The scales of a tensor's elements: one for all, or one for each slice along an axis.
struct SlicedScales: Sendable {
    private var affines: [Affine]
    /// The elements that follow one another within a slice.
    private var inner: Int

    static let none = SlicedScales(affines: [], inner: 1)

    private init(affines: [Affine], inner: Int) {
        self.affines = affines
        self.inner = inner
    }

    init(
        _ request: ShapeRequest, _ tensor: KnownTensor, _ role: String
    ) throws(InferenceError) {
        inner = max(tensor.shape.count, 1)
        guard let quantization = tensor.quantization, quantization.isPerChannel else {
            affines = [try request.affine(tensor, role)]
            return
        }
        let axis = quantization.dimension
        guard tensor.shape.dimensions.indices.contains(axis) else {
            throw request.error("its \(role) has no axis \(axis) for its scales")
        }
        affines = try request.affines(tensor, role, axis: axis, count: tensor.shape[axis])
        if tensor.shape.count > 0 {
            inner = tensor.shape.dimensions.dropFirst(axis + 1).reduce(1, *)
        }
    }

    /// Calls with each run of elements that share a scale.
    @inline(__always)
    func forEach(count: Int, _ body: (Range<Int>, Affine) -> Void) {
        var start = 0
        var slice = 0
        while start < count {
            body(start..<start + inner, affines[slice])
            start += inner
            slice = slice + 1 == affines.count ? 0 : slice + 1
        }
    }
}
