import Rigging
import Scene
import Storage

extension BoundShape {
    /// The shape's anchors in the order in which Pose Animator lists them.
    ///
    /// paper.js starts rectangles and ellipses at another anchor than SVG does; files that are
    /// compared with the original's follow it.
    func anchorsInOriginalOrder(_ drawing: Drawing) -> [Int] {
        drawing.shapes[shape].contours.flatMap { contour -> [Int] in
            let start = contour.firstAnchor + contour.originalStart
            return Array(start..<contour.anchors.upperBound)
                + Array(contour.firstAnchor..<start)
        }
    }
}

extension Color {
    /// `#rrggbb`, or `rgba(r,g,b,a)` when it is not opaque.
    var cssText: String {
        func byte(_ component: Double) -> Int { Int((min(max(component, 0), 1) * 255).rounded()) }
        if alpha < 1 {
            let opacity = JSONValue.number(alpha).text
            return "rgba(\(byte(red)),\(byte(green)),\(byte(blue)),\(opacity))"
        }
        return "#"
            + [red, green, blue].map { component in
                let digits = String(byte(component), radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }
}

extension Paint {
    /// The paint as a word for reports: a colour, with `opacity` folded in.
    func cssText(opacity: Double) -> String {
        switch self {
        case .color(var color):
            color.alpha *= opacity
            return color.cssText
        case .gradient(let gradient):
            let stops = gradient.stops.map { stop in
                var color = stop.color
                color.alpha *= opacity
                return "\(color.cssText) \(JSONValue.number(stop.offset * 100).text)%"
            }
            let kind = gradient.form == .linear ? "linear" : "radial"
            return "\(kind)-gradient(\(stops.joined(separator: ", ")))"
        case .pattern: return "pattern"
        }
    }
}
