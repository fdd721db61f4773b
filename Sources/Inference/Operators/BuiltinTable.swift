extension OperatorRegistry {
    /// Every operator that the interpreter brings, a line a family.
    public static let builtIn = OperatorRegistry(
        Arithmetic.definitions
            + Unary.definitions
            + Bitwise.definitions
            + Activations.definitions
            + Comparisons.definitions
            + Reductions.definitions
            + ExtremePlaces.definitions
            + Convolutions.definitions
            + MatrixProducts.definitions
            + Normalization.definitions
            + Pooling.definitions
            + Resizing.definitions
            + Quantizing.definitions
            + Recurrent.definitions
            + Arrangement.definitions
            + Indexing.definitions
            + Generation.definitions
            + Conversion.definitions
            + CustomOperators.definitions
    )
}
