import Geometry

/// Maps of the plane, and how they change.
extension SVGDocumentWriter {
    /// As a transform of SVG's.
    func matrix(_ map: Affine) -> String {
        let numbers = [map.a, map.b, map.c, map.d, map.tx, map.ty].map { fine($0) }
        return "matrix(\(numbers.joined(separator: " ")))"
    }

    /// A transform attribute, and the elements that move it.
    ///
    /// - Parameter outer: a map that is applied after what moves.
    func transform(
        _ name: String, _ keyframes: [(frame: Int, parts: MapParts)],
        under outer: Affine = .identity
    ) -> (attribute: String, animations: String) {
        guard let first = keyframes.first else { return ("", "") }
        let attribute =
            " \(name)=\"\(matrix(outer.concatenating(inner: first.parts.map)))\""
        guard keyframes.contains(where: { $0.parts != first.parts }) else {
            return (attribute, "")
        }
        // Each kind stands behind those before it, as the parts of the map do.
        var animations = ""
        func add(_ kind: String, isNeeded: Bool = true, _ value: (MapParts) -> String) {
            let values = keyframes.map { ($0.frame, value($0.parts)) }
            let isStill = !values.contains { $0.1 != values[0].1 }
            guard isNeeded || !isStill else { return }
            animations += animateTransform(
                name, kind, isStill ? [values[0]] : values, isFirst: animations.isEmpty)
        }
        if outer != .identity {
            // The outer map in parts of its own, which stand still.
            let parts = MapParts(outer)
            for (kind, text) in [
                ("translate", pair(parts.place)), ("rotate", fine(parts.rotation)),
                ("skewX", fine(parts.skew)), ("scale", pair(parts.scale)),
            ] {
                animations += animateTransform(
                    name, kind, [(0, text)], isFirst: animations.isEmpty)
            }
        }
        add("translate") { pair($0.place) }
        add("rotate", isNeeded: first.parts.rotation != 0) { fine($0.rotation) }
        add("skewX", isNeeded: first.parts.skew != 0) { fine($0.skew) }
        add("scale", isNeeded: first.parts.scale != Point(1, 1)) { pair($0.scale) }
        return (attribute, animations)
    }

    private func pair(_ point: Point) -> String { "\(fine(point.x)) \(fine(point.y))" }

    private func animateTransform(
        _ name: String, _ kind: String, _ values: [(frame: Int, text: String)], isFirst: Bool
    ) -> String {
        "<animateTransform attributeName=\"\(name)\" type=\"\(kind)\" "
            + "additive=\"\(isFirst ? "replace" : "sum")\" "
            + timeline(Moving(name: name, isStepped: false, values: values)) + "/>\n"
    }
}
