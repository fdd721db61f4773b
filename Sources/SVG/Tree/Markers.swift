import Geometry
import Glibc
import Scene

/// Markers on the vertices of paths and lines (SVG 2, 13.7).
extension Resolver {
    /// A place for a marker, in the path's own units.
    struct MarkerVertex {
        enum Position { case start, mid, end }

        var position: Position
        var place: Point
        /// Where the path goes, in radians.
        var angle: Double
        /// Those of the whole path.
        var bounds: Rect
    }

    /// The vertices of the outline in `path` that markers stand on.
    func markerVertices(_ resolved: Resolved) -> [MarkerVertex] {
        guard !resolved.style.markers.isEmpty else { return [] }
        switch document.elements[resolved.index].known {
        case .path, .line, .polyline, .polygon, .rect, .circle, .ellipse: break
        default: return []
        }
        let bounds = path.bounds
        var vertices: [MarkerVertex] = []
        for contour in path.contours {
            let directions = contourDirections(contour)
            for (anchor, place, angle) in directions where !path.arcAnchors.contains(anchor) {
                vertices.append(
                    MarkerVertex(position: .mid, place: place, angle: angle, bounds: bounds))
            }
        }
        guard !vertices.isEmpty else { return [] }
        // The same vertex may be the path's beginning and its end.
        vertices[0].position = .start
        var last = vertices[vertices.count - 1]
        last.position = .end
        if vertices.count == 1 {
            vertices.append(last)
        } else {
            vertices[vertices.count - 1] = last
        }
        return vertices
    }

    /// Every anchor of a contour, the first one again at the end of a closed one, with the direction
    /// half-way between those in which the path arrives and leaves.
    private func contourDirections(
        _ contour: PathBuilder.Contour
    ) -> [(anchor: Int, place: Point, angle: Double)] {
        let (first, count) = (contour.firstAnchor, contour.anchorCount)
        let points = path.points
        let segmentCount = contour.isClosed ? count : count - 1
        /// The directions at both ends of every segment; zero for one without length.
        let segments: [(from: Point, to: Point)] = (0..<max(segmentCount, 0)).map { index in
            let (a, b) = (first + index, first + (index + 1) % count)
            let chain = [points[3 * a], points[3 * a + 2], points[3 * b + 1], points[3 * b]]
            let leaving = chain.dropFirst().first { $0 != chain[0] }.map { $0 - chain[0] }
            let arriving = chain.dropLast().last { $0 != chain[3] }.map { chain[3] - $0 }
            return (leaving ?? .zero, arriving ?? .zero)
        }
        func direction(_ vector: Point) -> Point? {
            vector.length > 0 ? vector / vector.length : nil
        }
        func arriving(_ index: Int) -> Point? {
            segments[..<max(index, 0)].reversed().lazy.compactMap { direction($0.to) }.first
        }
        func leaving(_ index: Int) -> Point? {
            index < segments.count
                ? segments[index...].lazy.compactMap { direction($0.from) }.first : nil
        }
        let vertexCount = contour.isClosed ? count + 1 : count
        return (0..<vertexCount).map { index in
            var before = arriving(index)
            var after = leaving(index)
            if index == 0 { before = nil }
            if index == vertexCount - 1 { after = nil }
            let anchor = first + index % count
            return (
                index == count ? first : anchor, points[3 * anchor],
                Self.bisector(before, after)
            )
        }
    }

    private static func bisector(_ before: Point?, _ after: Point?) -> Double {
        guard let before, let after else {
            return (before ?? after).map { atan2($0.y, $0.x) } ?? 0
        }
        let (a, b) = (atan2(before.y, before.x), atan2(after.y, after.x))
        // Half-way on the shorter side.
        var turn = b - a
        if turn > .pi { turn -= 2 * .pi }
        if turn < -.pi { turn += 2 * .pi }
        return a + turn / 2
    }

    /// A shape and its markers in the order in which they are painted.
    mutating func withMarkers(
        _ shape: Int, _ vertices: [MarkerVertex], _ resolved: Resolved
    ) throws(SVGError) -> [Node] {
        var markers: [Node] = []
        for vertex in vertices {
            let reference: Reference
            switch vertex.position {
            case .start: reference = resolved.style.markers.start
            case .mid: reference = resolved.style.markers.mid
            case .end: reference = resolved.style.markers.end
            }
            guard case .element(let id) = reference,
                let target = target(id, .marker, "marker", resolved.index)
            else { continue }
            let marker = try following(target, from: resolved.index) {
                resolver throws(SVGError) in
                try resolver.marker(target, vertex, resolved)
            }
            if case .some(.some(let marker)) = marker { markers.append(.group(marker)) }
        }
        guard !markers.isEmpty else { return [.shape(shape)] }
        return try ordered(shape, markers, resolved)
    }

