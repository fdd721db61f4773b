import Geometry
import Rasters
import Scene
import Storage

/// Pictures in the drawing (SVG 2, 12.3).
extension Resolver {
    /// A picture as a shape with a texture, or, when it is a drawing itself, as a group of its
    /// shapes; nil when nothing is shown.
    mutating func image(_ index: Int, _ parent: Context) throws(SVGError) -> Node? {
        let resolved = try enter(index, parent)
        guard resolved.context.isDisplayed else { return nil }
        let corner = Point(
            length(resolved, .x, .x, .horizontal) ?? 0, length(resolved, .y, .y, .vertical) ?? 0)
        return try picture(
            index, resolved, corner: corner,
            (
                length(resolved, .width, .width, .horizontal),
                length(resolved, .height, .height, .vertical)
            ))
    }

    /// The picture that an element refers to.
    ///
    /// - Parameter given: the sides that are given.
    mutating func picture(
        _ index: Int, _ resolved: Resolved, corner: Point,
        _ given: (width: Double?, height: Double?)
    ) throws(SVGError) -> Node? {
        guard let text = document.attribute(.href, of: index)?.trimmed, !text.isEmpty else {
            reports.add(.reference, index, "no picture is referred to; nothing is drawn")
            return nil
        }
        let address = text.string
        let name = address.hasPrefix("data:") ? "its data" : text.quoted
        guard depth == 0 || (address.hasPrefix("data:") && depth < 4) else {
            reports.add(
                .reference, index, "a picture may not refer to other files; it is not drawn")
            return nil
        }
        if let width = given.width, width <= 0 { return nil }
        if let height = given.height, height <= 0 { return nil }
        // Decoded once, however often it is shown.
        if let raster = rasters[index] {
            let size = Size(width: Double(raster.width), height: Double(raster.height))
            return try textured(raster, Self.room(for: size, corner, given), resolved)
        }
        let bytes: [UInt8]
        do {
            bytes = try resources.bytes(address)
        } catch {
            reports.add(.reference, index, "\(name) \(error.message); it is not drawn")
            return nil
        }
        if looksLikeSVG(bytes) {
            return try nestedDrawing(bytes, name, resolved, corner, given)
        }
        let raster: Raster
        do {
            raster = try RasterDecoder.decode(bytes)
        } catch {
            reports.add(.reference, index, "\(name) \(error); it is not drawn")
            return nil
        }
        rasters[index] = raster
        decodedPixels += raster.width * raster.height
        guard decodedPixels <= Limits.pixels else {
            throw tooComplex(
                index, "its pictures have more than \(Limits.pixels / 1_000_000) million pixels")
        }
        let size = Size(width: Double(raster.width), height: Double(raster.height))
        let room = Self.room(for: size, corner, given)
        return try textured(raster, room, resolved)
    }

    /// Where a picture goes: sides that are not given follow from its own.
    private static func room(
        for size: Size, _ corner: Point, _ given: (width: Double?, height: Double?)
    ) -> Rect {
        var width = given.width ?? size.width
        var height = given.height ?? size.height
        if given.width == nil, let known = given.height { width = size.width * known / size.height }
        if given.height == nil, let known = given.width {
            height = size.height * known / size.width
        }
        return Rect(x: corner.x, y: corner.y, width: width, height: height)
    }

    private func looksLikeSVG(_ bytes: [UInt8]) -> Bool {
        if Gzip.isCompressed(bytes) { return true }
        let start = bytes.prefix(1024).drop { $0.isSpace || $0 >= 0x80 }
        return start.first == .ascii("<")
    }

    private mutating func fit(_ resolved: Resolved) -> PreserveAspectRatio {
        guard let text = document.attribute(.preserveAspectRatio, of: resolved.index) else {
            return .standard
        }
        if let ratio = PreserveAspectRatio(text) { return ratio }
        reports.add(
            .value, resolved.index,
            "preserveAspectRatio does not understand \(text.quoted); it is ignored")
        return .standard
    }

    // MARK: - Rasters

