/// Operators that slide weights over images.
enum Convolutions {
    static let definitions: [OperatorDefinition] = [
        Conv2D.definition, DepthwiseConv2D.definition, TransposeConv.definition,
    ]
}
