import Geometry
import Scene
import Storage

/// Writes a recorded clip as a Lottie animation (the format of Lottie Animation Community, 1.0).
///
/// Shapes stand in layers, the first one on top. What is composed apart is a composition of its own.
struct LottieDocumentWriter {
    let stage: VectorStage
    let frameCount: Int
    var assets: [JSONValue] = []
    var remarks: [String] = []
    /// Pictures that are embedded.
    var images: [(raster: Raster, id: String)] = []
    private var layerCount = 0

    init(stage: VectorStage, frameCount: Int) {
        self.stage = stage
        self.frameCount = frameCount
    }

    /// - Throws: when a picture in it cannot be made.
    mutating func document(_ recordings: [SceneRecording]) throws -> JSONValue {
        var layers: [JSONValue] = []
        if let background = stage.background, background.alpha > 0 {
            layers.append(backgroundLayer(background))
        }
        for recording in recordings {
            layers += try self.layers(of: recording.tree, recording)
        }
        return .object([
            ("v", .string("5.7.0")), ("fr", .number(stage.framesPerSecond)), ("ip", .integer(0)),
            ("op", .integer(frameCount)), ("w", .integer(stage.width)),
            ("h", .integer(stage.height)), ("nm", .string("pose-animate")), ("ddd", .integer(0)),
            ("assets", .array(assets)), ("layers", .array(numbered(layers))),
        ])
    }

    /// Tells what is not as it was drawn, and where.
    mutating func remark(_ message: String, _ element: Element) {
        let text = Diagnostic(.warning, .unsupported, element, message).description
        if !remarks.contains(text) { remarks.append(text) }
    }

    /// Layers in painting order, the lowest first.
    mutating func layers(
        of nodes: [PaintNode], _ recording: SceneRecording
    ) throws -> [JSONValue] {
        var layers: [JSONValue] = []
        var shapes: [JSONValue] = []
        func closeLayer(_ shapes: inout [JSONValue], _ layers: inout [JSONValue]) {
            guard !shapes.isEmpty else { return }
            layers.append(layer(4, [("shapes", .array(shapes.reversed()))]))
            shapes = []
        }
        for node in nodes {
            switch node {
            case .fill(let index, let opacity):
                if case .pattern? = recording.drawing.shapes[index].fill?.paint {
                    closeLayer(&shapes, &layers)
                    layers +=
                        try pattern(index, recording, opacity: opacity, isStroke: false) ?? []
                } else if let group = shape(index, recording, fill: opacity, stroke: nil) {
                    shapes.append(group)
                }
            case .stroke(let index, let opacity):
                if case .pattern? = recording.drawing.shapes[index].stroke?.paint {
                    closeLayer(&shapes, &layers)
                    layers +=
                        try pattern(index, recording, opacity: opacity, isStroke: true) ?? []
                } else if let group = shape(index, recording, fill: nil, stroke: opacity) {
                    shapes.append(group)
                }
            case .texture(let index, let opacity):
                closeLayer(&shapes, &layers)
                if let picture = try picture(index, recording, opacity: opacity) {
                    layers.append(picture)
                }
            case .clip(let index, let inner):
                closeLayer(&shapes, &layers)
                let content = try self.layers(of: inner, recording)
                let shape = recording.drawing.shapes[index]
                // A mask is one ring; of several, a matte is made.
                if shape.contours.count > 1, let track = recording.tracks[index] {
                    layers += cut(content, by: shape, track, recording)
                } else {
                    layers.append(
                        composition(
                            content,
                            [
                                ("hasMask", .bool(true)),
                                ("masksProperties", .array([mask(index, recording)])),
                            ]))
                }
            case .filter(_, _, let inner):
                if let first = PaintNode.shapes(in: inner).first {
                    remark(
                        "its filter is left out of Lottie files, which have none",
                        recording.drawing.shapes[first].element)
                }
                closeLayer(&shapes, &layers)
                layers += try self.layers(of: inner, recording)
            case .group(let inner, let stencils, let opacity, let blend):
                closeLayer(&shapes, &layers)
                layers += try group(inner, stencils, opacity, blend, recording)
            }
        }
        closeLayer(&shapes, &layers)
        return layers
    }

