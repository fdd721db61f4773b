extension OperatorRegistry {
    /// Every operator that the interpreter brings, a line a family.
    public static let builtIn = OperatorRegistry(
        ElementwiseUnary.definitions
            + Convolutions.definitions
            + MatrixProducts.definitions
            + Pooling.definitions
            + Resizing.definitions
            + Quantizing.definitions
            + Arrangement.definitions
            + Indexing.definitions
            + Generation.definitions
            + Conversion.definitions
    )
}
