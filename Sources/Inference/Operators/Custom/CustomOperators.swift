/// Operators that the format does not number: those of the vision models that are widely used.
enum CustomOperators {
    static let definitions: [OperatorDefinition] = [
        LandmarksToTransformMatrix.definition,
        TransformTensorBilinear.definition,
        TransformTensorBilinear.firstDefinition,
        TransformLandmarksStage.definition,
        TransposeConvolutionBias.definition,
        MaximumPoolWithPosition.definition,
        MaximumUnpool.definition,
        PoseNetDecoder.definition,
    ]
}
