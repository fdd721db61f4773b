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
    /// The child that comes next; negative after the last one.
    var next: Int
    /// For a `use` and a `switch`: the one child that is shown.
    var hasOneChild = false
    /// The element that a `use` shows.
    var target: Int?
    var viewport: Viewport?

    /// Where a nested `svg` or a `symbol` should cut off its content.
    struct Viewport {
        var element: Int
        var size: Size
        /// From the viewport, its corner the origin, to pixels of the drawing.
        var map: Affine
        /// The first shape that may lie in it.
        var firstShape: Int
    }
}

extension Resolver {
    /// What an element turns out to be.
    enum Visit {
        case nothing
        case shape(Int)
        case group(OpenGroup)
    }

    /// Resolves everything inside of `root`.
    mutating func fill(_ root: OpenGroup) throws(SVGError) -> Group {
        open = [root]
        while true {
            let last = open.count - 1
            let child = open[last].next
            guard child >= 0 else {
                let done = open.removeLast()
                if let viewport = done.viewport { reportOverflow(viewport) }
                guard last > 0 else { return done.group }
                open[last - 1].group.children.append(.group(done.group))
                continue
            }
            let isTarget = open[last].target == child
            open[last].next =
                open[last].hasOneChild ? -1 : document.elements[child].nextSibling
            switch try visit(child, open[last].context, isTarget: isTarget) {
            case .nothing: continue
            case .shape(let index): open[last].group.children.append(.shape(index))
            case .group(let group):
                guard open.count < Limits.depth else {
                    throw tooComplex(child, "elements are nested more than \(Limits.depth) deep")
                }
                open.append(group)
            }
        }
    }

    /// - Parameter isTarget: whether a `use` refers to the element, which lets a `symbol` appear.
    private mutating func visit(
        _ index: Int, _ context: Context, isTarget: Bool
    ) throws(SVGError) -> Visit {
        let element = document.elements[index]
        guard element.isSVG, suitsUser(index) else { return .nothing }
        switch element.known {
        case .g, .a:
            let resolved = try enter(index, context)
            return .group(group(resolved))
        case .svg: return .group(try nestedDocument(index, context))
        case .symbol where isTarget: return .group(try symbol(index, context))
        case .use: return .group(try use(index, context))
        case .switch: return .group(try switchElement(index, context))
        case .path, .rect, .circle, .ellipse, .line, .polyline, .polygon:
            return .shape(try shape(index, context))
        default:
            if context.isDisplayed { reportNotDrawn(index) }
            return .nothing
        }
    }

    /// A group for an element, with the element's children to come.
    func group(_ resolved: Resolved) -> OpenGroup {
        OpenGroup(
            group: Group(
                element: document.describe(resolved.index), opacity: resolved.style.opacity,
                isDisplayed: resolved.context.isDisplayed),
            context: resolved.context, next: document.elements[resolved.index].firstChild)
    }
}
