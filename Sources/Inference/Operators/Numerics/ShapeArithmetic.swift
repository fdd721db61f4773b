extension ShapeRequest {
    /// Checks that an output holds elements of its input's type.
    func expectSameType(_ input: KnownTensor) throws(InferenceError) {
        for output in outputs where output.type != input.type {
            throw error("turns \(input.type) into \(output.type) where both must be the same")
        }
    }

    /// Whole numbers of a fixed number; nil when they are computed while running.
    func integers(_ index: Int, count: Int, _ role: String) throws(InferenceError) -> [Int]? {
        guard let numbers = try integers(index) else { return nil }
        guard numbers.count == count else {
            throw error("its \(role) holds \(numbers.count) numbers; \(count) are expected")
        }
        return numbers
    }

    /// An axis of a shape, counted from the back when it is negative.
    func axis(_ axis: Int, of shape: Shape) throws(InferenceError) -> Int {
        do { return try shape.axis(axis) } catch { throw self.error(error.message) }
    }
}
