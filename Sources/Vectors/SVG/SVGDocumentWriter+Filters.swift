import Geometry
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
