import Geometry
import Scene

extension Resolver {
    /// The first child that suits the user (SVG 2, 5.9).
    mutating func switchElement(_ index: Int, _ parent: Context) throws(SVGError) -> OpenGroup {
        let resolved = try enter(index, parent)
        var group = group(resolved)
        group.hasOneChild = true
        group.next = -1
        for child in document.children(of: index) {
            guard let known = document.elements[child].known, known.isDrawable, suitsUser(child)
            else { continue }
            if known == .foreignObject {
                reports.add(.unsupported, child, "is not supported; the next alternative is taken")
                continue
            }
            group.next = child
            break
        }
        return group
    }

    /// Whether an element's conditions hold; when not, it is as good as absent.
    func suitsUser(_ index: Int) -> Bool {
        if let extensions = document.attribute(.requiredExtensions, of: index),
            !extensions.words.isEmpty
        {
            return false
        }
        guard let text = document.attribute(.systemLanguage, of: index) else { return true }
        return text.split(separator: .ascii(",")).contains { part in
            let language = part.trimmed.lowercasedString
            return !language.isEmpty
                && options.languages.contains { Self.matches($0.lowercased(), language) }
        }
    }

    /// A language suits when it is the user's or the user's begins with it: "en" suits "en-GB".
    private static func matches(_ user: String, _ language: String) -> Bool {
        user == language || user.hasPrefix(language + "-") || language.hasPrefix(user + "-")
    }

    // MARK: - use

    /// A copy of another element, inside a group of its own (SVG 2, 5.6).
    mutating func use(_ index: Int, _ parent: Context) throws(SVGError) -> OpenGroup {
        let resolved = try enter(index, parent)
        var group = group(resolved)
        group.hasOneChild = true
        group.next = -1
        guard let target = useTarget(index) else { return group }
        let x = length(resolved, .x, .x, .horizontal) ?? 0
        let y = length(resolved, .y, .y, .vertical) ?? 0
        group.next = target
        group.target = target
        group.context.transform = resolved.context.transform
            .concatenating(inner: .translation(x, y))
        group.context.useSize = (useLength(index, .width), useLength(index, .height))
        group.context.contextPaints = ContextPaints(
            style: resolved.style, outer: parent.contextPaints)
        try placeContextPaints(&group, resolved)
        return group
    }

    /// Finds the bounds of what a `use` shows, where its paints need them and its content asks for
    /// its paints.
    private mutating func placeContextPaints(
        _ group: inout OpenGroup, _ resolved: Resolved
    ) throws(SVGError) {
        guard let paints = group.context.contextPaints, paints.needsBounds,
            let target = group.target, asksForContext(target)
        else { return }
        var trial = self
        var content = group
        content.resolved = nil
        content.context.contextPaints = nil
        let result = try trial.fill(content)
        // The trial counts, so that trials inside of trials come to an end.
        nodeCount = trial.nodeCount
        group.context.contextPaints?.bounds = trial.bounds(of: result.children, in: resolved)
        group.context.contextPaints?.transform = resolved.context.transform
    }

    /// Whether anything in an element is painted with the paints of what shows it.
    private func asksForContext(_ target: Int) -> Bool {
        var element = target
        while element < document.elements.count, document.lies(element, inside: target) {
            for index in document.elements[element].attributes {
                let value = document.value(document.attributes[index])
                if value.count >= 12, value.string.contains("context-") { return true }
            }
            element += 1
        }
        return false
    }

    private mutating func useTarget(_ index: Int) -> Int? {
        guard let text = document.attribute(.href, of: index)?.trimmed, !text.isEmpty else {
            reports.add(.reference, index, "nothing is referred to; nothing is drawn")
            return nil
        }
        guard text.first == .ascii("#") else {
            reports.add(
                .reference, index, "\(text.quoted) lies outside of the document; it is not drawn")
            return nil
        }
        guard let target = ids[text.dropFirst().string] else {
            reports.add(
                .reference, index, "there is no element \(text.quoted); nothing is drawn")
            return nil
        }
        if document.lies(index, inside: target) || open.contains(where: { $0.target == target }) {
            reports.add(
                .reference, index, "\(text.quoted) contains itself; the inner copy is not drawn")
            return nil
        }
        return target
    }

    private func useLength(_ index: Int, _ name: AttributeName) -> Length? {
        document.attribute(name, of: index).flatMap(Length.init).flatMap {
            $0.value >= 0 ? $0 : nil
        }
    }
}

extension ElementName {
    /// Whether the element can be an alternative of a `switch`.
    fileprivate var isDrawable: Bool {
        switch self {
        case .svg, .g, .a, .use, .switch, .path, .rect, .circle, .ellipse, .line, .polyline,
            .polygon, .text, .image, .foreignObject:
            true
        default: false
        }
    }
}
