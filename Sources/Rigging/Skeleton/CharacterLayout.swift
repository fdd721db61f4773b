import Scene

/// Where a drawing keeps its skeleton and its art.
///
/// As in Pose Animator, the skeleton is the first group named `skeleton…` and the art is what lies
/// directly in groups named `illustration…`; names are ids, or layer labels where no id fits.
/// Where the original would see nothing (another letter case, no such group), this finds what was
/// meant and says so.
struct CharacterLayout {
    /// The group that holds the joints.
    let skeleton: Group?
    /// The art's nodes in document order: shapes bind by themselves, groups together.
    private(set) var art: [Node] = []
    private(set) var diagnostics: [Diagnostic] = []
    private let drawing: Drawing

    /// - Parameter markers: names of keypoints; a skeleton holds at least one of them.
    init(of drawing: Drawing, markers: [String]) {
        self.drawing = drawing
        let groups = drawing.items(in: drawing.root).compactMap { item -> Group? in
            if case .group(let group) = item.node { group } else { nil }
        }
        let candidates = groups.filter { group in
            Naming.isNamed(group.element, "skeleton")
                && drawing.items(in: group).contains { item in
                    markers.contains { Naming.isNamed(item.element, $0) }
                }
        }
        skeleton = Naming.first(candidates, named: "skeleton", element: \.element)
        let root = drawing.root
        if groups.contains(where: { isIllustration($0.element) }) {
            collectArt(from: root)
        } else {
            art = withoutSkeleton(root.children)
            if !isIllustration(root.element) {
                art = opened(art, markers: markers)
                diagnostics.append(
                    Diagnostic(
                        .note, .rig, root.element,
                        "no group is named `illustration`, so all but the skeleton is taken as art")
                )
            }
        }
    }

    /// Takes layers apart down to shapes and to groups that hold joints of their own, since without
    /// an `illustration` nothing says which groups are art and which only keep order.
    private func opened(_ nodes: [Node], markers: [String]) -> [Node] {
        nodes.flatMap { node -> [Node] in
            guard case .group(let group) = node else { return [node] }
            let holdsJoint = group.children.contains { child in
                let element = drawing.element(of: child)
                return markers.contains { Naming.isNamed(element, $0) }
            }
            return holdsJoint ? [node] : opened(group.children, markers: markers)
        }
    }

    private func isIllustration(_ element: Element) -> Bool {
        Naming.isNamed(element, "illustration")
    }

    private mutating func collectArt(from group: Group) {
        for child in group.children {
            guard case .group(let inner) = child else {
                reportOutside(child)
                continue
            }
            if inner.element == skeleton?.element { continue }
            if isIllustration(inner.element) {
                art += withoutSkeleton(inner.children)
            } else {
                collectArt(from: inner)
            }
        }
    }

    private mutating func reportOutside(_ node: Node) {
        guard case .shape(let index) = node, drawing.shapes[index].isVisible else { return }
        diagnostics.append(
            Diagnostic(
                .warning, .rig, drawing.shapes[index].element,
                "lies outside the `illustration` group and is not animated; move it there"))
    }

    private func withoutSkeleton(_ nodes: [Node]) -> [Node] {
        nodes.compactMap { node in
            guard case .group(var group) = node else { return node }
            if group.element == skeleton?.element { return nil }
            group.children = withoutSkeleton(group.children)
            return .group(group)
        }
    }
}
