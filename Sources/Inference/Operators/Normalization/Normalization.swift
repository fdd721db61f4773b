/// Operators that scale elements by what stands beside them.
enum Normalization {
    static let definitions: [OperatorDefinition] = [
        OperatorDefinition(.softmax, versions: 1...3, types: Softmax.types, Softmax.self),
        OperatorDefinition(.logSoftmax, versions: 1...2, types: LogSoftmax.types, LogSoftmax.self),
        OperatorDefinition(
            .l2Normalization, versions: 1...2, types: L2Normalization.types,
            L2Normalization.self),
        OperatorDefinition(
            .localResponseNormalization, versions: 1...1, types: [.float32],
            LocalResponseNormalization.self),
    ]
}
