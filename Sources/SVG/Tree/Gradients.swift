import Geometry
import Scene

/// Linear and radial gradients (SVG 2, 14.2).
extension Resolver {
    /// What a gradient paints a shape with, whose outline is in `path`; nil for nothing.
    ///
    /// Its frame becomes an anchor of the drawing.
    mutating func gradientPaint(_ target: Int, _ resolved: Resolved) -> Paint? {
        let chain = gradientChain(from: target)
        let stops = gradientStops(chain)
        guard let last = stops.last else { return nil }
        guard stops.count > 1 else { return .color(last.color) }
        guard let own = serverTransform(chain, .gradientTransform, resolved) else { return nil }
        let reader = GradientReader(
            document: document, chain: chain, lengths: resolved.context.lengths, own: own)
        guard let placed = reader.placed(over: paintBounds ?? path.bounds) else { return nil }
        // Without a length the last colour fills all (SVG 2, 14.2.2 and 14.2.3).
        guard let (form, frame) = placed.frame else { return .color(last.color) }
        let map = resolved.context.transform.concatenating(inner: frame)
        let origin = map.apply(Point(0, 0))
        let points = [origin, map.apply(Point(1, 0)), map.apply(Point(0, 1))]
        let isUsable = points.allSatisfy { abs($0.x) <= 1e15 && abs($0.y) <= 1e15 }
        guard isUsable, map.inverse != nil else { return nil }
        let anchor = drawing.points.count / 3
        guard anchor < options.limits.anchors else { return .color(last.color) }
        drawing.points += points
        return .gradient(
            Gradient(form: form, spread: reader.spread, stops: stops, anchor: anchor))
    }

    /// The transform of a gradient or a pattern about its origin, as the nearest in the chain has
    /// it; nil when it flattens the plane.
    mutating func serverTransform(
        _ chain: [Int], _ attribute: AttributeName, _ resolved: Resolved
    ) -> Affine? {
        for element in chain {
            let declarations = cascade.declarations(of: element)
            guard
                let text = document.attribute(attribute, of: element)
                    ?? declarations[.transform]
            else { continue }
            guard let own = Affine(list: text, lengths: resolved.context.lengths) else {
                return nil
            }
            let about = about(own, declarations, element, resolved.context.lengths)
            return about.inverse == nil ? nil : about
        }
        return .identity
    }

    private mutating func gradientChain(from gradient: Int) -> [Int] {
        hrefChain(from: gradient) { $0 == .linearGradient || $0 == .radialGradient }
    }

    /// An element and those of its kind that it refers to, nearest first; a loop ends where it
    /// closes.
    mutating func hrefChain(from first: Int, _ isOfKind: (ElementName?) -> Bool) -> [Int] {
        var chain: [Int] = []
        var next: Int? = first
        while let element = next, !chain.contains(element),
            isOfKind(document.elements[element].known)
        {
            guard chain.count < Limits.hrefs else {
                reports.add(
                    .reference, first,
                    "more than \(Limits.hrefs) elements refer to each other; the rest is left out")
                break
            }
            chain.append(element)
            let href = document.attribute(.href, of: element)?.trimmed
            next = href.flatMap { $0.first == .ascii("#") ? ids[$0.dropFirst().string] : nil }
        }
        return chain
    }

    private mutating func gradientStops(_ chain: [Int]) -> [Gradient.Stop] {
        for gradient in chain {
            let elements = document.children(of: gradient).filter {
                document.elements[$0].known == .stop
            }
            guard !elements.isEmpty else { continue }
            var least = 0.0
            return elements.map { stop in
                let written = document.attribute(.offset, of: stop)?.fraction ?? 0
                least = max(least, written)
                return Gradient.Stop(offset: least, color: stopColor(stop))
            }
        }
        return []
    }
}

/// A gradient's attributes, its own before those of gradients that it refers to.
private struct GradientReader {
    let document: XMLDocument
    let chain: [Int]
    let lengths: LengthContext
    /// The gradient's own transform.
    let own: Affine

    struct Placed {
        /// What it is and where, in user units; nil when it has no extent.
        var frame: (Gradient.Form, Affine)?
    }

    /// - Returns: nil when the gradient paints nothing.
    func placed(over bounds: Rect) -> Placed? {
        var map = Affine.identity
        if !isInUserSpace {
            let size = bounds.max - bounds.min
            // A box without an area gives no units (SVG 2, 14.2.2).
            guard size.x > 0, size.y > 0 else { return nil }
            map = Affine(a: size.x, d: size.y, tx: bounds.min.x, ty: bounds.min.y)
        }
        map = map.concatenating(inner: own)
        let isLinear = document.elements[chain[0]].known == .linearGradient
        guard let (form, frame) = isLinear ? linear : radial else { return Placed(frame: nil) }
        return Placed(frame: (form, map.concatenating(inner: frame)))
    }

    var spread: Gradient.Spread {
        switch text(.spreadMethod)?.keyword {
        case "reflect": .reflect
        case "repeat": .again
        default: .pad
        }
    }

    private var isInUserSpace: Bool { text(.gradientUnits)?.trimmed.string == "userSpaceOnUse" }

    private var linear: (Gradient.Form, Affine)? {
        let start = Point(
            number(.x1, .horizontal, percent: 0), number(.y1, .vertical, percent: 0))
        let end = Point(
            number(.x2, .horizontal, percent: 100), number(.y2, .vertical, percent: 0))
        let along = end - start
        guard along.length > 0 else { return nil }
        let across = along.normal
        return (
            .linear,
            Affine(
                a: along.x, b: along.y, c: across.x, d: across.y, tx: start.x, ty: start.y)
        )
    }

    private var radial: (Gradient.Form, Affine)? {
        let center = Point(
            number(.cx, .horizontal, percent: 50), number(.cy, .vertical, percent: 50))
        let radius = number(.r, .diagonal, percent: 50)
        guard radius > 0 else { return nil }
        let focus = Point(
            optional(.fx, .horizontal) ?? center.x, optional(.fy, .vertical) ?? center.y)
        let focalRadius = max(number(.fr, .diagonal, percent: 0), 0)
        return (
            .radial(focus: (focus - center) / radius, focalRadius: focalRadius / radius),
            Affine(a: radius, d: radius, tx: center.x, ty: center.y)
        )
    }

    private func number(_ name: AttributeName, _ axis: Axis, percent: Double) -> Double {
        optional(name, axis) ?? resolve(Length(value: percent, unit: .percent), axis)
    }

    private func optional(_ name: AttributeName, _ axis: Axis) -> Double? {
        guard let text = text(name), let length = Length(text) else { return nil }
        return resolve(length, axis)
    }

    private func resolve(_ length: Length, _ axis: Axis) -> Double {
        if isInUserSpace { return lengths.resolve(length, axis) }
        return length.unit == .percent ? length.value / 100 : lengths.resolve(length, axis)
    }

    /// An attribute as the nearest gradient has it; places only from gradients of the same kind.
    private func text(_ name: AttributeName) -> Bytes? {
        let isCommon = [.gradientUnits, .gradientTransform, .spreadMethod].contains(name)
        let kind = document.elements[chain[0]].known
        for element in chain where isCommon || document.elements[element].known == kind {
            if let text = document.attribute(name, of: element) { return text }
        }
        return nil
    }
}
