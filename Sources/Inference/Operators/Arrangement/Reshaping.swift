import Glibc

/// Operators that give the same elements another shape.
enum Reshaping {
    static let definitions: [OperatorDefinition] = [
        view(.reshape, versions: 1...3, reshaped),
        view(.squeeze, versions: 1...2, squeezed),
        view(.expandDims, versions: 1...2, expanded),
    ]

    private static func view(
        _ code: BuiltinOperator, versions: ClosedRange<Int>,
        _ shape: @escaping @Sendable (ShapeRequest) throws(InferenceError) -> Shape?
    ) -> OperatorDefinition {
        OperatorDefinition(
            .builtin(code), versions: versions, types: ElementType.movable, isView: true,
            shapes: { (request) throws(InferenceError) in
                try request.expect(inputs: 1...2)
                let input = try request.operand(0)
                try request.expectSameType(input)
                guard let shape = try shape(request) else { return .needsValues }
                guard shape.count == input.shape.count else {
                    throw request.error("cannot give \(input.shape) the shape \(shape)")
                }
                return .shapes([shape])
            },
            kernel: { (request) throws(InferenceError) in
                let input = try request.input(0)
                let output = try request.output()
                return { memcpy(output.data, input.data, output.byteCount) }
            })
    }

    /// The second input counts before the option; one extent may be -1.
    private static func reshaped(_ request: ShapeRequest) throws(InferenceError) -> Shape? {
        var extents: [Int]
        if let tensor = request.optionalInput(1), tensor.shape.rank == 1 {
            guard let values = try request.integers(1) else { return nil }
            extents = values
        } else {
            extents = try request.node.options.integers(0)
        }
        let count = try request.input(0).shape.count
        // Old converters write [0] for a scalar.
        if extents == [0], count == 1 { extents = [] }
        let open = extents.indices.filter { extents[$0] == -1 }
        guard open.count <= 1 else { throw request.error("leaves more than one extent open") }
        if let open = open.first {
            extents[open] = 1
            let known = try request.shape(extents).count
            guard known > 0, count.isMultiple(of: known) else {
                throw request.error("\(count) elements cannot be shared out to \(extents)")
            }
            extents[open] = count / known
        }
        return try request.shape(extents)
    }

    private static func squeezed(_ request: ShapeRequest) throws(InferenceError) -> Shape? {
        let shape = try request.input(0).shape
        var dropped: Set<Int> = []
        for axis in try request.node.options.integers(0) {
            let axis = try request.axis(axis, of: shape)
            guard shape[axis] == 1 else {
                throw request.error("cannot drop axis \(axis) of \(shape)")
            }
            dropped.insert(axis)
        }
        if try request.node.options.integers(0).isEmpty {
            dropped = Set(shape.dimensions.indices.filter { shape[$0] == 1 })
        }
        return try request.shape(
            shape.dimensions.indices.filter { !dropped.contains($0) }.map { shape[$0] })
    }

    private static func expanded(_ request: ShapeRequest) throws(InferenceError) -> Shape? {
        let shape = try request.input(0).shape
        guard let axis = try request.integers(1, count: 1, "axis")?[0] else { return nil }
        let place = axis < 0 ? axis + shape.rank + 1 : axis
        guard place >= 0, place <= shape.rank else {
            throw request.error("axis \(axis) is outside the shape \(shape)")
        }
        var extents = shape.dimensions
        extents.insert(1, at: place)
        return try request.shape(extents)
    }
}
