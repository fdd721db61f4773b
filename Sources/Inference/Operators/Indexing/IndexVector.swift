/// The whole numbers of a tensor that points to places in another, as they are while running.
struct IndexVector {
    static let types: [ElementType] = [.int16, .int32, .int64]

    let tensor: Tensor
    let count: Int

    init(_ tensor: Tensor) {
        self.tensor = tensor
        count = tensor.shape.count
    }

    @inline(__always)
    subscript(_ index: Int) -> Int {
        switch tensor.type {
        case .int16: Int(tensor.data.assumingMemoryBound(to: Int16.self)[index])
        case .int32: Int(tensor.data.assumingMemoryBound(to: Int32.self)[index])
        default: Int(tensor.data.assumingMemoryBound(to: Int64.self)[index])
        }
    }
}

extension ShapeRequest {
    /// An input whose whole numbers point to places in another.
    func indices(
        _ index: Int, types: [ElementType] = IndexVector.types
    ) throws(InferenceError) -> KnownTensor {
        let tensor = try operand(index)
        guard types.contains(tensor.type) else {
            throw unsupported("its indices cannot be \(tensor.type)")
        }
        return tensor
    }
}