    private mutating func ordered(
        _ shape: Int, _ markers: [Node], _ resolved: Resolved
    ) throws(SVGError) -> [Node] {
        let parts = resolved.style.paintOrder.parts
        switch parts.firstIndex(of: .markers) {
        case 0: return markers + [.shape(shape)]
        case 1 where drawing.shapes[shape].fill != nil && drawing.shapes[shape].stroke != nil:
            // Between its fill and its stroke: the outline is needed twice.
            var lower = drawing.shapes[shape]
            var upper = lower
            if parts[0] == .fill { lower.stroke = nil } else { lower.fill = nil }
            if parts[0] == .fill { upper.fill = nil } else { upper.stroke = nil }
            drawing.shapes[shape] = lower
            drawing.shapes.append(upper)
            return [.shape(shape)] + markers + [.shape(drawing.shapes.count - 1)]
        default: return [.shape(shape)] + markers
        }
    }

    /// A marker's content on a vertex; nil when it shows nothing.
    private mutating func marker(
        _ target: Int, _ vertex: MarkerVertex, _ resolved: Resolved
    ) throws(SVGError) -> Group? {
        let lengths = resolved.context.lengths
        var context = try context(
            forReferenced: target, transform: .identity, lengths: lengths)
        context.contextPaints = ContextPaints(
            style: resolved.style, outer: resolved.context.contextPaints)
        context.contextPaints?.bounds = vertex.bounds
        context.contextPaints?.transform = resolved.context.transform
        var own = try enter(target, context)
        guard own.context.isDisplayed else { return nil }
        func number(_ name: AttributeName, _ axis: Axis, _ standard: Double) -> Double {
            let keywords: [String: Double] = [
                "left": 0, "top": 0, "center": 50, "right": 100, "bottom": 100,
            ]
            guard let text = document.attribute(name, of: target) else { return standard }
            if name == .refX || name == .refY, let share = keywords[text.keyword],
                let box = viewBox(of: target)
            {
                let extent = axis == .horizontal ? box.width : box.height
                return (axis == .horizontal ? box.x : box.y) + extent * share / 100
            }
            return Length(text).map { lengths.resolve($0, axis) } ?? standard
        }
        let width = number(.markerWidth, .horizontal, 3)
        let height = number(.markerHeight, .vertical, 3)
        guard width > 0, height > 0 else { return nil }
        let reference = Point(number(.refX, .horizontal, 0), number(.refY, .vertical, 0))

        var map = resolved.context.transform
            .concatenating(inner: .translation(vertex.place.x, vertex.place.y))
            .concatenating(inner: .rotation(degrees: angle(of: target, vertex)))
        if document.attribute(.markerUnits, of: target)?.trimmed.string != "userSpaceOnUse" {
            let scale = lengths.resolve(resolved.style.strokeWidth, .diagonal)
            map = map.concatenating(inner: .scale(scale, scale))
        }
        guard map.inverse != nil else { return nil }
        var group = group(own)
        group.resolved = nil
        group.group.opacity = own.style.opacity
        own.context.transform = map
        group.context.transform = map
        var corner = reference
        if let box = viewBox(of: target) {
            let ratio =
                document.attribute(.preserveAspectRatio, of: target)
                .flatMap(PreserveAspectRatio.init) ?? .standard
            let fit = box.map(into: Size(width: width, height: height), ratio)
            corner = Affine(a: fit.a, b: fit.b, c: fit.c, d: fit.d).apply(reference)
            let inner = Affine(
                a: fit.a, b: fit.b, c: fit.c, d: fit.d, tx: -corner.x, ty: -corner.y)
            group.context.transform = map.concatenating(inner: inner)
            group.context.lengths.viewport = Size(width: box.width, height: box.height)
            if !own.style.showsOverflow {
                let origin = inner.apply(Point(box.x, box.y))
                // The box is fitted into the marker's rectangle, which is what cuts.
                let spare = Point(
                    fit.apply(Point(box.x, box.y)).x, fit.apply(Point(box.x, box.y)).y)
                group.viewport = OpenGroup.Viewport(
                    element: target,
                    rect: Rect(
                        min: origin - spare, max: origin - spare + Point(width, height)), map: map)
            }
        } else {
            group.context.transform = map.concatenating(
                inner: .translation(-reference.x, -reference.y))
            if !own.style.showsOverflow {
                group.viewport = OpenGroup.Viewport(
                    element: target,
                    rect: Rect(min: -reference, max: Point(width, height) - reference), map: map)
            }
        }
        let content = try fill(group)
        return content.children.isEmpty ? nil : content
    }

    /// A marker's rotation in degrees.
    private func angle(of target: Int, _ vertex: MarkerVertex) -> Double {
        guard let text = document.attribute(.orient, of: target)?.trimmed else { return 0 }
        let along = vertex.angle * 180 / .pi
        switch text.keyword {
        case "auto": return along
        case "auto-start-reverse": return vertex.position == .start ? along + 180 : along
        default: return text.degrees ?? 0
        }
    }
}
