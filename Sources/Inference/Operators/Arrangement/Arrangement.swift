/// Operators that move elements without looking at them.
enum Arrangement {
    static let definitions: [OperatorDefinition] = [
        Reshape.definition, Squeeze.definition, ExpandDims.definition, Pad.definition,
        Pad.definitionWithValue, MirrorPad.definition, Concatenation.definition,
        Split.definition, SplitV.definition, Pack.definition, Unpack.definition,
        BoxSlice.definition,
        StridedSlice.definition, Transpose.definition, Tile.definition, BroadcastTo.definition,
        ReverseV2.definition, ReverseSequence.definition, DepthToSpace.definition,
        SpaceToDepth.definition, SpaceToBatch.definition, BatchToSpace.definition,
        MatrixDiag.definition, MatrixSetDiag.definition, DynamicUpdateSlice.definition,
    ]
}
