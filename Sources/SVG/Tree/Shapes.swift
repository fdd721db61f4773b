import Geometry
import Scene

extension Resolver {
    /// Adds a shape to the drawing; a group around it where more than its paints is asked for.
    mutating func shape(_ index: Int, _ parent: Context) throws(SVGError) -> Node {
        let resolved = try enter(index, parent)
        path.removeAll()
        var isVisible = outline(resolved) && !path.points.isEmpty
        let transform = resolved.context.transform
        if !isFinite(path.points, under: transform) {
            reports.add(.value, index, "its coordinates are beyond all measure; it is not drawn")
            path.removeAll()
            isVisible = false
        }
        // What is squeezed into a line has no inside and no pen to draw it with (SVG 2, 8.5).
        if transform.inverse == nil { isVisible = false }
        isVisible = isVisible && resolved.style.isVisible && resolved.context.isDisplayed
        if parent.isClip {
            let shape = try appendClipShape(resolved, isVisible: isVisible)
            return try withEffects([.shape(shape)], resolved)
        }
        let vertices = isVisible ? markerVertices(resolved) : []
        let contours = try append(index, transform)
        let shape = try appendShape(resolved, contours, isVisible: isVisible)
        guard !vertices.isEmpty else { return try withEffects([.shape(shape)], resolved) }
        return try withEffects(try withMarkers(shape, vertices, resolved), resolved)
    }

    /// Adds the outline in the drawing with its paints.
    mutating func appendShape(
        _ resolved: Resolved, _ contours: [Contour], isVisible: Bool
    ) throws(SVGError) -> Int {
        let style = resolved.style
        let firstPaint = drawing.points.count / 3
        let fill = try fill(resolved)
        let stroke = try stroke(resolved)
        var shape = Shape(
            element: document.describe(resolved.index), contours: contours, fill: fill,
            stroke: stroke, opacity: style.opacity, isVisible: isVisible,
            paintAnchors: firstPaint..<drawing.points.count / 3)
        let order = style.paintOrder.parts.filter { $0 != .markers }
        shape.strokesFirst = order.first == .stroke
        shape.isSmooth = style.isSmooth
        if !resolved.context.isDisplayed { undisplayed.insert(drawing.shapes.count) }
        drawing.shapes.append(shape)
        return drawing.shapes.count - 1
    }

    /// Adds an outline that only cuts: all of its inside, whatever its paints (CSS Masking 1, 5.1).
    mutating func appendClipShape(
        _ resolved: Resolved, isVisible: Bool
    ) throws(SVGError) -> Int {
        let contours = try append(resolved.index, resolved.context.transform)
        var shape = Shape(
            element: document.describe(resolved.index), contours: contours,
            fill: Fill(paint: .color(.black), rule: resolved.style.clipRule),
            isVisible: isVisible)
        shape.isSmooth = resolved.style.isSmooth
        drawing.shapes.append(shape)
        return drawing.shapes.count - 1
    }

    /// Draws the element into `path`; false when its geometry disables it.
    mutating func outline(_ resolved: Resolved) -> Bool {
        switch document.elements[resolved.index].known {
        case .path: return pathOutline(resolved)
        case .rect: return rectangle(resolved)
        case .circle: return circle(resolved)
        case .ellipse: return ellipse(resolved)
        case .line:
            path.move(
                to: Point(
                    length(resolved, .x1, nil, .horizontal) ?? 0,
                    length(resolved, .y1, nil, .vertical) ?? 0))
            path.line(
                to: Point(
                    length(resolved, .x2, nil, .horizontal) ?? 0,
                    length(resolved, .y2, nil, .vertical) ?? 0))
            path.finish()
            return true
        case .polyline: return polyline(resolved, isClosed: false)
        case .polygon: return polyline(resolved, isClosed: true)
        default: return false
        }
    }

    private mutating func pathOutline(_ resolved: Resolved) -> Bool {
        guard let declared = resolved.declarations[.d], declared.keyword != "none" else {
            return false
        }
        let data = declared.pathFunction ?? declared
        if let failure = PathParser.parse(data, into: &path) {
            let rest = data.dropFirst(failure.offset)
            reports.add(
                .pathData, resolved.index,
                "path data breaks off after \(failure.offset) bytes, at "
                    + (rest.isEmpty ? "its end" : rest.prefix(12).quoted)
                    + ": \(failure.reason); it is drawn up to there")
        }
        return true
    }

    private mutating func polyline(_ resolved: Resolved, isClosed: Bool) -> Bool {
        guard let text = document.attribute(.points, of: resolved.index) else { return false }
        if let trouble = path.polyline(text, isClosed: isClosed) {
            reports.add(
                .pathData, resolved.index, "points break off: \(trouble); drawn up to there")
        }
        return true
    }

