import Geometry
import Scene

extension Resolver {
    /// The whole document.
    ///
    /// - Throws: `badData` when it is no SVG document, `tooComplex` beyond the limits.
    mutating func resolveDocument() throws(SVGError) -> Drawing {
        guard document.elements.first?.known == .svg else {
            let name = document.elements.first.map { document.names[$0.name].text } ?? "nothing"
            throw SVGError(
                .badData, source: document.name, line: document.elements.first?.line ?? 0,
                "the document is <\(name)>, not <svg>; an SVG document is needed")
        }
        if !document.declaresNamespace {
            reports.add(
                .structure, 0,
                "the SVG namespace is not declared; add xmlns=\"\(Namespace.svg)\"",
                severity: .note)
        }
        let extent = rootExtent()
        var context = Context(
            transform: .identity, style: ComputedStyle(),
            lengths: LengthContext(
                viewport: extent.size, window: extent.size, fontSize: 16, rootFontSize: 16))
        context.isDisplayed = extent.isDrawn
        let resolved = try enter(0, context)
        var root = group(resolved)
        root.context.lengths.rootFontSize = resolved.style.fontSize
        applyViewBox(of: 0, size: extent.size, to: &root.context)
        drawing.root = try fill(root)
        drawing.size = extent.size
        if extent.followsContent != (false, false) {
            let content = contentSize(or: extent.size)
            if extent.followsContent.width { drawing.size.width = content.width }
            if extent.followsContent.height { drawing.size.height = content.height }
        }
        drawing.diagnostics = reports.all
        return drawing
    }

    mutating func viewBox(of index: Int) -> ViewBox? {
        guard let text = document.attribute(.viewBox, of: index) else { return nil }
        guard let viewBox = ViewBox(text) else {
            reports.add(
                .value, index,
                "viewBox \(text.quoted) is not four numbers with a positive size; "
                    + "it is ignored")
            return nil
        }
        return viewBox
    }

    /// Fits an element's view box into its viewport, whose corner is the context's origin.
    mutating func applyViewBox(of index: Int, size: Size, to context: inout Context) {
        context.lengths.viewport = size
        guard let viewBox = viewBox(of: index) else { return }
        var ratio = PreserveAspectRatio.standard
        if let text = document.attribute(.preserveAspectRatio, of: index) {
            if let written = PreserveAspectRatio(text) {
                ratio = written
            } else {
                reports.add(
                    .value, index,
                    "preserveAspectRatio does not understand \(text.quoted); it is ignored")
            }
        }
        context.transform = context.transform.concatenating(inner: viewBox.map(into: size, ratio))
        context.lengths.viewport = Size(width: viewBox.width, height: viewBox.height)
    }

    /// An `svg` inside of another.
    mutating func nestedDocument(_ index: Int, _ parent: Context) throws(SVGError) -> OpenGroup {
        var resolved = try enter(index, parent)
        let x = length(resolved, .x, .x, .horizontal) ?? 0
        let y = length(resolved, .y, .y, .vertical) ?? 0
        resolved.context.transform = resolved.context.transform
            .concatenating(inner: .translation(x, y))
        return viewport(resolved, parent)
    }

    /// A `symbol` that a `use` shows.
    mutating func symbol(_ index: Int, _ parent: Context) throws(SVGError) -> OpenGroup {
        viewport(try enter(index, parent), parent)
    }

    private mutating func viewport(_ resolved: Resolved, _ parent: Context) -> OpenGroup {
        let lengths = resolved.context.lengths
        let whole = lengths.viewport
        // A `use` with a size overrules the one of what it shows (SVG 2, 5.6).
        let width =
            parent.useSize?.width.map { lengths.resolve($0, .horizontal) }
            ?? length(resolved, .width, .width, .horizontal) ?? whole.width
        let height =
            parent.useSize?.height.map { lengths.resolve($0, .vertical) }
            ?? length(resolved, .height, .height, .vertical) ?? whole.height
        let size = Size(width: width, height: height)
        var group = group(resolved)
        if width > 0, height > 0 {
            applyViewBox(of: resolved.index, size: size, to: &group.context)
        } else {
            group.context.isDisplayed = false
            group.group.isDisplayed = false
        }
        if !resolved.style.showsOverflow {
            group.viewport = OpenGroup.Viewport(
                element: resolved.index, size: size, map: resolved.context.transform,
                firstShape: drawing.shapes.count)
        }
        return group
    }

    /// Reports content that a viewport should cut off, which is not possible here.
    mutating func reportOverflow(_ viewport: OpenGroup.Viewport) {
        guard let inverse = viewport.map.inverse else { return }
        let size = viewport.size
        let tolerance = 1e-6 * max(size.width, size.height)
        for index in viewport.firstShape..<drawing.shapes.count {
            overflowTests += 1
            guard overflowTests <= Limits.overflowTests else {
                reports.add(
                    .unsupported, viewport.element,
                    "content that reaches over the edge is not cut off, but drawn whole")
                return
            }
            let shape = drawing.shapes[index]
            guard shape.isVisible, shape.fill != nil || shape.stroke != nil else { continue }
            let bounds = drawing.bounds(ofShape: index)
            guard !bounds.isEmpty else { continue }
            let corners = [
                bounds.min, bounds.max, Point(bounds.min.x, bounds.max.y),
                Point(bounds.max.x, bounds.min.y),
            ].map(inverse.apply)
            let isOutside = corners.contains {
                $0.x < -tolerance || $0.y < -tolerance || $0.x > size.width + tolerance
                    || $0.y > size.height + tolerance
            }
            guard isOutside else { continue }
            reports.add(
                .unsupported, viewport.element,
                "content reaches over the edge; cutting it off is not supported, it is drawn whole")
            return
        }
    }
}
