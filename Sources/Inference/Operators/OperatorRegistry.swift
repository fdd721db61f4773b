/// The operators that an interpreter can run, by name.
public struct OperatorRegistry: Sendable {
    private var definitions: [OperatorName: OperatorDefinition]

    public init(_ definitions: [OperatorDefinition]) {
        self.definitions = Dictionary(
            definitions.map { ($0.name, $0) }, uniquingKeysWith: { _, later in later })
    }

    /// The same registry with one more operator; it takes the place of one with the same name.
    public func adding(_ definition: OperatorDefinition) -> OperatorRegistry {
        var registry = self
        registry.definitions[definition.name] = definition
        return registry
    }

    /// All definitions, ordered by name.
    public var all: [OperatorDefinition] {
        definitions.values.sorted { $0.name.description < $1.name.description }
    }

    /// The definition of a node's operator.
    /// - Throws: `unsupported`, naming operator, version and node.
    public func definition(of node: Node) throws(InferenceError) -> OperatorDefinition {
        guard let definition = definitions[node.name] else {
            throw InferenceError(
                .unsupported, place: node.place,
                "operator \(node.name) version \(node.version) is not implemented; "
                    + "register a definition of it to run this model")
        }
        guard definition.versions.contains(node.version) else {
            throw InferenceError(
                .unsupported, place: node.place,
                "operator \(node.name) version \(node.version) is not implemented; "
                    + "versions \(definition.versions.lowerBound) to "
                    + "\(definition.versions.upperBound) are")
        }
        return definition
    }
}
