import Inference

/// An operator of a model, in one version, and how often it stands there.
struct OperatorUse {
    var name: OperatorName
    var version: Int
    var count: Int
    /// Why the operator cannot be run; nil where it can.
    var obstacle: String?

    /// The operators of all graphs, the most frequent first.
    static func all(of model: Model, in registry: OperatorRegistry) -> [OperatorUse] {
        struct Key: Hashable {
            var name: OperatorName
            var version: Int
        }
        var uses: [Key: OperatorUse] = [:]
        for node in model.subgraphs.flatMap(\.nodes) {
            let key = Key(name: node.name, version: node.version)
            uses[
                key,
                default: OperatorUse(
                    name: node.name, version: node.version, count: 0,
                    obstacle: obstacle(to: node, in: registry))
            ].count += 1
        }
        return uses.values.sorted {
            (-$0.count, $0.name.description, $0.version)
                < (-$1.count, $1.name.description, $1.version)
        }
    }

    private static func obstacle(to node: Node, in registry: OperatorRegistry) -> String? {
        do {
            _ = try registry.definition(of: node)
            return nil
        } catch {
            return error.message
        }
    }
}
