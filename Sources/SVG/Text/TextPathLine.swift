import Geometry
import Scene

/// A path as a chain of short lines, to find places on it by their distance from its beginning.
struct TextPathLine {
    private var points: [Point] = []
    /// The distance of every point from the beginning, along the path.
    private var distances: [Double] = []
    /// Points that no line leads to from the one before.
    private var jumps: Set<Int> = []

    var length: Double { distances.last ?? 0 }
    var end: Point? { points.last }

    private static let steps = 64

    init(_ path: PathBuilder, _ map: Affine) {
        let source = path.points
        for contour in path.contours where contour.anchorCount > 0 {
            append(map.apply(source[3 * contour.firstAnchor]), isJump: !points.isEmpty)
            let count = contour.isClosed ? contour.anchorCount : contour.anchorCount - 1
            for number in 0..<max(count, 0) {
                let from = contour.firstAnchor + number
                let to = contour.firstAnchor + (number + 1) % contour.anchorCount
                let cubic = Cubic(
                    start: map.apply(source[3 * from]),
                    control1: map.apply(source[3 * from + 2]),
                    control2: map.apply(source[3 * to + 1]), end: map.apply(source[3 * to]))
                let isLine = cubic.control1 == cubic.start && cubic.control2 == cubic.end
                let steps = isLine ? 1 : Self.steps
                for step in 1...steps {
                    append(cubic.point(at: Double(step) / Double(steps)), isJump: false)
                }
            }
        }
    }

    private mutating func append(_ point: Point, isJump: Bool) {
        if isJump { jumps.insert(points.count) }
        let step = isJump ? 0 : (points.last.map { (point - $0).length } ?? 0)
        distances.append((distances.last ?? 0) + step)
        points.append(point)
    }

    /// The place and the direction at a distance; nil off the path's ends.
    func place(at distance: Double) -> (point: Point, direction: Point)? {
        guard distance >= 0, distance <= length, points.count > 1 else { return nil }
        var (low, high) = (0, distances.count - 1)
        while low + 1 < high {
            let middle = (low + high) / 2
            if distances[middle] <= distance { low = middle } else { high = middle }
        }
        while jumps.contains(high), high + 1 < points.count { (low, high) = (high, high + 1) }
        let span = points[high] - points[low]
        guard span.length > 0 else { return (points[low], Point(1, 0)) }
        let part = (distance - distances[low]) / (distances[high] - distances[low])
        return (points[low] + span * part, span / span.length)
    }
}

extension Resolver {
    /// The path of a `textPath`; nil, with a report, when there is none.
    mutating func textPath(_ resolved: Resolved) throws(SVGError) -> TextContent.Path? {
        if let data = document.attribute(.path, of: resolved.index) {
            path.removeAll()
            _ = PathParser.parse(data, into: &path)
            return textPath(along: TextPathLine(path, .identity), resolved)
        }
        guard let href = document.attribute(.href, of: resolved.index)?.trimmed,
            href.first == .ascii("#"), let target = ids[href.dropFirst().string]
        else {
            reports.add(
                .reference, resolved.index, "there is no path that it refers to; it is not drawn")
            return nil
        }
        switch document.elements[target].known {
        case .path, .rect, .circle, .ellipse, .line, .polyline, .polygon: break
        default:
            reports.add(
                .reference, resolved.index, "refers to something that is no path; it is not drawn")
            return nil
        }
        var context = resolved.context
        context.transform = .identity
        let shape = try enter(target, context)
        path.removeAll()
        guard outline(shape), !path.points.isEmpty else { return nil }
        return textPath(along: TextPathLine(path, shape.context.transform), resolved)
    }

    private func textPath(along line: TextPathLine, _ resolved: Resolved) -> TextContent.Path? {
        guard line.length > 0 else { return nil }
        var start = 0.0
        if let text = document.attribute(.startOffset, of: resolved.index),
            let length = Length(text)
        {
            start =
                length.unit == .percent
                ? line.length * length.value / 100
                : resolved.context.lengths.resolve(length, .diagonal)
        }
        return TextContent.Path(line: line, start: start)
    }
}
