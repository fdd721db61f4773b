import Geometry
import Scene

extension Resolver {
    func color(_ value: ColorValue, _ style: ComputedStyle) -> Color {
        switch value {
        case .color(let color): color
        case .currentColor: style.color
        }
    }

    mutating func fill(_ resolved: Resolved) throws(SVGError) -> Fill? {
        let style = resolved.style
        guard let paint = try paint(style.fill, "fill", resolved) else { return nil }
        return Fill(paint: paint, opacity: style.fillOpacity, rule: style.fillRule)
    }

    mutating func stroke(_ resolved: Resolved) throws(SVGError) -> Stroke? {
        let style = resolved.style
        let lengths = resolved.context.lengths
        let width = lengths.resolve(style.strokeWidth, .diagonal)
        let offset = lengths.resolve(style.dashOffset, .diagonal)
        guard width > 0, width <= 1e15,
            let paint = try paint(style.stroke, "stroke", resolved)
        else { return nil }
        var stroke = Stroke(
            paint: paint, opacity: style.strokeOpacity, width: width, cap: style.cap,
            join: style.join, miterLimit: style.miterLimit, dashes: dashes(style, lengths),
            dashOffset: abs(offset) <= 1e9 ? offset : 0,
            pen: resolved.context.transform)
        stroke.keepsWidth = style.keepsStrokeWidth
        return stroke
    }

    /// The dashes in user units; an odd list is repeated, a list of zeros draws a solid line.
    private func dashes(_ style: ComputedStyle, _ lengths: LengthContext) -> [Double] {
        let dashes = style.dashes.map { lengths.resolve($0, .diagonal) }
        let isUsable = dashes.contains { $0 > 0 } && dashes.allSatisfy { $0 <= 1e9 }
        guard isUsable else { return [] }
        return dashes.count.isMultiple(of: 2) ? dashes : dashes + dashes
    }

    /// A paint; nil for none.
    private mutating func paint(
        _ paint: PaintValue, _ property: String, _ resolved: Resolved
    ) throws(SVGError) -> Paint? {
        switch paint {
        case .none: return nil
        case .color(let value): return .color(color(value, resolved.style))
        case .context(let source):
            // A `use` has settled its own paints when it shows another element.
            guard let context = resolved.context.contextPaints else { return nil }
            var settled = resolved
            settled.context.contextPaints = nil
            if let transform = context.transform { settled.context.transform = transform }
            let own = paintBounds
            defer { paintBounds = own }
            if let bounds = context.bounds { paintBounds = bounds }
            return try self.paint(context[source], property, settled)
        case .server(let id, let fallback):
            return try server(id, fallback, property, resolved)
        }
    }

    private mutating func server(
        _ id: String, _ fallback: PaintValue.Fallback?, _ property: String, _ resolved: Resolved
    ) throws(SVGError) -> Paint? {
        let element = ids[id]
        switch element.flatMap({ document.elements[$0].known }) {
        case .linearGradient, .radialGradient:
            // Without stops or bounds nothing can be painted but the fallback.
            return element.flatMap { gradientPaint($0, resolved) }
                ?? color(of: fallback, resolved).map { .color($0) }
        case .pattern:
            guard let element else { return nil }
            switch try patternPaint(element, resolved) {
            case .paint(let pattern): return .pattern(pattern)
            case .nothing: return nil
            case .invalid: return color(of: fallback, resolved).map { .color($0) }
            }
        default:
            let stand = fallback == nil ? "it is not painted" : "its fallback is painted"
            reports.add(
                .reference, resolved.index,
                "\(property): there is no gradient or pattern \"\(id)\"; \(stand)")
            return color(of: fallback, resolved).map { .color($0) }
        }
    }

    private func color(of fallback: PaintValue.Fallback?, _ resolved: Resolved) -> Color? {
        guard case .color(let value)? = fallback else { return nil }
        return color(value, resolved.style)
    }

    mutating func stopColor(_ stop: Int) -> Color {
        color(stop, .stopColor, opacity: .stopOpacity, standard: .black)
    }

    /// The colour in force where an element stands that is not drawn itself.
    mutating func currentColor(of element: Int) -> Color {
        var element = element
        while element >= 0 {
            let declared = cascade.declarations(of: element)[.color].flatMap(ColorValue.init)
            if case .color(let color) = declared { return color }
            element = document.elements[element].parent
        }
        return .black
    }
}

/// The paints that `context-fill` and `context-stroke` stand for.
struct ContextPaints {
    var fill: PaintValue
    var stroke: PaintValue
    /// The bounds and the place of the element whose paints they are; nil for those of the shape
    /// that is painted.
    var bounds: Rect?
    var transform: Affine?

    /// Whether a paint depends on where it is painted.
    var needsBounds: Bool {
        if case .server = fill { return true }
        if case .server = stroke { return true }
        return false
    }

    subscript(source: PaintValue.Context) -> PaintValue {
        switch source {
        case .fill: fill
        case .stroke: stroke
        }
    }

    /// The paints of a `use`, which may refer to those of a `use` around it.
    init(style: ComputedStyle, outer: ContextPaints?) {
        func settle(_ paint: PaintValue) -> PaintValue {
            switch paint {
            case .context(let source): outer?[source] ?? .none
            case .color(.currentColor): .color(.color(style.color))
            default: paint
            }
        }
        fill = settle(style.fill)
        stroke = settle(style.stroke)
    }
}
