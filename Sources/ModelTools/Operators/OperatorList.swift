import Inference
import Storage

/// The operators that an interpreter knows, as a table.
package struct OperatorList {
    private let definitions: [OperatorDefinition]

    package init(_ registry: OperatorRegistry = .builtIn) { definitions = registry.all }

    /// For people.
    package var text: String { table.lines.joined(separator: "\n") }

    /// `Documentation/Operators.md`, whole.
    package var markdown: String {
        let title = """
            # Operators

            The operators of TensorFlow Lite models that are supported: the versions understood, the \
            types of the principal input, and the delegates that compute some of their nodes faster \
            than the reference kernels, which compute all. `pose-animate models operators --markdown` writes this \
            page from the interpreter's own table; `pose-animate models inspect` tells what a model \
            needs.

            """
        return ([title] + table.markdown).joined(separator: "\n") + "\n"
    }

    /// For programs.
    package var json: JSONValue {
        .array(
            definitions.map { definition in
                .object([
                    ("name", .string(definition.name.description)),
                    ("custom", .bool(definition.isCustom)),
                    ("firstVersion", .integer(definition.versions.lowerBound)),
                    ("lastVersion", .integer(definition.versions.upperBound)),
                    ("types", .array(definition.types.map { .string("\($0)") })),
                    (
                        "delegates",
                        .array(DelegateCoverage.names(of: definition.name).map { .string($0) })
                    ),
                ])
            })
    }

    private var table: TextTable {
        var table = TextTable(["operator", "versions", "types", "delegates"])
        for definition in definitions {
            let versions = definition.versions
            table.add([
                definition.name.description + (definition.isCustom ? " (custom)" : ""),
                versions.count == 1
                    ? "\(versions.lowerBound)" : "\(versions.lowerBound) to \(versions.upperBound)",
                definition.types.map { "\($0)" }.joined(separator: ", "),
                DelegateCoverage.names(of: definition.name).joined(separator: ", "),
            ])
        }
        return table
    }
}

extension OperatorDefinition {
    fileprivate var isCustom: Bool {
        if case .custom = name { return true }
        return false
    }
}
