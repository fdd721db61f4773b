/// Operators that multiply matrices.
enum MatrixProducts {
    static let definitions: [OperatorDefinition] = [
        FullyConnected.definition, BatchMatMul.definition,
    ]
}
