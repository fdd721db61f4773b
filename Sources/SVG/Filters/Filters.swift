import Geometry
import Scene

/// The `filter` property (Filter Effects 1).
extension Resolver {
    mutating func addFilters(to group: inout Group, of resolved: Resolved) throws(SVGError) {
        let values = resolved.style.filters
        let bounds = bounds(of: group.children, in: resolved)
        for value in values {
            switch value {
            case .function(let name, let arguments):
                guard
                    let filter = filterFunction(name, arguments, resolved, group.children)
                else {
                    // One wrong function makes the whole property wrong.
                    reports.add(
                        .value, resolved.index,
                        "filter does not understand \(name)(\(arguments.string)); it is ignored")
                    group.filters = []
                    return
                }
                group.filters.append(filter)
            case .element(let id):
                guard let target = target(id, .filter, "filter", resolved.index) else {
                    // Alone, it leaves nothing to show; in a list it is passed over.
                    if values.count == 1 { group.isDisplayed = false }
                    continue
                }
                let filter = try following(target, from: resolved.index) {
                    resolver throws(SVGError) in
                    try resolver.filter(target, resolved, bounds)
                }
                guard case .some(.some(let filter)) = filter else {
                    group.isDisplayed = false
                    return
                }
                group.filters.append(filter)
            }
        }
    }

    /// A filter element; nil when nothing passes through it.
    private mutating func filter(
        _ target: Int, _ resolved: Resolved, _ bounds: Rect
    ) throws(SVGError) -> Filter? {
        let chain = hrefChain(from: target) { $0 == .filter }
        let lengths = resolved.context.lengths
        guard let source = chain.first(where: { hasPrimitives($0) }) else { return nil }
        guard let region = region(of: chain, units: .filterUnits, bounds, lengths) else {
            return nil
        }
        let isInBox =
            inherited(.primitiveUnits, chain)?.trimmed.string == "objectBoundingBox"
        if isInBox, bounds.unitMap == nil { return nil }
        let context = try context(
            forReferenced: source, transform: resolved.context.transform, lengths: lengths)
        var own = try enter(source, context)
        own.context.transform = resolved.context.transform
        var reader = FilterReader(
            user: resolved.context.transform, region: region, bounds: isInBox ? bounds : nil,
            lengths: lengths)
        for child in document.children(of: source) {
            let element = document.elements[child]
            guard element.isSVG, let known = element.known else { continue }
            guard let read = try primitive(child, known, own.context, &reader) else { continue }
            reader.primitives.append(read)
            let name = document.attribute(.result, of: child)?.trimmed.string ?? ""
            reader.names.append(name)
        }
        guard !reader.primitives.isEmpty else { return nil }
        return Filter(region: reader.pixels(region), primitives: reader.primitives)
    }

    private func hasPrimitives(_ filter: Int) -> Bool {
        document.children(of: filter).contains {
            document.elements[$0].known?.rawValue.hasPrefix("fe") ?? false
        }
    }

    func inherited(_ name: AttributeName, _ chain: [Int]) -> Bytes? {
        chain.lazy.compactMap { document.attribute(name, of: $0) }.first
    }
}

/// What the primitives of a filter share.
struct FilterReader {
    /// From user space to the drawing.
    let user: Affine
    /// In user space.
    let region: Rect
    /// What primitives' numbers are fractions of; nil when they are in user space.
    let bounds: Rect?
    let lengths: LengthContext
    var primitives: [FilterPrimitive] = []
    /// What they call their results.
    var names: [String] = []

    /// How many pixels of the drawing a unit of user space is, along both axes.
    var scale: Point {
        Point(Point(user.a, user.b).length, Point(user.c, user.d).length)
    }

    /// A distance in pixels of the drawing.
    func distance(_ value: Point) -> Point {
        guard let bounds else { return value * scale }
        return value * Point(bounds.width, bounds.height) * scale
    }

    /// A rectangle of user space in pixels of the drawing.
    func pixels(_ rect: Rect) -> Rect {
        var image = Rect.empty
        for corner in [
            rect.min, rect.max, Point(rect.min.x, rect.max.y), Point(rect.max.x, rect.min.y),
        ] { image.include(user.apply(corner)) }
        return image
    }

    /// The input of a name; what has no such name means the primitive before.
    func input(_ text: Bytes?) -> FilterPrimitive.Input {
        let before: FilterPrimitive.Input =
            primitives.isEmpty ? .source : .result(primitives.count - 1)
        guard let name = text?.trimmed.string, !name.isEmpty else { return before }
        switch name {
        case "SourceGraphic": return .source
        case "SourceAlpha": return .sourceAlpha
        case "BackgroundImage", "BackgroundAlpha", "FillPaint", "StrokePaint": return .transparent
        default: return names.lastIndex(of: name).map { .result($0) } ?? before
        }
    }
}
