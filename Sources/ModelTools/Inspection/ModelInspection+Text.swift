import Inference

extension ModelInspection {
    /// The report for people.
    package func text(_ detail: Detail = []) -> String {
        var sections = [summary, operatorLines, tensorLines("inputs", graph.inputs)]
        sections.append(tensorLines("outputs", graph.outputs))
        sections.append(signatureLines)
        sections.append(metadataLines)
        if detail.contains(.nodes) { sections.append(nodeLines) }
        if detail.contains(.tensors) {
            sections.append(tensorLines("tensors", graph.tensors.indices))
        }
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    private var summary: [String] {
        var lines = [
            "model       \(model.source.printable)",
            "size        \(model.byteCount) bytes, \(weightByteCount) of them weights",
            "schema      3",
        ]
        if !model.remark.isEmpty { lines.append("remark      \(model.remark.printable)") }
        let others = model.subgraphs.count - 1
        lines.append(
            "graph       \(graph.nodes.count) nodes, \(graph.tensors.count) tensors"
                + (others > 0 ? "; \(others) more graph\(others == 1 ? "" : "s")" : ""))
        if let plan {
            lines.append(
                "plan        \(plan.stepCount) steps, \(plan.operations) operations a run, "
                    + "\(plan.arenaByteCount) bytes of memory for computed tensors")
            lines += plan.notes.map { "note        \($0.printable)" }
        } else if let obstacle {
            let place = obstacle.place.isEmpty ? "" : "\(obstacle.place): "
            lines.append("plan        none, cannot be run: \((place + obstacle.message).printable)")
        }
        return lines
    }

    private var operatorLines: [String] {
        var table = TextTable(
            ["operator", "version", "nodes", "supported"], numbers: ["version", "nodes"])
        for use in operators {
            table.add([
                "\(use.name)", "\(use.version)", "\(use.count)", use.obstacle == nil ? "yes" : "no",
            ])
        }
        let unsupported = operators.compactMap(\.obstacle)
        return ["operators:"] + table.lines.map { "  \($0)" }
            + unsupported.map { "  not supported: \($0.printable)" }
    }

    private func tensorLines(_ title: String, _ tensors: some Sequence<Int>) -> [String] {
        var table = TextTable(
            ["#", "tensor", "name", "type", "shape", "bytes", "role", "quantization"],
            numbers: ["#", "tensor", "bytes"])
        for (number, index) in tensors.enumerated() {
            let tensor = graph.tensors[index]
            table.add([
                "\(number)", "\(index)", tensor.name, "\(tensor.type)",
                tensor.shape.text(signature: tensor.shapeSignature),
                tensor.type.byteCount.map { "\(tensor.shape.count * $0)" } ?? "-",
                role(of: index), tensor.quantization?.text ?? "-",
            ])
        }
        return ["\(title):"] + table.lines.map { "  \($0)" }
    }

    private var signatureLines: [String] {
        guard !model.signatures.isEmpty else { return [] }
        func list(_ entries: [Signature.Entry]) -> String {
            entries.map { "\($0.name.printable) = tensor \($0.tensor)" }.joined(separator: ", ")
        }
        return ["signatures:"]
            + model.signatures.map { signature in
                "  \(signature.key.printable): \(list(signature.inputs)) -> "
                    + list(signature.outputs)
            }
    }

    /// What the metadata says of inputs and outputs.
    private var descriptionLines: [String] {
        let description: ModelDescription
        do { description = try model.describe() } catch {
            return ["  cannot be read: \(error.message)"]
        }
        var lines: [String] = []
        for (kind, notes) in [("input", description.inputs), ("output", description.outputs)] {
            for (index, note) in notes.enumerated() {
                var parts = ["\(kind) \(index): \(note.name.printable)"]
                if let normalization = note.normalization {
                    parts.append(
                        "mean \(normalization.means), deviation \(normalization.deviations)")
                }
                if !note.labels.isEmpty { parts.append("\(note.labels.count) labels") }
                parts += note.files.map { "file \($0.name.printable)" }
                lines.append("  " + parts.joined(separator: "; "))
            }
        }
        return lines + description.files.map { "  file \($0.name.printable)" }
    }

    private var metadataLines: [String] {
        guard !model.metadata.isEmpty else { return [] }
        return ["metadata:"]
            + model.metadata.map { "  \($0.name.printable): \($0.data.bytes.count) bytes" }
            + descriptionLines
    }

    private var nodeLines: [String] {
        var table = TextTable(
            ["#", "operator", "version", "inputs", "outputs", "delegate"],
            numbers: ["#", "version"])
        for node in graph.nodes {
            table.add([
                "\(node.index)", "\(node.name)", "\(node.version)",
                node.inputs.map { $0.map(String.init) ?? "-" }.joined(separator: " "),
                node.outputs.map(String.init).joined(separator: " "), computes(node),
            ])
        }
        let withoutStep = graph.nodes.filter { computes($0) == Self.noStep }.count
        return ["nodes:"] + table.lines.map { "  \($0)" }
            + (withoutStep == 0
                ? []
                : [
                    "  \(withoutStep) without a step: computed once beforehand, only another shape "
                        + "of the same memory, or planned when values are known"
                ])
    }
}
