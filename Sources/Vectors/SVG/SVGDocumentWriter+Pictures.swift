import Geometry
import Rendering
import Scene
import Sinks

/// Pictures, cut into pieces that each lie as their part of the mesh does.
extension SVGDocumentWriter {
    /// How far a piece reaches over its edges, in pixels, so that nothing shows between pieces.
    private static let overlap = 0.6

    mutating func writeTexture(
        _ index: Int, _ recording: SceneRecording, opacity: Double
    ) throws {
        let shape = recording.drawing.shapes[index]
        guard let texture = shape.texture, let track = recording.tracks[index],
            let mesh = track.mesh, track.shown.isEverOn, mesh.keyframes.count > 0,
            mesh.keyframes[0].values.count == 2 * (texture.columns + 1) * (texture.rows + 1)
        else { return }
        let image = try self.image(of: texture)
        let keyframes = mesh.keyframes
        let pieces = MeshPieces(texture, keyframes.map(\.values))
        let shown = Moving(
            name: "visibility", isStepped: true,
            values: track.shown.changes.map { ($0.frame, $0.isOn ? "visible" : "hidden") })
        body += "<g"
        if opacity < 1 { body += " opacity=\"\(fine(opacity))\"" }
        if shown.values.first?.text == "hidden" { body += " visibility=\"hidden\"" }
        if shown.values.count > 1, animation == .css { writeRule([shown]) }
        body += ">\n"
        if shown.values.count > 1, animation == .smil { body += animate(shown) }
        for piece in pieces.pieces {
            let maps = keyframes.map { pieces.map(piece, $0.values) }
            let (transform, animations) = transform(
                "transform",
                zip(keyframes, MapParts.sequence(maps)).map { ($0.frame, $1) })
            let origin = pieces.origin(piece)
            let isWhole = pieces.pieces.count == 1
            let clip = isWhole ? "" : self.clip(of: piece, pieces, scale: maps[0].meanScale)
            body +=
                "<g\(transform)\(clip)>\n\(animations)<use href=\"#\(image)\" "
                + "x=\"\(fine(-origin.x))\" y=\"\(fine(-origin.y))\"/></g>\n"
        }
        body += "</g>\n"
    }

    /// The part of the texture that a piece shows, counted from its origin.
    private mutating func clip(
        of piece: MeshPieces.Piece, _ pieces: MeshPieces, scale: Double
    ) -> String {
        let border = Self.overlap / max(scale, 1e-6)
        let corners = pieces.outline(piece, border: border, rim: border)
        let text = corners.map { "\(fine($0.x)) \(fine($0.y))" }.joined(separator: "L")
        if let known = clips[text] { return " clip-path=\"url(#\(known))\"" }
        let id = newID("c")
        clips[text] = id
        body += "<clipPath id=\"\(id)\"><path d=\"M\(text)Z\"/></clipPath>\n"
        return " clip-path=\"url(#\(id))\""
    }

    /// Embeds a texture, each once.
    private mutating func image(of texture: Texture) throws -> String {
        let known = images.first {
            $0.texture.raster == texture.raster && $0.texture.isPixelated == texture.isPixelated
        }
        if let known { return known.id }
        let id = newID("i")
        images.append((texture, id))
        let raster = texture.raster
        body +=
            "<defs><image id=\"\(id)\" width=\"\(raster.width)\" height=\"\(raster.height)\" "
            + "preserveAspectRatio=\"none\""
            + (texture.isPixelated ? " style=\"image-rendering:pixelated\"" : "")
            + " href=\"\(try PictureData.uri(of: raster))\"/></defs>\n"
        return id
    }
}
