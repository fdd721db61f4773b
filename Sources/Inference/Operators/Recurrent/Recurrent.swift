/// Operators over sequences, most of which keep a state from one run to the next.
enum Recurrent {
    static let definitions: [OperatorDefinition] = [
        EmbeddingLookup.definition,
    ]
}