    private mutating func rectangle(_ resolved: Resolved) -> Bool {
        let x = length(resolved, .x, .x, .horizontal) ?? 0
        let y = length(resolved, .y, .y, .vertical) ?? 0
        let width = size(resolved, .width, .width, .horizontal)
        let height = size(resolved, .height, .height, .vertical)
        // One radius alone stands for both; none may pass the middle (SVG 2, 10.2).
        let radiusX = radius(resolved, .rx, .rx, .horizontal)
        let radiusY = radius(resolved, .ry, .ry, .vertical)
        let radii = Point(
            min(radiusX ?? radiusY ?? 0, width / 2), min(radiusY ?? radiusX ?? 0, height / 2))
        path.rectangle(Rect(x: x, y: y, width: width, height: height), radii: radii)
        return width > 0 && height > 0
    }

    private mutating func circle(_ resolved: Resolved) -> Bool {
        let radius = size(resolved, .r, .r, .diagonal)
        path.ellipse(center: center(resolved), radii: Point(radius, radius))
        return radius > 0
    }

    private mutating func ellipse(_ resolved: Resolved) -> Bool {
        let radiusX = radius(resolved, .rx, .rx, .horizontal)
        let radiusY = radius(resolved, .ry, .ry, .vertical)
        let radii = Point(radiusX ?? radiusY ?? 0, radiusY ?? radiusX ?? 0)
        path.ellipse(center: center(resolved), radii: radii)
        return radii.x > 0 && radii.y > 0
    }

    private mutating func center(_ resolved: Resolved) -> Point {
        Point(
            length(resolved, .cx, .cx, .horizontal) ?? 0, length(resolved, .cy, .cy, .vertical) ?? 0
        )
    }

    // MARK: - Lengths

    /// A length of the element's geometry in user units; nil when it is not given or `auto`.
    mutating func length(
        _ resolved: Resolved, _ name: AttributeName, _ property: Property?, _ axis: Axis
    ) -> Double? {
        let text =
            property.flatMap { resolved.declarations[$0] }
            ?? document.attribute(name, of: resolved.index)
        guard let text, text.keyword != "auto" else { return nil }
        guard let length = Length(text) else {
            reports.add(
                .value, resolved.index,
                "\(name.rawValue) does not understand \(text.quoted); it is ignored")
            return nil
        }
        return resolved.context.lengths.resolve(length, axis)
    }

    /// A length that may not be negative; 0, which disables drawing, when it is not given.
    private mutating func size(
        _ resolved: Resolved, _ name: AttributeName, _ property: Property, _ axis: Axis
    ) -> Double {
        guard let value = length(resolved, name, property, axis) else { return 0 }
        if value < 0 {
            reports.add(
                .value, resolved.index, "a negative \(name.rawValue) is an error; it is not drawn")
        }
        return max(value, 0)
    }

    /// A radius that stands for `auto` when it is negative or not given.
    private mutating func radius(
        _ resolved: Resolved, _ name: AttributeName, _ property: Property, _ axis: Axis
    ) -> Double? {
        guard let value = length(resolved, name, property, axis) else { return nil }
        guard value < 0 else { return value }
        reports.add(
            .value, resolved.index, "a negative \(name.rawValue) is an error; it is ignored")
        return nil
    }

    // MARK: - Points

    func isFinite(_ points: [Point], under transform: Affine) -> Bool {
        points.allSatisfy { point in
            let image = transform.apply(point)
            return abs(image.x) <= 1e15 && abs(image.y) <= 1e15
        }
    }

    /// Moves the path into the drawing.
    mutating func append(
        _ index: Int, _ transform: Affine
    ) throws(SVGError) -> [Contour] {
        let first = drawing.points.count / 3
        guard first + path.anchorCount <= options.limits.anchors else {
            throw tooComplex(index, "more than \(options.limits.anchors) points")
        }
        for point in path.points { drawing.points.append(transform.apply(point)) }
        return path.contours.map {
            Contour(
                firstAnchor: first + $0.firstAnchor, anchorCount: $0.anchorCount,
                isClosed: $0.isClosed, originalStart: $0.originalStart)
        }
    }
}

extension ArraySlice<UInt8> {
    /// The data inside of CSS's `path("…")`; nil when the text is none.
    fileprivate var pathFunction: Bytes? {
        guard trimmed.prefix(5).keyword == "path(" else { return nil }
        var scanner = ByteScanner(trimmed)
        scanner.advance(5)
        guard let body = scanner.take(upTo: ")")?.trimmed, body.count >= 2
        else { return nil }
        return body.dropFirst().dropLast()
    }
}
