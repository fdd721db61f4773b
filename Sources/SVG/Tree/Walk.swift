import Geometry
import Scene

/// A group whose children are being resolved.
///
/// The tree is walked with a stack of these rather than by recursion: documents decide how deep
/// they are nested, and must not decide how much of a thread's stack is used.
struct OpenGroup {
    var group: Group
    /// What the children take over.
    var context: Resolver.Context
    /// The element itself; nil for one that nothing is done to as a whole.
    var resolved: Resolver.Resolved?
    /// The child that comes next; negative after the last one.
    var next: Int
    /// For a `use` and a `switch`: the one child that is shown.
    var hasOneChild = false
    /// The element that a `use` shows.
    var target: Int?
    var viewport: Viewport?

    /// Where a nested `svg` or a `symbol` cuts off its content.
    struct Viewport {
        var element: Int
        var rect: Rect
        /// From the viewport to pixels of the drawing.
        var map: Affine
    }
}

extension Resolver {
    /// What an element turns out to be.
    enum Visit {
        case nothing
        case node(Node)
        case group(OpenGroup)
    }

    /// Resolves everything inside of `root`.
    mutating func fill(_ root: OpenGroup) throws(SVGError) -> Group {
        let base = open.count
        open.append(root)
        while true {
            let last = open.count - 1
            let child = open[last].next
            guard child >= 0 else {
                let done = try close(open.removeLast())
                guard last > base else { return done }
                open[last - 1].group.children.append(.group(done))
                continue
            }
            let isTarget = open[last].target == child
            open[last].next =
                open[last].hasOneChild ? -1 : document.elements[child].nextSibling
            switch try visit(child, open[last].context, isTarget: isTarget) {
            case .nothing: continue
            case .node(let node): open[last].group.children.append(node)
            case .group(let group):
                guard open.count < Limits.depth else {
                    throw tooComplex(child, "elements are nested more than \(Limits.depth) deep")
                }
                open.append(group)
            }
        }
    }

    /// Does to a group what is done to it as a whole.
    private mutating func close(_ open: OpenGroup) throws(SVGError) -> Group {
        var group = open.group
        if let viewport = open.viewport { try cut(&group, viewport) }
        if let resolved = open.resolved { try applyEffects(to: &group, resolved) }
        return group
    }

    /// - Parameter isTarget: whether a `use` refers to the element, which lets a `symbol` appear.
    private mutating func visit(
        _ index: Int, _ context: Context, isTarget: Bool
    ) throws(SVGError) -> Visit {
        let element = document.elements[index]
        guard element.isSVG, suitsUser(index) else { return .nothing }
        switch element.known {
        case .path, .rect, .circle, .ellipse, .line, .polyline, .polygon:
            return .node(try shape(index, context))
        case .text: return try text(index, context).map(Visit.node) ?? .nothing
        case .use:
            // What cuts is made of shapes alone, referred to directly (CSS Masking 1, 5.1).
            guard !(context.isClip && isTarget) else { break }
            return .group(try use(index, context))
        default: break
        }
        guard !context.isClip else {
            reports.add(.structure, index, "cannot be part of a clip; it is left out")
            return .nothing
        }
        switch element.known {
        case .g, .a:
            let resolved = try enter(index, context)
            return .group(group(resolved))
        case .svg: return .group(try nestedDocument(index, context))
        case .symbol where isTarget: return .group(try symbol(index, context))
        case .switch: return .group(try switchElement(index, context))
        case .image: return try image(index, context).map(Visit.node) ?? .nothing
        default:
            if context.isDisplayed { reportNotDrawn(index) }
            return .nothing
        }
    }

    /// A group for an element, with the element's children to come.
    func group(_ resolved: Resolved) -> OpenGroup {
        OpenGroup(
            group: Group(
                element: document.describe(resolved.index),
                opacity: resolved.context.isClip ? 1 : resolved.style.opacity,
                isDisplayed: resolved.context.isDisplayed),
            context: resolved.context, resolved: resolved,
            next: document.elements[resolved.index].firstChild)
    }
}
