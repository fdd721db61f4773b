import Geometry
import Glibc
import Rendering
import Scene

/// What primitives hold: colours, curves, lights and pictures.
extension FilterText {
    static func color(_ color: Color) -> String {
        let text = SVGDocumentWriter.paint("c", color, opacity: 1)
        return String(text.dropFirst(3).prefix(7))
    }

    func transfer(_ transfer: FilterOperation.Transfer) -> Attributes {
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

    func source(_ light: FilterOperation.Light) -> String {
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
    func picture(_ drawing: Drawing, _ region: Rect) throws -> String {
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
