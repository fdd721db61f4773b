import Geometry
import Scene

/// Clips that are written as forms (CSS Masking 1, 5; CSS Shapes 1).
extension Resolver {
    mutating func addClip(
        _ shape: ClipValue.Shape, _ box: ClipValue.Box, to group: inout Group,
        of resolved: Resolved
    ) throws(SVGError) {
        var lengths = resolved.context.lengths
        var place: Rect
        switch box {
        case .view:
            place = Rect(min: .zero, max: Point(lengths.viewport.width, lengths.viewport.height))
        case .fill, .stroke: place = bounds(of: group.children, in: resolved)
        }
        guard !place.isEmpty else { return }
        if box == .stroke, resolved.style.stroke != .none {
            let margin = lengths.resolve(resolved.style.strokeWidth, .diagonal) / 2
            place = Rect(min: place.min - margin, max: place.max + margin)
        }
        lengths.viewport = Size(width: place.width, height: place.height)
        path.removeAll()
        var rule = FillRule.nonZero
        switch shape {
        case .ellipse(let radii, let center):
            let middle =
                place.min
                + Point(
                    lengths.resolve(center[0], .horizontal), lengths.resolve(center[1], .vertical))
            let nearest = pointwiseMin(middle - place.min, place.max - middle)
            let isCircle = radii.count == 1
            func radius(_ index: Int, _ axis: Axis, _ side: Double) -> Double {
                let length = radii[isCircle ? 0 : index]
                let least = isCircle ? min(nearest.x, nearest.y) : side
                return length.map { lengths.resolve($0, isCircle ? .diagonal : axis) } ?? least
            }
            path.ellipse(
                center: middle,
                radii: Point(
                    max(radius(0, .horizontal, nearest.x), 0),
                    max(radius(1, .vertical, nearest.y), 0)))
        case .inset(let sides):
            let low =
                place.min
                + Point(
                    lengths.resolve(sides[3], .horizontal), lengths.resolve(sides[0], .vertical))
            let high =
                place.max
                - Point(
                    lengths.resolve(sides[1], .horizontal), lengths.resolve(sides[2], .vertical))
            path.rectangle(Rect(min: low, max: pointwiseMax(low, high)), radii: .zero)
        case .polygon(let corners, let isEvenOdd):
            rule = isEvenOdd ? .evenOdd : .nonZero
            path.polygon(
                stride(from: 0, to: corners.count, by: 2).map {
                    place.min
                        + Point(
                            lengths.resolve(corners[$0], .horizontal),
                            lengths.resolve(corners[$0 + 1], .vertical))
                })
        case .path(let data):
            _ = PathParser.parse(data, into: &path)
        }
        let transform = resolved.context.transform
        guard isFinite(path.points, under: transform) else { return }
        let contours = try append(resolved.index, transform)
        drawing.shapes.append(
            Shape(
                element: Element(tag: "clip-path", line: document.elements[resolved.index].line),
                contours: contours, fill: Fill(paint: .color(.black), rule: rule)))
        let content = Group(
            element: Element(tag: "clip-path"), children: [.shape(drawing.shapes.count - 1)])
        group.stencils.append(Stencil(.coverage, content: content))
    }
}
