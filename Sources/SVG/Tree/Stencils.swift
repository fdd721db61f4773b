import Geometry
import Scene

/// Clips and masks (CSS Masking 1).
extension Resolver {
    mutating func addClip(
        _ id: String, to group: inout Group, of resolved: Resolved
    ) throws(SVGError) {
        guard let target = target(id, .clipPath, "clip-path", resolved.index) else { return }
        let bounds = bounds(of: group.children, in: resolved)
        let content = try following(target, from: resolved.index) {
            resolver throws(SVGError) in
            try resolver.clipContent(target, resolved, bounds)
        }
        // One that leads back to itself is as good as none.
        guard let content else { return }
        group.stencils.append(Stencil(.coverage, content: content))
    }

    private mutating func clipContent(
        _ clip: Int, _ resolved: Resolved, _ bounds: Rect
    ) throws(SVGError) -> Group {
        var context = try context(
            forReferenced: clip, transform: resolved.context.transform,
            lengths: resolved.context.lengths)
        context.isClip = true
        let own = try enter(clip, context)
        var content = group(own)
        content.resolved = nil
        if document.attribute(.clipPathUnits, of: clip)?.trimmed.string == "objectBoundingBox" {
            guard let map = bounds.unitMap else {
                content.next = -1
                return try fill(content)
            }
            content.context.transform = content.context.transform.concatenating(inner: map)
        }
        var result = try fill(content)
        result.isDisplayed = true
        if case .element(let id) = own.style.clipPath {
            // What cuts the clip stands in the space of what is clipped.
            var whole = Group(element: result.element, children: [.group(result)])
            var space = resolved
            space.index = clip
            guard let target = target(id, .clipPath, "clip-path", clip) else { return result }
            let outer = try following(target, from: clip) { resolver throws(SVGError) in
                try resolver.clipContent(target, space, bounds)
            }
            guard let outer else { return result }
            whole.stencils = [Stencil(.coverage, content: outer)]
            return Group(element: result.element, children: [.group(whole)])
        }
        return result
    }

    mutating func addMask(
        _ id: String, to group: inout Group, of resolved: Resolved
    ) throws(SVGError) {
        guard let target = target(id, .mask, "mask", resolved.index) else { return }
        let bounds = bounds(of: group.children, in: resolved)
        let stencil = try following(target, from: resolved.index) {
            resolver throws(SVGError) in
            try resolver.maskStencil(target, resolved, bounds)
        }
        guard let stencil else { return }
        group.stencils.append(stencil)
    }

    private mutating func maskStencil(
        _ mask: Int, _ resolved: Resolved, _ bounds: Rect
    ) throws(SVGError) -> Stencil {
        let context = try context(
            forReferenced: mask, transform: resolved.context.transform,
            lengths: resolved.context.lengths)
        var own = try enter(mask, context)
        // A mask has no transform of its own (CSS Masking 1, 7).
        own.context.transform = resolved.context.transform
        var content = group(own)
        content.resolved = nil
        content.group.opacity = 1
        let measure: Stencil.Measure =
            own.style.masksByAlpha
            ? .coverage : own.style.mixesLinearly ? .linearLuminance : .luminance
        let region = region(of: [mask], units: .maskUnits, bounds, resolved.context.lengths)
        var isEmpty = region == nil
        if document.attribute(.maskContentUnits, of: mask)?.trimmed.string == "objectBoundingBox" {
            if let map = bounds.unitMap {
                content.context.transform = content.context.transform.concatenating(inner: map)
            } else {
                isEmpty = true
            }
        }
        if isEmpty { content.next = -1 }
        var result = try fill(content)
        result.isDisplayed = true
        if let region, cuts(region, bounds, result, resolved) {
            let shape = try rectangle(region, under: resolved.context.transform, of: mask)
            let edge = Group(element: Element(tag: "clipPath"), children: [.shape(shape)])
            result.stencils.append(Stencil(.coverage, content: edge))
        }
        if case .element(let id) = own.style.mask {
            var whole = Group(element: result.element, children: [.group(result)])
            var space = resolved
            space.index = mask
            guard let target = target(id, .mask, "mask", mask) else {
                return Stencil(measure, content: result)
            }
            let outer = try following(target, from: mask) { resolver throws(SVGError) in
                try resolver.maskStencil(target, space, bounds)
            }
            guard let outer else { return Stencil(measure, content: result) }
            whole.stencils = [outer]
            return Stencil(
                measure, content: Group(element: result.element, children: [.group(whole)]))
        }
        return Stencil(measure, content: result)
    }

    /// Whether a mask's region takes away anything that the mask shows of its group.
    ///
    /// Most regions do not, and what is not cut needs no edge to be deformed.
    private func cuts(_ region: Rect, _ bounds: Rect, _ mask: Group, _ resolved: Resolved) -> Bool {
        let target = Rect(
            min: bounds.min - bounds.width * 0.05, max: bounds.max + bounds.width * 0.05)
        let content = self.bounds(of: mask.children, in: resolved)
        let low = pointwiseMax(target.min, content.min)
        let high = pointwiseMin(target.max, content.max)
        return low.x < region.min.x || low.y < region.min.y || high.x > region.max.x
            || high.y > region.max.y
    }

    /// The region of a mask or a filter in user space: from a tenth before the bounds to a tenth
    /// behind, unless it says otherwise. Nil when it is empty.
    ///
    /// - Parameter chain: the element and those that it takes attributes over from.
    func region(
        of chain: [Int], units: AttributeName, _ bounds: Rect, _ lengths: LengthContext
    ) -> Rect? {
        let isInUserSpace = inherited(units, chain)?.trimmed.string == "userSpaceOnUse"
        func value(_ name: AttributeName, _ axis: Axis, _ standard: Double) -> Double {
            let written = inherited(name, chain).flatMap(Length.init)
            let length = written ?? Length(value: standard, unit: .percent)
            if !isInUserSpace, length.unit == .percent { return length.value / 100 }
            return lengths.resolve(length, axis)
        }
        let region = Rect(
            x: value(.x, .horizontal, -10), y: value(.y, .vertical, -10),
            width: value(.width, .horizontal, 120), height: value(.height, .vertical, 120))
        guard region.max.x > region.min.x, region.max.y > region.min.y else { return nil }
        if isInUserSpace { return region }
        guard let map = bounds.unitMap else { return nil }
        return Rect(min: map.apply(region.min), max: map.apply(region.max))
    }

    /// The element that a property refers to; nil, with a report, when there is none of the kind.
    mutating func target(
        _ id: String, _ kind: ElementName, _ property: String, _ element: Int
    ) -> Int? {
        if let target = ids[id], document.elements[target].known == kind { return target }
        reports.add(
            .reference, element,
            "\(property): there is no \(kind.rawValue) \"\(id)\"; "
                + "it has no effect")
        return nil
    }
}
