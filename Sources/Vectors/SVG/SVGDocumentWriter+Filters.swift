import Geometry
import Glibc
import Rendering
import Scene

/// Filters, with the same primitives in the picture's pixels.
extension SVGDocumentWriter {
    mutating func writeFiltered(
        _ layer: Int, _ inner: [PaintNode], _ recording: SceneRecording
    ) throws {
        let tracks = recording.filters.indices.contains(layer) ? recording.filters[layer] : []
        var ids: [String] = []
        for track in tracks {
            if let id = try write(track, inner, recording) { ids.append(id) }
        }
        // The last one is the outermost.
        for id in ids.reversed() { body += "<g filter=\"url(#\(id))\">\n" }
        try write(inner, recording)
        body += String(repeating: "</g>\n", count: ids.count)
    }

    /// - Returns: the filter's name; nil when it never shows.
    private mutating func write(
        _ track: FilterTrack, _ inner: [PaintNode], _ recording: SceneRecording
    ) throws -> String? {
        guard !track.keyframes.isEmpty else { return nil }
        let id = newID("f")
        var text = FilterText(writer: self, track: track, transform: recording.transform)
        for (number, primitive) in track.filter.primitives.enumerated() {
            if case .turbulence = primitive.operation, track.keyframes.count > 1,
                let shape = PaintNode.shapes(in: inner).first
            {
                remark(
                    "noise (feTurbulence) stands still in SVG where the figure moves",
                    recording.drawing.shapes[shape].element)
            }
            try text.append(primitive, number: number)
        }
        body += text.element(
            "filter", [("id", id), ("filterUnits", "userSpaceOnUse")],
            moving: text.place(track.filter.region), content: text.content)
        return id
    }
}

/// The text of a filter.
private struct FilterText {
    let writer: SVGDocumentWriter
    let track: FilterTrack
    /// From the drawing's pixels to the picture's.
    let transform: Affine
    private(set) var content = ""
    private let keyframes: [FilterTrack.Keyframe]

    typealias Attributes = [(name: String, text: String)]

    init(writer: SVGDocumentWriter, track: FilterTrack, transform: Affine) {
        self.writer = writer
        self.track = track
        self.transform = transform
        keyframes = track.keyframes
        if track.filter.primitives.contains(where: { $0.inputs.contains(.transparent) }) {
            content += "<feFlood flood-opacity=\"0\" result=\"none\"/>\n"
        }
    }

    // MARK: - What moves

    private func moving(_ name: String, _ value: (FilterPlace) -> String) -> Moving {
        Moving(
            name: name, isStepped: false, values: keyframes.map { ($0.frame, value($0.place)) })
    }

    private func length(_ name: String, _ value: @escaping (FilterPlace) -> Double) -> Moving {
        moving(name) { writer.fine(value($0)) }
    }

    private func pair(_ name: String, _ value: Point) -> Moving {
        moving(name) {
            let scaled = value * $0.scale
            return "\(writer.fine(scaled.x)) \(writer.fine(scaled.y))"
        }
    }

    private func offset(_ value: Point) -> [Moving] {
        [length("dx") { value.x * $0.scale.x }, length("dy") { value.y * $0.scale.y }]
    }

    func place(_ region: Rect) -> [Moving] {
        func rect(_ place: FilterPlace) -> Rect {
            var rect = Rect.empty
            rect.include(place.map.apply(region.min))
            rect.include(place.map.apply(region.max))
            return rect
        }
        return [
            length("x") { rect($0).min.x }, length("y") { rect($0).min.y },
            length("width") { rect($0).width }, length("height") { rect($0).height },
        ]
    }

    /// An element whose attributes may move.
    func element(
        _ name: String, _ attributes: Attributes, moving: [Moving] = [], content: String = ""
    ) -> String {
        var text = "<\(name)"
        for attribute in attributes { text += " \(attribute.name)=\"\(attribute.text)\"" }
        var inner = content
        for one in moving {
            guard let first = one.values.first else { continue }
            text += " \(one.name)=\"\(first.text)\""
            if one.values.contains(where: { $0.text != first.text }) {
                inner += writer.animate(one)
            }
        }
        return text + (inner.isEmpty ? "/>\n" : ">\n\(inner)</\(name)>\n")
    }

    // MARK: - Primitives

    private static func name(_ input: FilterPrimitive.Input) -> String {
        switch input {
        case .source: "SourceGraphic"
        case .sourceAlpha: "SourceAlpha"
        case .result(let number): "r\(number)"
        case .transparent: "none"
        }
    }

