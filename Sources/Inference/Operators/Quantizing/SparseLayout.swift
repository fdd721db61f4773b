/// Where the stored values of a sparse constant belong, checked against its shape.
///
/// The layout is TACO's as the schema's SparsityParameters describe it: dimensions (the tensor's
/// own, then those of blocks) are walked in an order of traversal; each is dense or compressed.
struct SparseLayout {
    /// The position in the dense tensor of each stored value.
    private(set) var positions: [Int] = []
    private let sparsity: Sparsity
    private let count: Int
    /// By level of traversal: the number of places, and the distance in the dense tensor of one.
    private var extents: [Int] = []
    private var steps: [Int] = []

    /// - Throws: when the layout reaches outside the shape or the values.
    init(_ tensor: KnownTensor, valueBytes: Int, request: ShapeRequest) throws(InferenceError) {
        guard let sparsity = tensor.sparsity else {
            throw request.error("its constant has no sparse layout")
        }
        self.sparsity = sparsity
        count = tensor.shape.count
        let rank = tensor.shape.rank
        let order = sparsity.traversalOrder
        let levels = rank + sparsity.blockMap.count
        guard rank > 0, order.count == levels, sparsity.dimensions.count == levels,
            order.sorted() == Array(0..<levels),
            sparsity.blockMap.allSatisfy({ $0 >= 0 && $0 < rank }),
            Set(sparsity.blockMap).count == sparsity.blockMap.count,
            count > 0
        else {
            throw request.error("its sparse layout does not fit the shape \(tensor.shape)")
        }
        // A dimension that is split counts blocks; the block's own dimension counts within one.
        var sizes = tensor.shape.dimensions
        var distances = tensor.shape.strides
        for (block, axis) in sparsity.blockMap.enumerated() {
            guard let level = order.firstIndex(of: rank + block),
                case .dense(let size) = sparsity.dimensions[level], size > 0,
                sizes[axis].isMultiple(of: size)
            else {
                throw request.error("its sparse blocks do not fit the shape \(tensor.shape)")
            }
            sizes.append(size)
            distances.append(tensor.shape.strides[axis])
            sizes[axis] /= size
            distances[axis] *= size
        }
        extents = order.map { sizes[$0] }
        steps = order.map { distances[$0] }
        for (level, dimension) in sparsity.dimensions.enumerated() {
            if case .dense(let size) = dimension, size != extents[level] {
                throw request.error(
                    "a dense dimension of \(size) stands for an extent of \(extents[level])")
            }
        }
        let stored = (tensor.values?.count ?? 0) / max(valueBytes, 1)
        guard place(limit: stored) else {
            throw request.error("its sparse indices reach outside the shape \(tensor.shape)")
        }
        guard let values = tensor.values, values.count == positions.count * valueBytes else {
            throw request.error(
                "\(tensor.values?.count ?? 0) bytes are stored for \(positions.count) values")
        }
    }

    /// Walks the levels from the outermost; at each, a list of where its entries begin.
    ///
    /// Entries become fewer only where segments are stored for each: what is stored bounds the work.
    private mutating func place(limit stored: Int) -> Bool {
        var limit = stored
        for case .compressed(let segments, _) in sparsity.dimensions {
            limit = max(limit, segments.count)
        }
        var starts = [0]
        for (level, dimension) in sparsity.dimensions.enumerated() {
            var next: [Int] = []
            switch dimension {
            case .dense(let size):
                guard starts.count <= limit / max(size, 1) else { return false }
                next.reserveCapacity(starts.count * size)
                for start in starts {
                    for index in 0..<size { next.append(start + index * steps[level]) }
                }
            case .compressed(let segments, let indices):
                guard segments.count == starts.count + 1, indices.count <= limit,
                    segments.first == 0, segments.last == indices.count
                else { return false }
                next.reserveCapacity(indices.count)
                for (entry, start) in starts.enumerated() {
                    let (lower, upper) = (segments[entry], segments[entry + 1])
                    guard lower <= upper, upper <= indices.count else { return false }
                    for index in indices[lower..<upper] {
                        guard index >= 0, index < extents[level] else { return false }
                        next.append(start + index * steps[level])
                    }
                }
            }
            starts = next
        }
        positions = starts
        return true
    }

    /// The dense values; elements that are not stored are 0.
    func expand(_ tensor: Tensor, into output: UnsafeMutableRawPointer, elementSize: Int) {
        output.initializeMemory(as: UInt8.self, repeating: 0, count: count * elementSize)
        for (value, position) in positions.enumerated() {
            (output + position * elementSize).copyMemory(
                from: tensor.data + value * elementSize, byteCount: elementSize)
        }
    }
}
