import Geometry
import Scene

extension Resolver {
    func color(_ value: ColorValue, _ style: ComputedStyle) -> Color {
        switch value {
        case .color(let color): color
        case .currentColor: style.color
        }
    }

    mutating func fill(_ resolved: Resolved) -> Fill? {
        let style = resolved.style
        guard let color = paint(style.fill, "fill", resolved) else { return nil }
        return Fill(paint: .color(color), opacity: style.fillOpacity, rule: style.fillRule)
    }

    mutating func stroke(_ resolved: Resolved) -> Stroke? {
        let style = resolved.style
        let lengths = resolved.context.lengths
        let width = lengths.resolve(style.strokeWidth, .diagonal)
        let offset = lengths.resolve(style.dashOffset, .diagonal)
        guard width > 0, width <= 1e15, let color = paint(style.stroke, "stroke", resolved) else {
            return nil
        }
        return Stroke(
            paint: .color(color), opacity: style.strokeOpacity, width: width, cap: style.cap,
            join: style.join, miterLimit: style.miterLimit, dashes: dashes(style, lengths),
            dashOffset: abs(offset) <= 1e9 ? offset : 0,
            pen: resolved.context.transform)
    }

    /// The dashes in user units; an odd list is repeated, a list of zeros draws a solid line.
    private func dashes(_ style: ComputedStyle, _ lengths: LengthContext) -> [Double] {
        let dashes = style.dashes.map { lengths.resolve($0, .diagonal) }
        let isUsable = dashes.contains { $0 > 0 } && dashes.allSatisfy { $0 <= 1e9 }
        guard isUsable else { return [] }
        return dashes.count.isMultiple(of: 2) ? dashes : dashes + dashes
    }

    /// The colour of a paint; nil for none.
    private mutating func paint(
        _ paint: PaintValue, _ property: String, _ resolved: Resolved
    ) -> Color? {
        switch paint {
        case .none: return nil
        case .color(let value): return color(value, resolved.style)
        case .context(let source):
            // A `use` has settled its own paints when it shows another element.
            guard let context = resolved.context.contextPaints else { return nil }
            return self.paint(context[source], property, resolved)
        case .server(let id, let fallback):
            return server(id, fallback, property, resolved)
        }
    }

    private mutating func server(
        _ id: String, _ fallback: PaintValue.Fallback?, _ property: String, _ resolved: Resolved
    ) -> Color? {
        let known = ids[id].flatMap { document.elements[$0].known }
        guard let target = ids[id],
            known == .linearGradient || known == .radialGradient
                || known == .pattern
        else {
            let stand = fallback == nil ? "it is not painted" : "its fallback is painted"
            reports.add(
                .reference, resolved.index,
                "\(property): there is no gradient or pattern \"\(id)\"; \(stand)")
            guard case .color(let value)? = fallback else { return nil }
            return color(value, resolved.style)
        }
        if case .color(let value)? = fallback {
            reports.add(
                .unsupported, resolved.index,
                "\(property): \(document.names[document.elements[target].name].text) \"\(id)\" is "
                    + "not supported; its fallback colour is painted")
            return color(value, resolved.style)
        }
        if known == .pattern {
            reports.add(
                .unsupported, resolved.index,
                "\(property): pattern \"\(id)\" is not supported; a grey is painted")
            return Color(red: 0.5, green: 0.5, blue: 0.5)
        }
        let average = averages[target] ?? averageStop(of: target)
        averages[target] = .some(average)
        reports.add(
            .unsupported, resolved.index,
            "\(property): gradient \"\(id)\" is not supported; "
                + (average == nil
                    ? "it has no stops, nothing is painted" : "its stops' mean colour is painted"))
        return average
    }

    /// The mean colour of a gradient's stops, its own or those of the gradient it refers to.
    private mutating func averageStop(of gradient: Int) -> Color? {
        var gradient = gradient
        // Each step follows one reference; a loop ends with the visited ones.
        var visited: Set<Int> = []
        while visited.insert(gradient).inserted {
            let stops = document.children(of: gradient).filter {
                document.elements[$0].known == .stop
            }
            if !stops.isEmpty { return mean(stops.map { stopColor($0) }) }
            guard let href = document.attribute(.href, of: gradient)?.trimmed,
                href.first == .ascii("#"), let next = ids[href.dropFirst().string]
            else { return nil }
            gradient = next
        }
        return nil
    }

    private mutating func stopColor(_ stop: Int) -> Color {
        let declarations = cascade.declarations(of: stop)
        var result = Color.black
        switch declarations[.stopColor].flatMap(ColorValue.init) {
        case .color(let color): result = color
        case .currentColor: result = currentColor(of: stop)
        case nil: break
        }
        result.alpha *= declarations[.stopOpacity]?.fraction ?? 1
        return result
    }

    /// The colour in force where an element stands that is not drawn itself.
    private mutating func currentColor(of element: Int) -> Color {
        var element = element
        while element >= 0 {
            let declared = cascade.declarations(of: element)[.color].flatMap(ColorValue.init)
            if case .color(let color) = declared { return color }
            element = document.elements[element].parent
        }
        return .black
    }

    private func mean(_ colors: [Color]) -> Color {
        let share = 1 / Double(colors.count)
        // Colours count by their opacity, or clear stops would darken the mean.
        let alpha = colors.reduce(0) { $0 + $1.alpha } * share
        guard alpha > 0 else { return .transparent }
        func channel(_ path: KeyPath<Color, Double>) -> Double {
            colors.reduce(0) { $0 + $1[keyPath: path] * $1.alpha } * share / alpha
        }
        return Color(
            red: channel(\.red), green: channel(\.green), blue: channel(\.blue), alpha: alpha)
    }
}

/// The paints that `context-fill` and `context-stroke` stand for.
struct ContextPaints {
    var fill: PaintValue
    var stroke: PaintValue

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
