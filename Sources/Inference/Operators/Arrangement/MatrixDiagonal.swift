/// MATRIX_DIAG: square matrices of zeros with given diagonals.
struct MatrixDiag: OperatorPlan {
    static let definition = OperatorDefinition(
        .matrixDiag, versions: 1...1, types: MovedElements.types, MatrixDiag.self)

    private var moved: MovedElements
    private var shape: Shape

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 1...1)
        moved = try MovedElements(request, 0)
        guard let side = moved.shape.dimensions.last else {
            throw request.error("a scalar has no diagonal")
        }
        shape = try request.shape(moved.shape.dimensions + [side])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let input = try request.input(0)
        let output = try request.output()
        let diagonal = StridedCopy.diagonal(of: shape, elementSize: moved.elementSize)
        return {
            output.data.initializeMemory(as: UInt8.self, repeating: 0, count: output.byteCount)
            diagonal(from: input.data, to: output.data)
        }
    }
}

/// MATRIX_SET_DIAG: matrices with other diagonals.
struct MatrixSetDiag: OperatorPlan {
    static let definition = OperatorDefinition(
        .matrixSetDiag, versions: 1...1, types: MovedElements.types, MatrixSetDiag.self)

    private var moved: MovedElements

    init(_ request: ShapeRequest) throws(InferenceError) {
        try request.expect(inputs: 2...2)
        moved = try MovedElements(request, 0)
        let shape = moved.shape
        guard shape.rank >= 2 else { throw request.error("\(shape) is no matrix") }
        let side = min(shape[shape.rank - 2], shape[shape.rank - 1])
        let diagonal = try request.operand(1)
        try request.expect(diagonal, "diagonal", type: moved.type)
        try request.expect(
            diagonal, "diagonal", shape: shape.dimensions.dropLast(2) + [side])
    }

    func outputShapes() throws(InferenceError) -> [Shape]? { [moved.shape] }

    func kernel(_ request: KernelRequest) throws(InferenceError) -> Kernel {
        let copy = try request.copyingAll()
        let values = try request.input(1)
        let output = try request.output()
        let diagonal = StridedCopy.diagonal(of: moved.shape, elementSize: moved.elementSize)
        return { () throws(InferenceError) in
            try copy()
            diagonal(from: values.data, to: output.data)
        }
    }
}

extension StridedCopy {
    /// From vectors to the diagonals of matrices, which the last two axes are.
    fileprivate static func diagonal(of shape: Shape, elementSize: Int) -> StridedCopy {
        let rows = shape[shape.rank - 2]
        let columns = shape[shape.rank - 1]
        let side = min(rows, columns)
        let matrices = shape.dimensions.dropLast(2).reduce(1, *)
        return StridedCopy(
            [
                Axis(extent: matrices, source: side, target: rows * columns),
                Axis(extent: side, source: 1, target: columns + 1),
            ], elementSize: elementSize)
    }
}
