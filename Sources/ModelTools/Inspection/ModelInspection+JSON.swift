import Inference
import Storage

extension ModelInspection {
    /// The report for programs.
    package func json(_ detail: Detail = []) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("model", .string(model.source)),
            ("bytes", .integer(model.byteCount)),
            ("weightBytes", .integer(weightByteCount)),
            ("schema", .integer(3)),
            ("remark", .string(model.remark)),
            ("graphs", .integer(model.subgraphs.count)),
            ("operators", .array(operators.map(json))),
            ("inputs", tensors(graph.inputs)),
            ("outputs", tensors(graph.outputs)),
            ("signatures", .array(model.signatures.map(json))),
            ("metadata", metadata),
            ("plan", plan.map(json) ?? .null),
            ("obstacle", obstacle.map { .string($0.description) } ?? .null),
        ]
        if detail.contains(.nodes) { members.append(("nodes", .array(graph.nodes.map(json)))) }
        if detail.contains(.tensors) {
            members.append(("tensors", tensors(Array(graph.tensors.indices))))
        }
        return .object(members)
    }

    private func json(_ use: OperatorUse) -> JSONValue {
        .object([
            ("name", .string(use.name.description)),
            ("version", .integer(use.version)),
            ("nodes", .integer(use.count)),
            ("supported", .bool(use.obstacle == nil)),
            ("obstacle", use.obstacle.map { .string($0) } ?? .null),
        ])
    }

    private func json(_ plan: RunPlan) -> JSONValue {
        .object([
            ("steps", .integer(plan.stepCount)),
            ("operations", .integer(plan.operations)),
            ("arenaBytes", .integer(plan.arenaByteCount)),
            ("notes", .array(plan.notes.map { .string($0) })),
        ])
    }

    private func json(_ signature: Signature) -> JSONValue {
        func entries(_ entries: [Signature.Entry]) -> JSONValue {
            .array(
                entries.map {
                    .object([("name", .string($0.name)), ("tensor", .integer($0.tensor))])
                })
        }
        return .object([
            ("key", .string(signature.key)),
            ("inputs", entries(signature.inputs)),
            ("outputs", entries(signature.outputs)),
        ])
    }

    private var metadata: JSONValue {
        .array(
            model.metadata.map {
                .object([
                    ("name", .string($0.name)), ("bytes", .integer($0.data.bytes.count)),
                ])
            })
    }

    private func json(_ node: Node) -> JSONValue {
        .object([
            ("index", .integer(node.index)),
            ("operator", .string(node.name.description)),
            ("version", .integer(node.version)),
            ("inputs", .array(node.inputs.map { $0.map { .integer($0) } ?? .null })),
            ("outputs", .array(node.outputs.map { .integer($0) })),
            ("delegate", plan?.delegates[node.index].map { .string($0) } ?? .null),
        ])
    }

    private func tensors(_ indices: [Int]) -> JSONValue {
        .array(
            indices.map { index in
                let tensor = graph.tensors[index]
                return .object([
                    ("tensor", .integer(index)),
                    ("name", .string(tensor.name)),
                    ("type", .string("\(tensor.type)")),
                    ("shape", tensor.shape.json),
                    ("shapeSignature", .array(tensor.shapeSignature.map { .integer($0) })),
                    ("role", .string(role(of: index))),
                    ("quantization", tensor.quantization?.json ?? .null),
                ])
            })
    }
}
