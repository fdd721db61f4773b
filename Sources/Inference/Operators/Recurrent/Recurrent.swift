/// Operators over sequences, most of which keep a state from one run to the next.
enum Recurrent {
    static let definitions: [OperatorDefinition] =
        SimpleRecurrence.definitions + [
            EmbeddingLookup.definition, LSTM.definition, SVDF.definition,
            OperatorDefinition(
                .unidirectionalSequenceLstm, versions: 1...3, types: [.float32, .int8],
                LongShortTermMemory.self),
        ]
}
