extension OperatorRegistry {
    /// Every operator that the interpreter brings, a line a family.
    public static let builtIn = OperatorRegistry(
        ElementwiseUnary.definitions
            + Convolutions.definitions
            + MatrixProducts.definitions
            + Pooling.definitions
            + Resizing.definitions
            + Quantizing.definitions
    )
}
