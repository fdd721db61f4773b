/// Operators that make tensors of shapes and single numbers.
enum Generation {
    static let definitions: [OperatorDefinition] = [
        Fill.definition, ZerosLike.definition, CountedNumbers.definition, ShapeOf.definition,
        RankOf.definition, BroadcastArguments.definition,
    ]
}
