/// Operators that give elements another type.
enum Conversion {
    static let definitions: [OperatorDefinition] = [Cast.definition, Bitcast.definition]
}