    private mutating func textured(
        _ raster: Raster, _ room: Rect, _ resolved: Resolved
    ) throws(SVGError) -> Node? {
        let size = Size(width: room.width, height: room.height)
        guard
            let box = ViewBox(
                x: 0, y: 0, width: Double(raster.width), height: Double(raster.height))
        else { return nil }
        let ratio = fit(resolved)
        let place = Affine.translation(room.min.x, room.min.y)
            .concatenating(inner: box.map(into: size, ratio))
        let map = resolved.context.transform.concatenating(inner: place)
        guard map.inverse != nil else { return nil }
        // Cells of about an eighth of the picture bend smoothly enough for a limb.
        let aspect = box.width / box.height
        let columns = min(max(Int((8 * aspect.squareRoot()).rounded()), 2), 32)
        let rows = min(max(Int((8 / aspect.squareRoot()).rounded()), 2), 32)
        func corner(_ column: Int, _ row: Int) -> Point {
            Point(
                box.width * Double(column) / Double(columns),
                box.height * Double(row) / Double(rows))
        }
        path.removeAll()
        path.move(to: corner(0, 0))
        for column in 1...columns { path.line(to: corner(column, 0)) }
        for row in 1...rows { path.line(to: corner(columns, row)) }
        for column in (0..<columns).reversed() { path.line(to: corner(column, rows)) }
        for row in (1..<rows).reversed() { path.line(to: corner(0, row)) }
        path.close()
        let contours = try append(resolved.index, map)
        let first = drawing.points.count / 3
        for row in 0...rows {
            for column in 0...columns {
                let point = map.apply(corner(column, row))
                drawing.points += [point, point, point]
            }
        }
        var shape = Shape(
            element: document.describe(resolved.index), contours: contours,
            opacity: resolved.style.opacity,
            isVisible: resolved.style.isVisible, paintAnchors: first..<drawing.points.count / 3)
        shape.texture = Texture(
            raster, columns: columns, rows: rows, isPixelated: resolved.style.isPixelated)
        drawing.shapes.append(shape)
        let node = Node.shape(drawing.shapes.count - 1)
        guard ratio.align?.isSlice == true else { return try withEffects([node], resolved) }
        var sliced = Group(element: Element(tag: "image"), children: [node])
        try cut(
            &sliced,
            OpenGroup.Viewport(
                element: resolved.index, rect: room, map: resolved.context.transform))
        return try withEffects([.group(sliced)], resolved)
    }

    // MARK: - Drawings

    private mutating func nestedDrawing(
        _ bytes: [UInt8], _ name: String, _ resolved: Resolved, _ corner: Point,
        _ given: (width: Double?, height: Double?)
    ) throws(SVGError) -> Node? {
        var nested: Resolver
        do throws(SVGError) {
            let document = try SVGReader.document(bytes, name: document.name, options: options)
            nested = Resolver(document: document, options: options)
        } catch {
            reports.add(
                .reference, resolved.index,
                "\(name) is no drawing that can be read (\(error.message)); it is not drawn")
            return nil
        }
        nested.depth = depth + 1
        nested.decodedPixels = decodedPixels
        nested.nodeCount = nodeCount
        nested.drawing = drawing
        let extent = nested.rootExtent()
        let room = Self.room(for: extent.size, corner, given)
        let ratio = fit(resolved)
        guard
            let box = ViewBox(x: 0, y: 0, width: extent.size.width, height: extent.size.height)
        else { return nil }
        let size = Size(width: room.width, height: room.height)
        let map = resolved.context.transform
            .concatenating(inner: .translation(room.min.x, room.min.y))
            .concatenating(inner: box.map(into: size, ratio))
        var group: Group
        do throws(SVGError) {
            group = try nested.resolveRoot(extent, transform: map)
        } catch {
            if error.kind == .tooComplex { throw error }
            reports.add(.reference, resolved.index, "\(name): \(error.message); it is not drawn")
            return nil
        }
        drawing = nested.drawing
        nodeCount = nested.nodeCount
        decodedPixels = nested.decodedPixels
        for diagnostic in nested.reports.all {
            reports.add(
                diagnostic.kind, resolved.index, "in \(name): \(diagnostic)",
                severity: diagnostic.severity)
        }
        group.element = document.describe(resolved.index)
        group.opacity *= resolved.style.opacity
        group.isDisplayed = group.isDisplayed && resolved.style.isVisible
        // What reaches over a picture's edge is never seen.
        let edge =
            ratio.align?.isSlice == true
            ? room
            : Rect(
                min: box.map(into: size, ratio).apply(.zero) + room.min,
                max: box.map(into: size, ratio).apply(Point(box.width, box.height)) + room.min)
        var whole = Group(element: Element(tag: "image"), children: [.group(group)])
        try cut(
            &whole,
            OpenGroup.Viewport(
                element: resolved.index, rect: edge, map: resolved.context.transform))
        return try withEffects([.group(whole.stencils.isEmpty ? group : whole)], resolved)
    }
}
