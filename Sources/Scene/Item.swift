/// A group or a shape together with the element it comes from, as found while walking a drawing.
public struct Item: Sendable {
    public var element: Element
    public var node: Node
}

extension Drawing {
    /// The element a node comes from.
    public func element(of node: Node) -> Element {
        switch node {
        case .group(let group): group.element
        case .shape(let index): shapes[index].element
        }
    }

    /// Everything below a group in document order, groups before their content; the group itself
    /// is not among them.
    public func items(in group: Group) -> [Item] {
        var items: [Item] = []
        collect(group.children, into: &items)
        return items
    }

    private func collect(_ nodes: [Node], into items: inout [Item]) {
        for node in nodes {
            items.append(Item(element: element(of: node), node: node))
            if case .group(let group) = node { collect(group.children, into: &items) }
        }
    }

    /// Indices of all shapes below nodes, in document order.
    public func shapeIndices(in nodes: [Node]) -> [Int] {
        nodes.flatMap { node -> [Int] in
            switch node {
            case .group(let group): shapeIndices(in: group.children)
            case .shape(let index): [index]
            }
        }
    }
}

extension Drawing {
    /// Indices of all shapes of the stencils of groups among nodes and below, stencils of stencils
    /// included.
    public func stencilShapeIndices(in nodes: [Node]) -> [Int] {
        nodes.flatMap { node -> [Int] in
            guard case .group(let group) = node else { return [] }
            return stencilShapeIndices(of: group) + stencilShapeIndices(in: group.children)
        }
    }

    /// Indices of all shapes of a group's own stencils.
    public func stencilShapeIndices(of group: Group) -> [Int] {
        group.stencils.flatMap { stencil -> [Int] in
            shapeIndices(in: stencil.content.children)
                + stencilShapeIndices(in: [.group(stencil.content)])
        }
    }
}