    private mutating func group(
        _ inner: [PaintNode], _ stencils: [PaintNode.Stencils], _ opacity: Double,
        _ blend: BlendMode, _ recording: SceneRecording
    ) throws -> [JSONValue] {
        var content = try layers(of: inner, recording)
        // A matte cuts one layer, the one below it; several cut one composition after the other.
        for stencil in stencils {
            var kind = 1
            if stencil.measure != .coverage { kind = 3 }
            if stencil.measure == .linearLuminance,
                let first = PaintNode.shapes(in: stencil.content).first
            {
                remark(
                    "its mask reckons with linear light, and with sRGB's values in Lottie files",
                    recording.drawing.shapes[first].element)
            }
            let cut = composition(content, [("tt", .integer(kind))])
            let matte = composition(
                try layers(of: stencil.content, recording), [("td", .integer(1))])
            content = [cut, matte]
        }
        // Lottie counts the modes in the order of Compositing and Blending 1, as the cases are.
        let number = BlendMode.allCases.firstIndex(of: blend) ?? 0
        return [composition(content, [("bm", .integer(number))], opacity: opacity)]
    }

    // MARK: - Layers

    /// Layers as a composition of the picture's size.
    mutating func composition(
        _ layers: [JSONValue], _ members: [(String, JSONValue)], opacity: Double = 1
    ) -> JSONValue {
        show(
            asset(layers), stage.size, members,
            transform: LottieValue.transform(opacity: LottieValue.still(opacity * 100)))
    }

    /// Layers as a composition that can be shown.
    ///
    /// - Returns: its name.
    mutating func asset(_ layers: [JSONValue]) -> String {
        let id = "c\(assets.count)"
        assets.append(
            .object([("id", .string(id)), ("layers", .array(numbered(layers)))]))
        return id
    }

    /// A layer that shows a composition.
    func show(
        _ asset: String, _ size: Size, _ members: [(String, JSONValue)], transform: JSONValue
    ) -> JSONValue {
        layer(
            0,
            [
                ("refId", .string(asset)), ("w", .integer(Int(size.width.rounded(.up)))),
                ("h", .integer(Int(size.height.rounded(.up)))),
            ] + members, transform: transform)
    }

    /// A number for a layer that others name, beyond those of layers that nobody names.
    mutating func newLayerNumber() -> Int {
        layerCount += 1
        return 1_000_000 + layerCount
    }

    func layer(
        _ type: Int, _ members: [(String, JSONValue)],
        transform: JSONValue = LottieValue.transform(opacity: LottieValue.still(100))
    ) -> JSONValue {
        let names = [0: "group", 2: "picture", 3: "place", 4: "shapes"]
        return .object(
            [
                ("ty", .integer(type)), ("ddd", .integer(0)), ("sr", .integer(1)),
                ("ks", transform), ("ao", .integer(0)), ("ip", .integer(0)),
                ("op", .integer(frameCount)), ("st", .integer(0)),
                ("nm", .string(names[type] ?? "")),
            ] + (members.contains { $0.0 == "bm" } ? members : members + [("bm", .integer(0))]))
    }

    /// Lottie's order, the top first, with numbers.
    private func numbered(_ layers: [JSONValue]) -> [JSONValue] {
        layers.reversed().enumerated().map { place, layer in
            guard case .object(let members) = layer, !members.contains(where: { $0.0 == "ind" })
            else { return layer }
            return .object([("ind", .integer(place + 1))] + members)
        }
    }

    private func backgroundLayer(_ color: Color) -> JSONValue {
        let size = Point(Double(stage.width), Double(stage.height))
        return layer(
            4,
            [
                (
                    "shapes",
                    .array([
                        .object([
                            ("ty", .string("gr")), ("nm", .string("background")),
                            (
                                "it",
                                .array([
                                    .object([
                                        ("ty", .string("rc")), ("d", .integer(1)),
                                        ("p", LottieValue.still([size.x / 2, size.y / 2])),
                                        ("s", LottieValue.still([size.x, size.y])),
                                        ("r", LottieValue.still(0)),
                                    ]),
                                    LottiePaint.fill(color, opacity: 1, rule: .nonZero),
                                    LottieValue.shapeTransform(opacity: LottieValue.still(100)),
                                ])
                            ),
                        ])
                    ])
                )
            ])
    }

    /// A path of one contour that cuts a layer.
    private func mask(_ index: Int, _ recording: SceneRecording) -> JSONValue {
        let shape = recording.drawing.shapes[index]
        guard let track = recording.tracks[index] else { return .object([]) }
        let outline = LottieOutline(shape, track.outline, under: nil)
        return .object([
            ("inv", .bool(false)), ("mode", .string("a")),
            ("pt", outline.contour(0) ?? LottieValue.still(0)),
            ("o", LottieValue.still(100)), ("x", LottieValue.still(0)),
        ])
    }
}
