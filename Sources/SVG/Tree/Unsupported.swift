import Scene

extension Resolver {
    /// Reports an element that is not drawn, unless it never is.
    mutating func reportNotDrawn(_ index: Int) {
        let element = document.elements[index]
        switch element.known {
        case .defs, .symbol, .style, .title, .desc, .metadata, .view, .linearGradient,
            .radialGradient, .pattern, .stop, .clipPath, .mask, .filter, .marker:
            return
        case .script:
            reports.add(.unsupported, index, "scripts do not run", severity: .note)
        case .animate, .animateColor, .animateMotion, .animateTransform, .set, .discard, .mpath:
            reports.add(
                .unsupported, index, "animation is not supported; the still picture is drawn")
        case .text, .tspan, .textPath, .image, .foreignObject:
            reports.add(.unsupported, index, "is not supported; it is not drawn")
        default:
            reports.add(.structure, index, "is not a known element; it is not drawn")
        }
    }

    /// Reports properties that would change how the element looks.
    mutating func reportUnsupported(_ index: Int, _ declarations: Declarations) {
        for declared in declarations.list {
            guard let remedy = remedy(for: declared.property) else { continue }
            let isHarmless = [
                "none", "normal", "inherit", "initial", "unset", "revert", "auto", "fill",
            ].contains(declared.value.keyword)
            if isHarmless { continue }
            reports.add(
                .unsupported, index,
                "\(declared.property.rawValue) is not supported; \(remedy)")
        }
    }

    private func remedy(for property: Property) -> String? {
        switch property {
        case .clipPath, .mask: "it is drawn whole"
        case .filter: "it is drawn without"
        case .mixBlendMode: "it is drawn over what lies below"
        case .paintOrder: "the fill is painted first, then the stroke"
        case .vectorEffect: "the stroke is scaled with the drawing"
        case .animation, .animationName: "the still picture is drawn"
        case .markerStart, .markerMid, .markerEnd: "its lines are drawn without markers"
        default: nil
        }
    }
}
