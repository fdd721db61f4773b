extension OperatorRegistry {
    /// Every operator that the interpreter brings, a line a family.
    public static let builtIn = OperatorRegistry(
        Arithmetic.definitions
            + Unary.definitions
            + Bitwise.definitions
            + Activations.definitions
            + Comparisons.definitions
            + Reductions.definitions
            + Convolutions.definitions
            + MatrixProducts.definitions
            + Normalization.definitions
            + Pooling.definitions
            + Resizing.definitions
            + Quantizing.definitions
            + Reshaping.definitions
            + Padding.definitions
            + Joining.definitions
            + Splitting.definitions
            + Slicing.definitions
            + Transposing.definitions
            + SpaceAndDepth.definitions
            + Gathering.definitions
            + Searching.definitions
            + Generating.definitions
            + Casting.definitions
            + Recurrent.definitions
    )
}
