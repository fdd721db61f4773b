import Geometry
import Rendering
import Scene

/// Primitives in SVG's words.
extension FilterText {
    /// A primitive's name, what stands still of it, what moves, and what is in it.
    func parts(
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
}
