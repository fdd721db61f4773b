import Geometry
import Scene

extension Resolver {
    /// The whole document.
    ///
    /// - Throws: `badData` when it is no SVG document, `tooComplex` beyond the limits.
    mutating func resolveDocument() throws(SVGError) -> Drawing {
        let extent = rootExtent()
        drawing.root = try resolveRoot(extent, transform: .identity)
        drawing.size = extent.size
        if extent.followsContent != (false, false) {
            let content = contentSize(or: extent.size)
            if extent.followsContent.width { drawing.size.width = content.width }
            if extent.followsContent.height { drawing.size.height = content.height }
        }
        drawing.diagnostics = reports.all
        return drawing
    }

    /// Everything in the document.
    ///
    /// - Parameter transform: from the document's pixels to those of the drawing.
    mutating func resolveRoot(_ extent: Extent, transform: Affine) throws(SVGError) -> Group {
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
        var context = Context(
            transform: transform, style: ComputedStyle(),
            lengths: LengthContext(
                viewport: extent.size, window: extent.size, fontSize: 16, rootFontSize: 16))
        context.isDisplayed = extent.isDrawn
        let resolved = try enter(0, context)
        var root = group(resolved)
        root.context.lengths.rootFontSize = resolved.style.fontSize
        applyViewBox(of: 0, size: extent.size, to: &root.context)
        return try fill(root)
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
                element: resolved.index, rect: Rect(min: .zero, max: Point(width, height)),
                map: resolved.context.transform)
        }
        return group
    }

    /// Cuts off what reaches out of a viewport, if anything does.
    mutating func cut(_ group: inout Group, _ viewport: OpenGroup.Viewport) throws(SVGError) {
        guard reachesOut(group, viewport) else { return }
        let shape = try rectangle(viewport.rect, under: viewport.map, of: viewport.element)
        group.stencils.append(
            Stencil(
                .coverage,
                content: Group(element: Element(tag: "clipPath"), children: [.shape(shape)])))
    }

    private mutating func reachesOut(_ group: Group, _ viewport: OpenGroup.Viewport) -> Bool {
        guard let inverse = viewport.map.inverse else { return false }
        let room = viewport.rect
        let tolerance = 1e-6 * max(room.width, room.height)
        return drawing.shapeIndices(in: group.children).contains { index in
            overflowTests += 1
            // Beyond, cutting without need costs less than finding out.
            guard overflowTests <= Limits.overflowTests else { return true }
            let shape = drawing.shapes[index]
            guard shape.isVisible else { return false }
            var margin = 0.0
            if let stroke = shape.stroke {
                let reach = stroke.join == .miter ? max(stroke.miterLimit, 1.5) : 1.5
                margin = stroke.width / 2 * reach * stroke.pen.meanScale
            }
            let bounds = drawing.bounds(ofShape: index)
            guard !bounds.isEmpty else { return false }
            let padded = Rect(min: bounds.min - margin, max: bounds.max + margin)
            return [
                padded.min, padded.max, Point(padded.min.x, padded.max.y),
                Point(padded.max.x, padded.min.y),
            ].map(inverse.apply).contains {
                $0.x < room.min.x - tolerance || $0.y < room.min.y - tolerance
                    || $0.x > room.max.x + tolerance || $0.y > room.max.y + tolerance
            }
        }
    }

    /// Adds a rectangle that only cuts, and returns its number.
    mutating func rectangle(
        _ rect: Rect, under map: Affine, of element: Int
    ) throws(SVGError) -> Int {
        path.removeAll()
        path.rectangle(rect, radii: .zero)
        let contours = try append(element, map)
        drawing.shapes.append(
            Shape(
                element: Element(tag: "rect", line: document.elements[element].line),
                contours: contours, fill: Fill(paint: .color(.black))))
        return drawing.shapes.count - 1
    }
}
