import Geometry
import Scene

/// Shapes, and how they change.
extension SVGDocumentWriter {
    /// Writes a shape with its fill, its stroke or both, each with an opacity of its own.
    mutating func writeShape(
        _ index: Int, _ recording: SceneRecording, fill: Double?, stroke: Double?
    ) throws {
        guard let track = recording.tracks[index], track.shown.isEverOn else { return }
        let shape = recording.drawing.shapes[index]
        var paints = ""
        if let fill, let value = shape.fill {
            guard
                let paint = try paint(
                    "fill", value.paint, opacity: value.opacity * fill, track.fill,
                    track.fillTiles)
            else { return }
            paints += " " + paint
            if value.rule == .evenOdd { paints += " fill-rule=\"evenodd\"" }
        } else {
            paints += " fill=\"none\""
        }
        var moving: [Moving] = []
        var map: Affine?
        if let stroke, let value = shape.stroke {
            map = shape.hasRoundPen ? nil : penMap(value, recording.transform)
            guard
                let paint = try paint(
                    "stroke", value.paint, opacity: value.opacity * stroke, track.stroke,
                    track.strokeTiles, under: map?.inverse ?? .identity)
            else { return }
            paints += " " + paint
            paints += strokeStyle(value, map: map, recording, track, &moving)
        }
        if !shape.isSmooth { paints += " shape-rendering=\"crispEdges\"" }
        writeOutline(index, recording, extra: paints, moving: moving, under: map)
    }

    /// Writes the path of a shape, moving and vanishing as it does.
    ///
    /// - Parameter map: a transform that the element gets, and its points lose.
    mutating func writeOutline(
        _ index: Int, _ recording: SceneRecording, extra: String, moving: [Moving] = [],
        under map: Affine? = nil
    ) {
        guard let track = recording.tracks[index] else { return }
        let shape = recording.drawing.shapes[index]
        let inverse = map?.inverse
        func path(_ values: [Double]) -> String {
            SVGPathText.path(values, shape.contours, number, under: inverse)
        }
        var all = moving
        all.append(
            Moving(
                name: "d", isStepped: false,
                values: track.outline.keyframes.map { ($0.frame, path($0.values)) }))
        all.append(
            Moving(
                name: "visibility", isStepped: true,
                values: track.shown.changes.map { ($0.frame, $0.isOn ? "visible" : "hidden") }))
        body += "<path"
        if let map {
            body +=
                " transform=\"matrix(\(fine(map.a)) \(fine(map.b)) \(fine(map.c)) "
                + "\(fine(map.d)) 0 0)\""
        }
        let isStill = !all.contains { $0.values.count > 1 }
        for one in all {
            guard let first = one.values.first?.text, first != "visible" else { continue }
            body += " \(one.name)=\"\(first)\""
        }
        body += extra
        if isStill {
            body += "/>\n"
        } else if animation == .css {
            writeRule(all.filter { $0.values.count > 1 })
            body += "/>\n"
        } else {
            body += ">\n"
            for one in all where one.values.count > 1 { body += animate(one) }
            body += "</path>\n"
        }
    }

    /// A pen that is not round, as a map of the plane.
    private func penMap(_ stroke: Stroke, _ transform: Affine) -> Affine? {
        guard !stroke.keepsWidth else { return nil }
        let pen = transform.concatenating(inner: stroke.pen)
        let map = Affine(a: pen.a, b: pen.b, c: pen.c, d: pen.d)
        return map.inverse == nil ? nil : map
    }

    private func strokeStyle(
        _ stroke: Stroke, map: Affine?, _ recording: SceneRecording, _ track: ShapeTrack,
        _ moving: inout [Moving]
    ) -> String {
        let scale =
            map != nil || stroke.keepsWidth
            ? 1 : recording.transform.concatenating(inner: stroke.pen).meanScale
        var style = ""
        switch stroke.cap {
        case .butt: break
        case .round: style += " stroke-linecap=\"round\""
        case .square: style += " stroke-linecap=\"square\""
        }
        switch stroke.join {
        case .miter: style += " stroke-miterlimit=\"\(number(stroke.miterLimit))\""
        case .round: style += " stroke-linejoin=\"round\""
        case .bevel: style += " stroke-linejoin=\"bevel\""
        }
        let scales = track.strokeScale.keyframes.map { ($0.frame, $0.values[0] * scale) }
        moving.append(
            Moving(
                name: "stroke-width", isStepped: false,
                values: scales.map { ($0, fine(stroke.width * $1)) }))
        guard !stroke.dashes.isEmpty else { return style }
        moving.append(
            Moving(
                name: "stroke-dasharray", isStepped: false,
                values: scales.map { frame, scale in
                    (frame, stroke.dashes.map { fine($0 * scale) }.joined(separator: " "))
                }))
        moving.append(
            Moving(
                name: "stroke-dashoffset", isStepped: false,
                values: scales.map { ($0, fine(stroke.dashOffset * $1)) }))
        return style
    }
}

/// An attribute and what it is from certain frames on.
struct Moving {
    var name: String
    /// Whether it changes at once and not by and by.
    var isStepped: Bool
    var values: [(frame: Int, text: String)]
}

/// Animations of attributes.
extension SVGDocumentWriter {
    func animate(_ moving: Moving) -> String {
        "<animate attributeName=\"\(moving.name)\" \(timeline(moving))/>\n"
    }

    /// The attributes of an animation that tell its time and its values.
    func timeline(_ moving: Moving) -> String {
        let start = "dur=\"\(timing.duration)\" repeatCount=\"indefinite\""
        var values = moving.values
        guard values.count > 1 else {
            return start + " values=\"\(values.first?.text ?? "")\""
        }
        // The list begins with the clip and, by and by, ends with it (SMIL 3.0, keyTimes).
        if let first = values.first, first.frame > 0 { values.insert((0, first.text), at: 0) }
        var times = values.map { timing.share($0.frame) }
        if !moving.isStepped, let last = values.last {
            values.append(last)
            times.append("1")
        }
        return start + (moving.isStepped ? " calcMode=\"discrete\"" : "")
            + " keyTimes=\"\(times.joined(separator: ";"))\" "
            + "values=\"\(values.map(\.text).joined(separator: ";"))\""
    }

    /// Writes the style sheet's part for the element at hand, and the element's class.
    mutating func writeRule(_ moving: [Moving]) {
        let id = newID("k")
        body += " class=\"\(id)\""
        let names = moving.indices.map { "\(id)-\($0)" }
        for (name, one) in zip(names, moving) {
            rules += "@keyframes \(name){"
            for (place, value) in one.values.enumerated() {
                let text = one.name == "d" ? "path(\"\(value.text)\")" : value.text
                // Before the first change and after the last nothing changes.
                var times = [timing.percent(value.frame)]
                if place == 0, value.frame > 0 { times.insert("0%", at: 0) }
                if place == one.values.count - 1 { times.append("100%") }
                rules += "\(times.joined(separator: ",")){\(one.name):\(text)}"
            }
            rules += "}\n"
        }
        let animations = zip(names, moving).map { name, one in
            "\(name) \(timing.duration) \(one.isStepped ? "step-end" : "linear") infinite"
        }
        rules += ".\(id){animation:\(animations.joined(separator: ","))}\n"
    }
}
