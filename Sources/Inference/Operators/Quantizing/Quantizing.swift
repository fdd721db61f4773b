/// Operators between reals and their stored forms.
enum Quantizing {
    static let definitions: [OperatorDefinition] = [
        Dequantize.definition, Quantize.definition, Densify.definition, FakeQuant.definition,
    ]
}
