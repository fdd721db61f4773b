import Scene

extension Resolver {
    /// Reports an element that is not drawn, unless it never is.
    mutating func reportNotDrawn(_ index: Int) {
        let element = document.elements[index]
        switch element.known {
        case .characters, .defs, .symbol, .style, .title, .desc, .metadata, .view, .linearGradient,
            .radialGradient, .pattern, .stop, .clipPath, .mask, .filter, .marker, .image, .text:
            return
        case .script:
            reports.add(.unsupported, index, "scripts do not run", severity: .note)
        case .animate, .animateColor, .animateMotion, .animateTransform, .set, .discard, .mpath:
            reports.add(
                .unsupported, index, "animation is not supported; the still picture is drawn")
        case .foreignObject:
            reports.add(.unsupported, index, "is not supported; it is not drawn")
        case .tspan, .textPath, .tref:
            reports.add(.structure, index, "stands outside of a text; it is not drawn")
        default:
            reports.add(.structure, index, "is not a known element; it is not drawn")
        }
    }

    /// Reports properties that would change how the element looks.
    mutating func reportUnsupported(_ index: Int, _ declarations: Declarations) {
        for declared in declarations.list {
            guard let remedy = remedy(for: declared) else { continue }
            reports.add(
                .unsupported, index,
                "\(declared.property.rawValue) is not supported; \(remedy)")
        }
    }

    private func remedy(for declared: Declared) -> String? {
        let keyword = declared.value.keyword
        switch declared.property {
        case .animation, .animationName:
            return keyword == "none" ? nil : "the still picture is drawn"
        case .strokeLineJoin:
            return ["miter-clip", "arcs"].contains(keyword) ? "a miter is drawn" : nil
        case .vectorEffect:
            let isKnown = ["none", "non-scaling-stroke", "inherit", "initial"].contains(keyword)
            return isKnown ? nil : "the path follows the drawing"
        default: return nil
        }
    }
}
