import Geometry
import Scene

/// What is done to elements as a whole: filters, clips, masks, fading and blending.
extension Resolver {
    /// The nodes of an element, in a group of their own when something is done to them as a whole.
    mutating func withEffects(_ nodes: [Node], _ resolved: Resolved) throws(SVGError) -> Node {
        let style = resolved.style
        let isPlain =
            style.clipPath == .none && style.mask == .none && style.filters.isEmpty
            && style.blend == .normal
        if isPlain, nodes.count == 1 { return nodes[0] }
        var group = Group(
            element: Element(tag: document.describe(resolved.index).tag),
            isDisplayed: resolved.context.isDisplayed, children: nodes)
        group.element.line = document.elements[resolved.index].line
        if nodes.count > 1, !resolved.context.isClip {
            // Its parts fade together.
            group.opacity = style.opacity
            for case .shape(let shape) in nodes { drawing.shapes[shape].opacity = 1 }
        }
        try applyEffects(to: &group, resolved)
        return .group(group)
    }

    /// Adds to a group what its element's style does to it as a whole.
    mutating func applyEffects(to group: inout Group, _ resolved: Resolved) throws(SVGError) {
        let style = resolved.style
        guard resolved.context.isDisplayed else { return }
        switch style.clipPath {
        case .none: break
        case .element(let id): try addClip(id, to: &group, of: resolved)
        case .shape(let shape, let box): try addClip(shape, box, to: &group, of: resolved)
        }
        guard !resolved.context.isClip else { return }
        if case .element(let id) = style.mask {
            try addMask(id, to: &group, of: resolved)
        }
        if !style.filters.isEmpty { try addFilters(to: &group, of: resolved) }
        group.blend = style.blend
        group.isIsolated = style.isIsolated
    }

    /// The rectangle around nodes in the user space of an element; empty when there is none.
    func bounds(of nodes: [Node], in resolved: Resolved) -> Rect {
        guard let inverse = resolved.context.transform.inverse else { return .empty }
        var bounds = Rect.empty
        for shape in drawing.shapeIndices(in: nodes) where !undisplayed.contains(shape) {
            if let corners = textCorners[shape] {
                for corner in corners { bounds.include(inverse.apply(corner)) }
            } else {
                bounds = bounds.union(drawing.bounds(ofShape: shape, under: inverse))
            }
        }
        return bounds
    }

    /// What an element that is referred to takes over: the style of its own ancestors, and the
    /// place of the element that refers to it.
    ///
    /// - Parameter lengths: what relative lengths refer to.
    mutating func context(
        forReferenced index: Int, transform: Affine, lengths: LengthContext
    ) throws(SVGError) -> Context {
        var ancestors: [Int] = []
        var element = document.elements[index].parent
        while element >= 0 {
            ancestors.append(element)
            element = document.elements[element].parent
        }
        var context = Context(transform: .identity, style: ComputedStyle(), lengths: lengths)
        for ancestor in ancestors.reversed() {
            context = try enter(ancestor, context).context
            context.transform = .identity
            context.isDisplayed = true
        }
        context.transform = transform
        context.lengths = lengths
        return context
    }

    /// Resolves what an element refers to, unless that is going on already.
    ///
    /// - Returns: nil, with a report, when the reference leads back to itself or too deep.
    mutating func following<Result>(
        _ target: Int, from element: Int,
        _ body: (inout Resolver) throws(SVGError) -> Result
    ) throws(SVGError) -> Result? {
        guard !references.contains(target), references.count < Limits.references else {
            let name = document.attribute(.id, of: target)?.quoted ?? "it"
            let trouble =
                references.contains(target)
                ? "refers back to itself" : "is referred to through too many others"
            reports.add(.reference, element, "\(name) \(trouble); it has no effect there")
            return nil
        }
        // What a reference brings along counts, so that references that multiply come to an end.
        nodeCount += 8
        references.append(target)
        defer { references.removeLast() }
        return try body(&self)
    }
}

extension Drawing {
    /// The smallest rectangle around a shape's curves as `map` shows them.
    func bounds(ofShape index: Int, under map: Affine) -> Rect {
        var bounds = Rect.empty
        func include(_ first: Int, _ second: Int) {
            let cubic = Cubic(
                start: map.apply(points[3 * first]), control1: map.apply(points[3 * first + 2]),
                control2: map.apply(points[3 * second + 1]), end: map.apply(points[3 * second]))
            bounds = bounds.union(cubic.bounds)
        }
        for contour in shapes[index].contours where contour.anchorCount > 0 {
            let anchors = contour.anchors
            bounds.include(map.apply(points[3 * anchors.lowerBound]))
            for anchor in anchors.dropLast() { include(anchor, anchor + 1) }
            if contour.isClosed, anchors.count > 1 {
                include(anchors.upperBound - 1, anchors.lowerBound)
            }
        }
        return bounds
    }
}

extension Rect {
    /// From the unit square to this rectangle; nil when it has no area.
    var unitMap: Affine? {
        guard !isEmpty, width > 0, height > 0 else { return nil }
        return Affine(a: width, d: height, tx: min.x, ty: min.y)
    }
}
