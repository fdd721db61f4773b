/// The extents of a tensor, outermost first; activations are [batch, height, width, channels].
public struct Shape: Sendable, Hashable, CustomStringConvertible, ExpressibleByArrayLiteral {
    public let dimensions: [Int]
    /// The number of elements: 1 for a scalar.
    public let count: Int

    /// - Throws: when an extent is negative or the number of elements is not a sensible size.
    public init(_ dimensions: [Int]) throws(InferenceError) {
        // Counted as if extents of 0 were 1, so that no product of some of them overflows either.
        var count = 1
        for extent in dimensions {
            guard extent >= 0 else {
                throw InferenceError(.badModel, "a shape of \(dimensions) has a negative extent")
            }
            let (product, overflow) = count.multipliedReportingOverflow(by: max(extent, 1))
            // Bytes are counted in 64 bits too: elements have 16 bytes at most.
            guard !overflow, product <= Int.max >> 8 else {
                throw InferenceError(.badModel, "a shape of \(dimensions) is too large")
            }
            count = product
        }
        self.dimensions = dimensions
        self.count = dimensions.contains(0) ? 0 : count
    }

    /// For shapes written in code; extents must be sound.
    public init(arrayLiteral elements: Int...) {
        dimensions = elements
        count = elements.reduce(1, *)
    }

    public var rank: Int { dimensions.count }
    public var description: String { "[\(dimensions.map(String.init).joined(separator: ", "))]" }
    public subscript(_ axis: Int) -> Int { dimensions[axis] }

    /// The distance between neighbours of each axis, in elements.
    public var strides: [Int] {
        var strides = [Int](repeating: 1, count: rank)
        for axis in stride(from: rank - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * max(dimensions[axis + 1], 1)
        }
        return strides
    }

    /// An axis counted from the front, where the format also counts from the back.
    /// - Throws: when the shape has no such axis.
    public func axis(_ axis: Int) throws(InferenceError) -> Int {
        let positive = axis < 0 ? axis + rank : axis
        guard positive >= 0, positive < rank else {
            throw InferenceError(.badModel, "axis \(axis) is outside the shape \(self)")
        }
        return positive
    }
}
