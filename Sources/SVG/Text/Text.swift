import Geometry
import Glibc
import Scene
import Typesetting

/// Text as outlines, so that it is painted, cut and deformed like any path (SVG 2, 11).
extension Resolver {
    /// Nil when nothing is written.
    mutating func text(_ index: Int, _ parent: Context) throws(SVGError) -> Node? {
        let resolved = try enter(index, parent)
        guard resolved.context.isDisplayed else { return nil }
        let content = try textContent(resolved)
        guard !content.characters.isEmpty else { return nil }
        guard let typesetter = fonts.typesetter else {
            reports.add(
                .unsupported, index,
                "there are no fonts on this machine; install some; "
                    + "it is not drawn")
            return nil
        }
        var setter = TextSetter(content: content, typesetter: typesetter)
        setter.set()
        report(setter, index)
        let isFirst = textRecords?[index] == nil
        let nodes = try draw(setter, content, resolved, isRecorded: isFirst)
        guard !nodes.isEmpty else { return nil }
        if nodes.count == 1, case .shape(let shape) = nodes[0] {
            drawing.shapes[shape].opacity = parent.isClip ? 1 : resolved.style.opacity
            var element = document.describe(index)
            element.line = document.elements[index].line
            drawing.shapes[shape].element = element
        }
        let node = try withEffects(nodes, resolved)
        guard case .group(var group) = node, nodes.count > 1 else { return node }
        group.element = document.describe(index)
        return .group(group)
    }

    private mutating func report(_ setter: TextSetter, _ index: Int) {
        if setter.isCutOff {
            reports.add(
                .unsupported, index,
                "a line of more than \(Typesetter.longestLine) characters is not drawn; break it")
        }
        if !setter.missing.isEmpty {
            let letters = setter.missing.prefix(8).map { String($0) }.joined()
            reports.add(
                .unsupported, index, "no font has \"\(letters)\"; these letters are left out")
        }
        for (wanted, found) in setter.substitutes.sorted(by: { $0.key < $1.key }) {
            reports.add(
                .value, index, "the font \"\(wanted)\" is not installed; \"\(found)\" is used")
        }
    }

    /// One shape for every span in every chunk, and for decorations.
    private mutating func draw(
        _ setter: TextSetter, _ content: TextContent, _ resolved: Resolved, isRecorded: Bool
    ) throws(SVGError) -> [Node] {
        var bounds = Rect.empty
        for glyph in setter.glyphs {
            let metrics = glyph.cluster.metrics
            for corner in [
                Point(0, -metrics.ascent), Point(glyph.cluster.advance, -metrics.ascent),
                Point(0, metrics.descent), Point(glyph.cluster.advance, metrics.descent),
            ] { bounds.include(glyph.map.apply(corner)) }
        }
        paintBounds = bounds.isEmpty ? nil : bounds
        defer { paintBounds = nil }
        var nodes: [Node] = []
        for (number, span) in content.spans.enumerated() {
            let glyphs = setter.glyphs.filter { $0.span == number }
            guard !glyphs.isEmpty else { continue }
            let below: [TextStyle.Decoration] = [.underline, .overline]
            let record = isRecorded ? resolved.index : nil
            for kind in below { try decorate(kind, span, glyphs, &nodes, record) }
            path.removeAll()
            for glyph in glyphs { path.append(glyph.cluster.outline, under: glyph.map) }
            try appendText(span.resolved, &nodes, record)
            try decorate(.lineThrough, span, glyphs, &nodes, record)
        }
        return nodes
    }

    /// Adds what is in `path` as a shape.
    ///
    /// - Parameter record: the text that the outline is remembered for.
    private mutating func appendText(
        _ resolved: Resolved, _ nodes: inout [Node], _ record: Int?
    ) throws(SVGError) {
        guard !path.points.isEmpty else { return }
        if let record, textRecords != nil {
            textRecords?[record, default: TextRecord()].parts.append(
                TextRecord.Part(element: resolved.index, data: path.data))
        }
        let transform = resolved.context.transform
        let isVisible =
            resolved.style.isVisible && transform.inverse != nil
            && isFinite(path.points, under: transform)
        if resolved.context.isClip {
            nodes.append(.shape(try appendClipShape(resolved, isVisible: isVisible)))
            return
        }
        let contours = try append(resolved.index, transform)
        let shape = try appendShape(resolved, contours, isVisible: isVisible)
        drawing.shapes[shape].opacity = 1
        if let box = paintBounds {
            textCorners[shape] = [
                box.min, box.max, Point(box.min.x, box.max.y), Point(box.max.x, box.min.y),
            ].map(transform.apply)
        }
        // Letters overlap where fonts are variable or joined; the inside is what counts.
        drawing.shapes[shape].fill?.rule = .nonZero
        nodes.append(.shape(shape))
    }

    private mutating func decorate(
        _ kind: TextStyle.Decoration, _ span: TextContent.Span, _ glyphs: [TextSetter.Glyph],
        _ nodes: inout [Node], _ record: Int?
    ) throws(SVGError) {
        guard let (_, source) = span.decorations.first(where: { $0.kind == kind }) else { return }
        path.removeAll()
        var index = 0
        while index < glyphs.count {
            let first = glyphs[index]
            var width = first.cluster.advance
            // One bar for all letters on one straight line.
            while index + 1 < glyphs.count, glyphs[index].continues(into: glyphs[index + 1]) {
                index += 1
                width =
                    first.unshifted.inverse?.apply(glyphs[index].unshifted.apply(.zero)).x ?? width
                width += glyphs[index].cluster.advance
            }
            index += 1
            let metrics = first.cluster.metrics
            let thickness = max(metrics.underlineThickness, 0)
            let top: Double
            switch kind {
            case .underline: top = -metrics.underlineOffset - thickness / 2
            case .overline: top = -metrics.ascent - thickness / 2
            default: top = -metrics.strikeOffset - thickness / 2
            }
            guard thickness > 0, width > 0 else { continue }
            path.polygon(
                [
                    Point(0, top), Point(width, top), Point(width, top + thickness),
                    Point(0, top + thickness),
                ].map { first.unshifted.apply($0) })
        }
        var painted = source
        painted.context.transform = span.resolved.context.transform
        painted.context.isClip = span.resolved.context.isClip
        try appendText(painted, &nodes, record)
    }
}

extension PathBuilder {
    mutating func append(_ outline: GlyphOutline, under map: Affine) {
        for segment in outline.segments {
            switch segment {
            case .move(let point): move(to: map.apply(point))
            case .line(let point): line(to: map.apply(point))
            case .quadratic(let control, let point):
                quadratic(map.apply(control), to: map.apply(point))
            case .cubic(let first, let second, let point):
                curve(map.apply(first), map.apply(second), to: map.apply(point))
            case .close: close()
            }
        }
        finish()
    }

    mutating func polygon(_ corners: [Point]) {
        guard let first = corners.first else { return }
        move(to: first)
        for corner in corners.dropFirst() { line(to: corner) }
        close()
    }
}
