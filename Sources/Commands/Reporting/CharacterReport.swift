import PoseAnimate

/// What the engine makes of a character, for its author.
struct CharacterReport {
    /// Bones named for a path before the rest is summed up.
    private static let boneLimit = 3

    private let character: RiggedCharacter

    init(_ character: RiggedCharacter) { self.character = character }

    /// As text for people.
    var text: String {
        let rig = character.binding.rig
        var lines = [
            "character  \(character.name)",
            "size       \(number(character.drawing.size.width)) x "
                + "\(number(character.drawing.size.height)) px",
            "rig        \(rig.name): \(rig.joints.count) joints, \(rig.bones.count) bones "
                + "in \(rig.groups.count) groups (\(rig.groups.map(\.name).joined(separator: ", ")))",
            "art        \(character.binding.shapes.count { !$0.isStencil }) paths, "
                + "\(character.binding.influenceStarts.count - 1) points, "
                + "\(character.binding.influences.count) influences",
            "",
            "paths, each with what moves it:",
        ]
        for (index, shape) in character.binding.shapes.enumerated() {
            lines.append("  \(index)  \(describe(shape))")
        }
        lines.append("")
        let diagnostics = character.diagnostics
        lines.append(diagnostics.isEmpty ? "nothing was ignored" : "ignored or changed:")
        lines += diagnostics.map { "  \($0.severity.rawValue): \($0)" }
        return lines.joined(separator: "\n")
    }

    /// The same for programs.
    var json: JSONValue {
        let rig = character.binding.rig
        let paths = character.binding.shapes.map { bound -> JSONValue in
            let shape = character.drawing.shapes[bound.shape]
            return .object([
                ("element", .string(shape.element.tag)),
                ("id", shape.element.id.map { .string($0) } ?? .null),
                ("line", .integer(shape.element.line)),
                ("visible", .bool(shape.isVisible)),
                ("cuts", .bool(bound.isStencil)),
                ("anchors", .integer(bound.anchors.count)),
                ("artGroup", bound.artGroup.map { .string(name(of: $0)) } ?? .null),
                (
                    "bones",
                    .object(shares(of: bound).map { ($0.name, .number($0.share)) })
                ),
            ])
        }
        return .object([
            ("character", .string(character.name)),
            ("width", .number(character.drawing.size.width)),
            ("height", .number(character.drawing.size.height)),
            ("rig", .string(rig.name)),
            ("joints", .array(rig.joints.map { .string(rig.keypoints[$0].name) })),
            ("paths", .array(paths)),
            ("diagnostics", DiagnosticReport.json(character.diagnostics)),
        ])
    }

    private func describe(_ bound: BoundShape) -> String {
        let shape = character.drawing.shapes[bound.shape]
        var words = ["line \(shape.element.line)", name(of: shape.element)]
        if !shape.isVisible { words.append("(hidden)") }
        if bound.isStencil { words.append("(cuts)") }
        if let group = bound.artGroup { words.append("with group \(name(of: group))") }
        let shares = shares(of: bound)
        if shares.isEmpty { return words.joined(separator: " ") + ": nothing, it has no points" }
        let named = shares.prefix(Self.boneLimit).map { "\($0.name) \(percent($0.share))" }
        let rest = shares.dropFirst(Self.boneLimit).reduce(0) { $0 + $1.share }
        let others = shares.count - named.count
        let tail = others > 0 ? ["\(others) more \(percent(rest))"] : []
        return words.joined(separator: " ") + ": " + (named + tail).joined(separator: ", ")
    }

    /// Bones by their part in the shape, the greatest first; bones of one parent together.
    private func shares(of bound: BoundShape) -> [(name: String, share: Double)] {
        var sums: [Int: Double] = [:]
        for part in bound.boneShares {
            sums[character.binding.bones[part.bone].parent, default: 0] += part.share
        }
        return sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { (character.binding.rig.name(ofBone: $0.key), $0.value) }
    }

    private func name(of element: Element) -> String {
        guard let name = element.id ?? element.label else { return "<\(element.tag)>" }
        return "<\(element.tag) \(name)>"
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

    private func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
}