    mutating func append(_ primitive: FilterPrimitive, number: Int) throws {
        let (name, own, moving, inner) = try parts(primitive)
        var attributes: Attributes = []
        if case .merge = primitive.operation {
        } else {
            for (place, input) in primitive.inputs.prefix(2).enumerated() {
                attributes.append((place == 0 ? "in" : "in2", Self.name(input)))
            }
        }
        attributes += own
        attributes.append(("result", "r\(number)"))
        if !primitive.isLinear { attributes.append(("color-interpolation-filters", "sRGB")) }
        var all = moving
        if let region = primitive.region { all += place(region) }
        content += element(name, attributes, moving: all, content: inner)
    }

    private func parts(
        _ primitive: FilterPrimitive
    ) throws -> (name: String, Attributes, [Moving], content: String) {
        func number(_ value: Double) -> String { writer.fine(value) }
        func list(_ values: [Double]) -> String { values.map(number).joined(separator: " ") }
        switch primitive.operation {
        case .blend(let mode): return ("feBlend", [("mode", mode.rawValue)], [], "")
        case .colorMatrix(let values): return ("feColorMatrix", [("values", list(values))], [], "")
        case .componentTransfer(let red, let green, let blue, let alpha):
            let functions = zip(["R", "G", "B", "A"], [red, green, blue, alpha])
                .map { element("feFunc\($0)", transfer($1)) }
            return ("feComponentTransfer", [], [], functions.joined())
        case .composite(let composition):
            switch composition {
            case .over: return ("feComposite", [("operator", "over")], [], "")
            case .inside: return ("feComposite", [("operator", "in")], [], "")
            case .out: return ("feComposite", [("operator", "out")], [], "")
            case .atop: return ("feComposite", [("operator", "atop")], [], "")
            case .xor: return ("feComposite", [("operator", "xor")], [], "")
            case .lighter: return ("feComposite", [("operator", "lighter")], [], "")
            case .arithmetic(let k1, let k2, let k3, let k4):
                return (
                    "feComposite",
                    [
                        ("operator", "arithmetic"), ("k1", number(k1)), ("k2", number(k2)),
                        ("k3", number(k3)), ("k4", number(k4)),
                    ], [], ""
                )
            }
        case .convolve(let convolution):
            let edge =
                switch convolution.edge {
                case .none: "none"
                case .same: "duplicate"
                case .wrap: "wrap"
                }
            return (
                "feConvolveMatrix",
                [
                    ("order", "\(convolution.columns) \(convolution.rows)"),
                    ("kernelMatrix", list(convolution.kernel)),
                    ("divisor", number(convolution.divisor)), ("bias", number(convolution.bias)),
                    ("targetX", "\(convolution.targetX)"), ("targetY", "\(convolution.targetY)"),
                    ("edgeMode", edge),
                    ("preserveAlpha", convolution.preservesAlpha ? "true" : "false"),
                ], [], ""
            )
        case .diffuseLighting(let light, let color, let surface, let constant):
            return (
                "feDiffuseLighting",
                [
                    ("surfaceScale", number(surface)), ("diffuseConstant", number(constant)),
                    ("lighting-color", Self.color(color)),
                ], [], source(light)
            )
        case .specularLighting(let light, let color, let surface, let constant, let exponent):
            return (
                "feSpecularLighting",
                [
                    ("surfaceScale", number(surface)), ("specularConstant", number(constant)),
                    ("specularExponent", number(exponent)), ("lighting-color", Self.color(color)),
                ], [], source(light)
            )
        case .displacement(let scale, let x, let y):
            let channels = ["R", "G", "B", "A"]
            return (
                "feDisplacementMap",
                [
                    ("xChannelSelector", channels[x.rawValue]),
                    ("yChannelSelector", channels[y.rawValue]),
                ], [length("scale") { (scale.x * $0.scale.x + scale.y * $0.scale.y) / 2 }], ""
            )
        case .dropShadow(let distance, let deviation, let color):
            return (
                "feDropShadow",
                [
                    ("flood-color", Self.color(color)), ("flood-opacity", number(color.alpha)),
                ], offset(distance) + [pair("stdDeviation", deviation)], ""
            )
        case .flood(let color):
            return (
                "feFlood",
                [
                    ("flood-color", Self.color(color)), ("flood-opacity", number(color.alpha)),
                ], [], ""
            )
        case .blur(let deviation):
            return ("feGaussianBlur", [], [pair("stdDeviation", deviation)], "")
        case .image(let drawing):
            let region = primitive.region ?? track.filter.region
            // Without a region of its own the picture lies where the filter does.
            return (
                "feImage",
                [("preserveAspectRatio", "none"), ("href", try picture(drawing, region))],
                primitive.region == nil ? place(region) : [], ""
            )
        case .merge:
            let nodes = primitive.inputs.map { "<feMergeNode in=\"\(Self.name($0))\"/>\n" }
            return ("feMerge", [], [], nodes.joined())
        case .morphology(let radius, let dilates):
            return (
                "feMorphology", [("operator", dilates ? "dilate" : "erode")],
                [pair("radius", radius)], ""
            )
        case .offset(let distance): return ("feOffset", [], offset(distance), "")
        case .tile: return ("feTile", [], [], "")
        case .turbulence(let turbulence):
            let size = turbulence.map.inverse?.meanScale ?? 1
            return (
                "feTurbulence",
                [
                    ("numOctaves", "\(turbulence.octaves)"), ("seed", "\(turbulence.seed)"),
                    ("stitchTiles", turbulence.stitches ? "stitch" : "noStitch"),
                    ("type", turbulence.isFractal ? "fractalNoise" : "turbulence"),
                ],
                [
                    moving("baseFrequency") {
                        let unit = max(size * $0.map.meanScale, 1e-9)
                        return "\(number(turbulence.frequency.x / unit)) "
                            + number(turbulence.frequency.y / unit)
                    }
                ], ""
            )
        }
    }

