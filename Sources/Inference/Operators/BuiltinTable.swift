extension OperatorRegistry {
    /// Every operator that the interpreter brings, a line a family.
    public static let builtIn = OperatorRegistry(
        ElementwiseUnary.definitions
            + Convolutions.definitions
            + Pooling.definitions
            + Quantizing.definitions
    )
}
