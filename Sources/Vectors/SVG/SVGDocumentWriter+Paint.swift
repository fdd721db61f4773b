import Geometry
import Scene

/// Colours and gradients.
extension SVGDocumentWriter {
    static func paint(_ name: String, _ color: Color, opacity: Double) -> String {
        let channels = [color.red, color.green, color.blue].map {
            Int((min(max($0, 0), 1) * 255).rounded())
        }
        let digits = channels.map { value in
            let text = String(value, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
        let alpha = min(max(color.alpha * opacity, 0), 1)
        let faded = alpha < 1 ? " \(name)-opacity=\"\(NumberText(decimals: 5)(alpha))\"" : ""
        return "\(name)=\"#\(digits)\"\(faded)"
    }

    /// The attributes of a paint; nil when nothing can be painted.
    mutating func paint(
        _ name: String, _ paint: Paint, opacity: Double, _ track: PaintTrack?
    ) -> String? {
        switch paint {
        case .color(let color): return Self.paint(name, color, opacity: opacity)
        case .gradient(let gradient):
            guard let track, !track.places.keyframes.isEmpty else { return nil }
            let id = newID("g")
            write(gradient, track, id)
            let faded = opacity < 1 ? " \(name)-opacity=\"\(fine(opacity))\"" : ""
            return "\(name)=\"url(#\(id))\"\(faded)"
        case .pattern:
            remark("patterns are left out of vector files")
            return nil
        }
    }

    private mutating func write(_ gradient: Gradient, _ track: PaintTrack, _ id: String) {
        let names: [String]
        let element: String
        switch gradient.form {
        case .linear:
            element = "linearGradient"
            names = ["x1", "y1", "x2", "y2"]
        case .radial:
            element = "radialGradient"
            names = ["cx", "cy", "fx", "fy", "r"]
        }
        let keyframes = track.places.keyframes
        body += "<\(element) id=\"\(id)\" gradientUnits=\"userSpaceOnUse\""
        for (place, name) in names.enumerated() {
            body += " \(name)=\"\(fine(keyframes[0].values[place]))\""
        }
        if case .radial(_, let focalRadius) = gradient.form {
            if focalRadius > 0 { body += " fr=\"\(fine(focalRadius * keyframes[0].values[4]))\"" }
            let map = track.plane
            body +=
                " gradientTransform=\"matrix(\(fine(map.a)) \(fine(map.b)) \(fine(map.c)) "
                + "\(fine(map.d)) 0 0)\""
        }
        switch gradient.spread {
        case .pad: break
        case .reflect: body += " spreadMethod=\"reflect\""
        case .again: body += " spreadMethod=\"repeat\""
        }
        body += ">"
        for stop in gradient.stops {
            body +=
                "<stop offset=\"\(fine(stop.offset))\" "
                + Self.paint("stop-color", stop.color, opacity: 1)
                .replacing("stop-color-opacity", with: "stop-opacity") + "/>"
        }
        if keyframes.count > 1 {
            for (place, name) in names.enumerated() {
                body += animate(
                    Moving(
                        name: name, isStepped: false,
                        values: keyframes.map { ($0.frame, fine($0.values[place])) }))
            }
        }
        body += "</\(element)>\n"
    }
}