    private static func color(_ color: Color) -> String {
        let text = SVGDocumentWriter.paint("c", color, opacity: 1)
        return String(text.dropFirst(3).prefix(7))
    }

    private func transfer(_ transfer: FilterOperation.Transfer) -> Attributes {
        func list(_ values: [Double]) -> String {
            values.map { writer.fine($0) }.joined(separator: " ")
        }
        return switch transfer {
        case .identity: [("type", "identity")]
        case .table(let values): [("type", "table"), ("tableValues", list(values))]
        case .discrete(let values): [("type", "discrete"), ("tableValues", list(values))]
        case .linear(let slope, let intercept):
            [
                ("type", "linear"), ("slope", writer.fine(slope)),
                ("intercept", writer.fine(intercept)),
            ]
        case .gamma(let amplitude, let exponent, let offset):
            [
                ("type", "gamma"), ("amplitude", writer.fine(amplitude)),
                ("exponent", writer.fine(exponent)), ("offset", writer.fine(offset)),
            ]
        }
    }

    private func source(_ light: FilterOperation.Light) -> String {
        func place(_ x: Double, _ y: Double, _ z: Double, _ names: [String]) -> [Moving] {
            [
                length(names[0]) { $0.map.apply(Point(x, y)).x },
                length(names[1]) { $0.map.apply(Point(x, y)).y },
                length(names[2]) { z * $0.map.meanScale },
            ]
        }
        switch light {
        case .distant(let azimuth, let elevation):
            return element(
                "feDistantLight",
                [
                    ("azimuth", writer.fine(azimuth * 180 / .pi)),
                    ("elevation", writer.fine(elevation * 180 / .pi)),
                ])
        case .point(let x, let y, let z):
            return element("fePointLight", [], moving: place(x, y, z, ["x", "y", "z"]))
        case .spot(let x, let y, let z, let target, let exponent, let coneCosine):
            var attributes = [(name: "specularExponent", text: writer.fine(exponent))]
            if coneCosine > -1 {
                attributes.append(
                    ("limitingConeAngle", writer.fine(acos(coneCosine) * 180 / .pi)))
            }
            return element(
                "feSpotLight", attributes,
                moving: place(x, y, z, ["x", "y", "z"])
                    + place(
                        target.x, target.y, target.z, ["pointsAtX", "pointsAtY", "pointsAtZ"]))
        }
    }

    /// A picture that a filter shows, as pixels of the size that it rests in.
    private func picture(_ drawing: Drawing, _ region: Rect) throws -> String {
        let scale = Point(
            Point(transform.a, transform.b).length, Point(transform.c, transform.d).length)
        let size = pointwiseMax((region.max - region.min) * scale, Point(1, 1)).rounded(.up)
        let target = try PixelBuffer.validated(
            width: Int(min(size.x, 8192)), height: Int(min(size.y, 8192)))
        let fit = Affine.scale(
            Double(target.width) / max(region.width, 1e-9),
            Double(target.height) / max(region.height, 1e-9))
        let renderer = CairoRenderer(
            drawing: drawing, list: DisplayList(drawing),
            placement: Placement(
                transform: fit.concatenating(
                    inner: .translation(-region.min.x, -region.min.y))))
        try renderer.render(SceneFrame(restPoseOf: drawing), into: target)
        return try PictureData.uri(of: target)
    }
}
