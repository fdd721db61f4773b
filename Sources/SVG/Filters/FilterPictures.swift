import Geometry
import Rasters
import Scene

extension Resolver {
    /// What `feImage` shows, in pixels of the drawing; nil when there is nothing.
    mutating func filterPicture(
        _ index: Int, _ resolved: Resolved, _ reader: FilterReader
    ) throws(SVGError) -> Drawing? {
        guard let text = document.attribute(.href, of: index)?.trimmed, !text.isEmpty else {
            reports.add(.reference, index, "no picture is referred to; it is transparent")
            return nil
        }
        let outer = enterDrawing(drawing.size)
        defer { leaveDrawing(outer) }
        let node: Node?
        if text.first == .ascii("#") {
            node = try referencedPicture(text.dropFirst().string, index, reader)
        } else {
            // It fills the primitive's region, like an `image` of that size.
            node = try filePicture(index, resolved, reader)
        }
        guard let node else { return nil }
        drawing.root.children = [node]
        return drawing
    }

    /// An element of the document, as a `use` at the primitive's corner would show it.
    private mutating func referencedPicture(
        _ id: String, _ index: Int, _ reader: FilterReader
    ) throws(SVGError) -> Node? {
        guard let target = ids[id], document.elements[target].isSVG else {
            reports.add(.reference, index, "there is no element \"\(id)\"; it is transparent")
            return nil
        }
        var corner = Point.zero
        if let bounds = reader.bounds {
            let x = document.attribute(.x, of: index)?.fractionOfAny ?? 0
            let y = document.attribute(.y, of: index)?.fractionOfAny ?? 0
            corner = bounds.min + Point(x * bounds.width, y * bounds.height)
        } else {
            let x = document.attribute(.x, of: index).flatMap(Length.init)
            let y = document.attribute(.y, of: index).flatMap(Length.init)
            corner = Point(
                x.map { reader.lengths.resolve($0, .horizontal) } ?? reader.region.min.x,
                y.map { reader.lengths.resolve($0, .vertical) } ?? reader.region.min.y)
        }
        let map = reader.user.concatenating(inner: .translation(corner.x, corner.y))
        let result = try following(target, from: index) { resolver throws(SVGError) in
            let context = try resolver.context(
                forReferenced: target, transform: map, lengths: reader.lengths)
            var group = OpenGroup(
                group: Group(element: Element(tag: "use")), context: context, resolved: nil,
                next: target)
            group.hasOneChild = true
            group.target = target
            return try resolver.fill(group)
        }
        return result.map { .group($0) }
    }

    private mutating func filePicture(
        _ index: Int, _ resolved: Resolved, _ reader: FilterReader
    ) throws(SVGError) -> Node? {
        var rect = reader.region
        if let own = subregion(index, reader), let inverse = reader.user.inverse {
            rect = Rect(min: inverse.apply(own.min), max: inverse.apply(own.max))
        }
        var place = resolved
        place.context.transform = reader.user
        place.context.isDisplayed = true
        place.context.style.filters = []
        place.context.style.opacity = 1
        return try picture(index, place, corner: rect.min, (rect.width, rect.height))
    }
}

extension ArraySlice<UInt8> {
    /// A number, or a percentage as a fraction.
    fileprivate var fractionOfAny: Double? {
        Length(self).map { $0.unit == .percent ? $0.value / 100 : $0.value }
    }
}
