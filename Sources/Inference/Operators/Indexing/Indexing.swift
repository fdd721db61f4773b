/// Operators that find elements by places, or places by elements.
enum Indexing {
    static let definitions: [OperatorDefinition] =
        [
            Gather.definition, GatherND.definition, ScatterND.definition, Where.definition,
            OneHot.definition, TopK.definition, SegmentSum.definition, Unique.definition,
            SparseToDense.definition, NonMaxSuppression.definition,
            NonMaxSuppression.softDefinition,
        ] + UnsortedSegments.definitions
}
