import Geometry
import Scene

/// Writes a recorded clip, or one frame, as an SVG document.
struct SVGDocumentWriter {
    let stage: VectorStage
    let timing: ClipTiming
    let animation: SVGAnimation
    let number = NumberText(decimals: 2)
    let fine = NumberText(decimals: 5)
    var body = ""
    var rules = ""
    var remarks: [String] = []
    private var idCount = 0
    /// Pictures that are embedded, and parts of them that are cut out, by what is in them.
    var images: [(texture: Texture, id: String)] = []
    var clips: [String: String] = [:]

    init(stage: VectorStage, frameCount: Int, animation: SVGAnimation) {
        self.stage = stage
        self.animation = animation
        timing = ClipTiming(frameCount: frameCount, framesPerSecond: stage.framesPerSecond)
    }

    /// The document.
    ///
    /// - Throws: when a picture in it cannot be made.
    mutating func document(_ recordings: [SceneRecording]) throws -> String {
        if let background = stage.background, background.alpha > 0 {
            body +=
                "<rect width=\"100%\" height=\"100%\" "
                + Self.paint("fill", background, opacity: 1) + "/>\n"
        }
        for recording in recordings { try write(recording.tree, recording) }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text +=
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(stage.width)\" "
            + "height=\"\(stage.height)\" viewBox=\"0 0 \(stage.width) \(stage.height)\">\n"
        if !rules.isEmpty { text += "<style>\n\(rules)</style>\n" }
        return text + body + "</svg>\n"
    }

    mutating func newID(_ letter: String) -> String {
        idCount += 1
        return letter + String(idCount)
    }

    /// Tells what is not as it was drawn, and where.
    mutating func remark(_ message: String, _ element: Element) {
        let text = Diagnostic(.warning, .unsupported, element, message).description
        if !remarks.contains(text) { remarks.append(text) }
    }

    mutating func write(_ nodes: [PaintNode], _ recording: SceneRecording) throws {
        var index = 0
        while index < nodes.count {
            defer { index += 1 }
            switch nodes[index] {
            case .fill(let shape, let opacity):
                // A stroke that follows its fill can be part of the same element.
                if index + 1 < nodes.count, case .stroke(shape, let other) = nodes[index + 1],
                    recording.drawing.shapes[shape].hasRoundPen
                {
                    index += 1
                    try writeShape(shape, recording, fill: opacity, stroke: other)
                } else {
                    try writeShape(shape, recording, fill: opacity, stroke: nil)
                }
            case .stroke(let shape, let opacity):
                try writeShape(shape, recording, fill: nil, stroke: opacity)
            case .texture(let shape, let opacity):
                try writeTexture(shape, recording, opacity: opacity)
            case .group(let inner, let stencils, let opacity, let blend):
                try writeGroup(inner, stencils, opacity, blend, recording)
            case .clip(let shape, let inner):
                let id = newID("c")
                body += "<clipPath id=\"\(id)\">"
                writeOutline(shape, recording, extra: clipRule(recording.drawing.shapes[shape]))
                body += "</clipPath>\n<g clip-path=\"url(#\(id))\">\n"
                try write(inner, recording)
                body += "</g>\n"
            case .filter(let layer, _, let inner):
                try writeFiltered(layer, inner, recording)
            }
        }
    }

    private func clipRule(_ shape: Shape) -> String {
        shape.fill?.rule == .evenOdd ? " clip-rule=\"evenodd\"" : ""
    }

    private mutating func writeGroup(
        _ inner: [PaintNode], _ stencils: [PaintNode.Stencils], _ opacity: Double,
        _ blend: BlendMode, _ recording: SceneRecording
    ) throws {
        for stencil in stencils {
            let id = newID("m")
            let kind =
                switch stencil.measure {
                case .coverage: " style=\"mask-type:alpha\""
                case .luminance: ""
                case .linearLuminance: " color-interpolation=\"linearRGB\""
                }
            body +=
                "<mask id=\"\(id)\" maskUnits=\"userSpaceOnUse\" x=\"0\" y=\"0\" "
                + "width=\"\(fine(recording.size.width))\" "
                + "height=\"\(fine(recording.size.height))\"\(kind)>\n"
            try write(stencil.content, recording)
            body += "</mask>\n<g mask=\"url(#\(id))\">\n"
        }
        body += "<g"
        if opacity < 1 { body += " opacity=\"\(fine(opacity))\"" }
        let mixing = blend == .normal ? "" : "mix-blend-mode:\(blend.rawValue);"
        body += " style=\"\(mixing)isolation:isolate\">\n"
        try write(inner, recording)
        body += "</g>\n" + String(repeating: "</g>\n", count: stencils.count)
    }
}

extension Shape {
    /// Whether the pen of its stroke is as wide in all directions, so that no transform is needed.
    var hasRoundPen: Bool {
        guard let pen = stroke?.pen, stroke?.keepsWidth == false else { return true }
        let scale = pen.meanScale
        return abs(pen.a * pen.c + pen.b * pen.d) < 1e-6 * scale * scale
            && abs(pen.a * pen.a + pen.b * pen.b - scale * scale) < 1e-6 * scale * scale
    }
}
