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
        forEachNode(in: group.children) {
            items.append(Item(element: element(of: $0), node: $0))
        }
        return items
    }

    /// Indices of all shapes below nodes, in document order.
    public func shapeIndices(in nodes: [Node]) -> [Int] {
        var indices: [Int] = []
        forEachNode(in: nodes) { node in
            if case .shape(let index) = node { indices.append(index) }
        }
        return indices
    }

    /// Indices of all shapes of the stencils of groups among nodes and below, stencils of stencils
    /// included.
    public func stencilShapeIndices(in nodes: [Node]) -> [Int] {
        var indices: [Int] = []
        var waiting = [nodes]
        while let nodes = waiting.popLast() {
            forEachNode(in: nodes) { node in
                guard case .group(let group) = node else { return }
                for stencil in group.stencils {
                    indices += shapeIndices(in: stencil.content.children)
                    waiting.append([.group(stencil.content)])
                }
            }
        }
        return indices
    }

    /// Calls `body` with nodes and all below them in document order, groups before their content. A
    /// list of our own keeps what is to come, so that no depth of nesting exhausts the stack.
    private func forEachNode(in nodes: [Node], _ body: (Node) -> Void) {
        var upcoming = Array(nodes.reversed())
        while let node = upcoming.popLast() {
            body(node)
            if case .group(let group) = node { upcoming += group.children.reversed() }
        }
    }
}
