import Geometry
import Scene

/// Patterns (SVG 2, 14.3).
extension Resolver {
    enum PatternPaint {
        case paint(Pattern)
        case nothing
        /// The pattern is in error, and its fallback stands in.
        case invalid
    }

    /// What a pattern paints a shape with, whose outline is in `path`.
    ///
    /// Its tiles' frame becomes an anchor of the drawing.
    mutating func patternPaint(
        _ target: Int, _ resolved: Resolved
    ) throws(SVGError) -> PatternPaint {
        let bounds = paintBounds ?? path.bounds
        let outline = path
        defer { path = outline }
        let paint = try following(target, from: resolved.index) { resolver throws(SVGError) in
            try resolver.patternPaint(target, resolved, bounds)
        }
        return paint ?? .invalid
    }

    private mutating func patternPaint(
        _ target: Int, _ resolved: Resolved, _ bounds: Rect
    ) throws(SVGError) -> PatternPaint {
        let chain = hrefChain(from: target) { $0 == .pattern }
        let reader = PatternReader(
            document: document, chain: chain, lengths: resolved.context.lengths)
        guard !reader.needsBounds || bounds.unitMap != nil else { return .invalid }
        guard let place = reader.place(bounds) else { return .nothing }
        guard let source = chain.first(where: { hasContent($0) }) else { return .nothing }
        var map = resolved.context.transform
        guard let own = serverTransform(chain, .patternTransform, resolved) else {
            return .nothing
        }
        map = map.concatenating(inner: own)
        let corner = map.apply(place.min)
        let points = [
            corner, map.apply(Point(place.max.x, place.min.y)),
            map.apply(Point(place.min.x, place.max.y)),
        ]
        guard points.allSatisfy({ abs($0.x) <= 1e9 && abs($0.y) <= 1e9 }), map.inverse != nil else {
            return .nothing
        }
        guard let content = reader.contentMap(in: place, bounds) else { return .nothing }
        let tile = try tile(
            source, content, Size(width: place.width, height: place.height), resolved)
        let anchor = drawing.points.count / 3
        guard anchor < options.limits.anchors else { return .nothing }
        drawing.points += points
        let scale = Point(Point(map.a, map.b).length, Point(map.c, map.d).length)
        return .paint(Pattern(tile: tile, scale: scale, anchor: anchor))
    }

    /// A tile as a drawing of its own.
    private mutating func tile(
        _ source: Int, _ content: Affine, _ size: Size, _ resolved: Resolved
    ) throws(SVGError) -> Drawing {
        let outer = enterDrawing(size)
        defer { leaveDrawing(outer) }
        let context = try context(
            forReferenced: source, transform: .identity, lengths: resolved.context.lengths)
        var own = try enter(source, context)
        own.context.transform = content
        var group = group(own)
        group.resolved = nil
        drawing.root = try fill(group)
        drawing.root.isDisplayed = true
        drawing.root.opacity = own.style.opacity
        return drawing
    }

    /// What belongs to one drawing while it is resolved.
    struct DrawingState {
        fileprivate var drawing: Drawing
        fileprivate var paintBounds: Rect?
        fileprivate var undisplayed: Set<Int>
        fileprivate var textCorners: [Int: [Point]]
    }

    /// Begins a drawing of its own, and returns what goes on behind it.
    mutating func enterDrawing(_ size: Size) -> DrawingState {
        let outer = DrawingState(
            drawing: drawing, paintBounds: paintBounds, undisplayed: undisplayed,
            textCorners: textCorners)
        drawing = Drawing(size: size)
        paintBounds = nil
        undisplayed = []
        textCorners = [:]
        return outer
    }

    mutating func leaveDrawing(_ outer: DrawingState) {
        drawing = outer.drawing
        paintBounds = outer.paintBounds
        undisplayed = outer.undisplayed
        textCorners = outer.textCorners
    }

    private func hasContent(_ pattern: Int) -> Bool {
        document.children(of: pattern).contains { document.elements[$0].isSVG }
    }
}

/// A pattern's attributes, its own before those of patterns that it refers to.
private struct PatternReader {
    let document: XMLDocument
    let chain: [Int]
    let lengths: LengthContext

    /// Whether its numbers are parts of the painted shape's bounds.
    var needsBounds: Bool { text(.patternUnits)?.trimmed.string != "userSpaceOnUse" }

    /// The first tile in the pattern's space; nil when it has no area.
    func place(_ bounds: Rect) -> Rect? {
        let isInUserSpace = !needsBounds
        func value(_ name: AttributeName, _ axis: Axis) -> Double {
            guard let text = text(name), let length = Length(text) else { return 0 }
            if !isInUserSpace, length.unit == .percent { return length.value / 100 }
            return lengths.resolve(length, axis)
        }
        let tile = Rect(
            x: value(.x, .horizontal), y: value(.y, .vertical),
            width: value(.width, .horizontal), height: value(.height, .vertical))
        guard tile.max.x > tile.min.x, tile.max.y > tile.min.y else { return nil }
        if isInUserSpace { return tile }
        guard let map = bounds.unitMap else { return nil }
        return Rect(min: map.apply(tile.min), max: map.apply(tile.max))
    }

    /// From the content's space to the tile's, whose origin is its corner; nil when the content's
    /// units have no size.
    func contentMap(in place: Rect, _ bounds: Rect) -> Affine? {
        if let box = text(.viewBox).flatMap(ViewBox.init) {
            let ratio = text(.preserveAspectRatio).flatMap(PreserveAspectRatio.init)
            return box.map(
                into: Size(width: place.width, height: place.height), ratio ?? .standard)
        }
        // The content's origin is the tile's corner, whatever its units.
        guard text(.patternContentUnits)?.trimmed.string == "objectBoundingBox" else {
            return .identity
        }
        return bounds.unitMap.map { Affine(a: $0.a, d: $0.d) }
    }

    func text(_ name: AttributeName) -> Bytes? {
        for element in chain {
            if let text = document.attribute(name, of: element) { return text }
        }
        return nil
    }
}
