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
    ///
    /// - Parameter inverse: what the element's own transform is undone by.
    mutating func paint(
        _ name: String, _ paint: Paint, opacity: Double, _ track: PaintTrack?,
        _ tiles: PatternTrack?, under inverse: Affine = .identity
    ) throws -> String? {
        let faded = opacity < 1 ? " \(name)-opacity=\"\(fine(opacity))\"" : ""
        switch paint {
        case .color(let color): return Self.paint(name, color, opacity: opacity)
        case .gradient(let gradient):
            guard let track, !track.places.keyframes.isEmpty else { return nil }
            let id = newID("g")
            write(gradient, track, id, under: inverse)
            return "\(name)=\"url(#\(id))\"\(faded)"
        case .pattern:
            guard let tiles, let id = try write(tiles, under: inverse) else { return nil }
            return "\(name)=\"url(#\(id))\"\(faded)"
        }
    }

    private mutating func write(
        _ gradient: Gradient, _ track: PaintTrack, _ id: String, under inverse: Affine
    ) {
        let element: String
        var moving: [Moving] = []
        var (attributes, animations) = ("", "")
        switch gradient.form {
        case .linear:
            element = "linearGradient"
            moving = ["x1", "y1", "x2", "y2"].enumerated().map { place, name in
                Moving(
                    name: name, isStepped: false,
                    values: track.places.keyframes.map { ($0.frame, fine($0.values[place])) })
            }
            if inverse != .identity {
                attributes = " gradientTransform=\"\(matrix(inverse))\""
            }
        case .radial(let focus, let focalRadius):
            element = "radialGradient"
            let radius = track.radius
            attributes = " cx=\"0\" cy=\"0\" r=\"\(fine(radius))\""
            if focus != .zero {
                attributes +=
                    " fx=\"\(fine(focus.x * radius))\" fy=\"\(fine(focus.y * radius))\""
            }
            if focalRadius > 0 { attributes += " fr=\"\(fine(focalRadius * radius))\"" }
            let (transform, moves) = transform(
                "gradientTransform", track.frames.keyframes, under: inverse)
            attributes += transform
            animations = moves
        }
        body += "<\(element) id=\"\(id)\" gradientUnits=\"userSpaceOnUse\""
        for one in moving { body += " \(one.name)=\"\(one.values.first?.text ?? "0")\"" }
        body += attributes
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
        for one in moving where Set(one.values.map(\.text)).count > 1 { body += animate(one) }
        body += animations
        body += "</\(element)>\n"
    }
}
