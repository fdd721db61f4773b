import Geometry
import Rendering
import Scene

/// Patterns, whose tiles are drawn as they rest and lie as their shape is bent.
extension SVGDocumentWriter {
    /// Writes a pattern and says how it is named; nil when nothing of it can be seen.
    ///
    /// - Parameter inverse: what the element's own transform is undone by.
    mutating func write(_ track: PatternTrack, under inverse: Affine) throws -> String? {
        let keyframes = track.keyframes
        guard let size = track.size, !keyframes.isEmpty else { return nil }
        var recording = SceneRecording(
            VectorStage.Layer(drawing: track.pattern.tile),
            transform: .scale(track.scale.x, track.scale.y),
            size: Size(width: size.x, height: size.y), tolerance: 0)
        try recording.append(0, SceneFrame(restPoseOf: track.pattern.tile))
        recording.finish()
        let id = newID("p")
        let (transform, animations) = transform("patternTransform", keyframes, under: inverse)
        body +=
            "<pattern id=\"\(id)\" patternUnits=\"userSpaceOnUse\" width=\"\(fine(size.x))\" "
            + "height=\"\(fine(size.y))\"\(transform)>\n" + animations
        try write(recording.tree, recording)
        body += "</pattern>\n"
        return id
    }
}
