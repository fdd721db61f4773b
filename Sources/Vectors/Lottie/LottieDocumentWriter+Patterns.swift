import Geometry
import Scene
import Storage

/// Patterns, written out tile by tile and cut by the shape that they fill.
extension LottieDocumentWriter {
    /// The most tiles that are written out.
    private static let mostTiles = 4000.0

    /// Layers of a shape's fill or stroke, which is a pattern.
    ///
    /// - Returns: nil when the pattern is left out, with a remark, or nothing of it is seen.
    mutating func pattern(
        _ index: Int, _ recording: SceneRecording, opacity: Double, isStroke: Bool
    ) throws -> [JSONValue]? {
        let shape = recording.drawing.shapes[index]
        guard let track = recording.tracks[index], track.shown.isEverOn,
            let tiles = isStroke ? track.strokeTiles : track.fillTiles,
            let paintOpacity = isStroke ? shape.stroke?.opacity : shape.fill?.opacity,
            let size = tiles.size, !tiles.extent.isEmpty, !tiles.keyframes.isEmpty
        else { return nil }
        let low = tiles.extent.min.rounded(.down)
        let count = tiles.extent.max.rounded(.up) - low
        guard count.x * count.y <= Self.mostTiles else {
            remark("patterns of more than 4000 tiles are left out of Lottie files", shape.element)
            return nil
        }
        var tile = SceneRecording(
            VectorStage.Layer(drawing: tiles.pattern.tile),
            transform: .scale(tiles.scale.x, tiles.scale.y),
            size: Size(width: size.x, height: size.y), tolerance: 0)
        try tile.append(0, SceneFrame(restPoseOf: tiles.pattern.tile))
        tile.finish()
        let content = asset(try layers(of: tile.tree, tile))
        var sheet: [JSONValue] = []
        for row in 0..<Int(count.y) {
            for column in 0..<Int(count.x) {
                let place = Point(Double(column), Double(row)) * size
                sheet.append(
                    show(
                        content, Size(width: size.x, height: size.y), [],
                        transform: LottieValue.transform(
                            opacity: LottieValue.still(100),
                            place: LottieValue.still([place.x, place.y, 0]))))
            }
        }
        let (stretching, number, rotation) = stretched(
            tiles.keyframes.map { ($0.frame, $0.parts.map) }, reach: (size * count).length)
        let whole = show(
            asset(sheet), Size(width: size.x * count.x, height: size.y * count.y),
            [("parent", .integer(number))],
            transform: LottieValue.transform(
                opacity: LottieValue.still(100),
                anchor: LottieValue.still([-low.x * size.x, -low.y * size.y, 0]),
                rotation: rotation))
        return cut(
            [stretching, whole], by: shape, track, recording, opacity: paintOpacity * opacity,
            isStroke: isStroke)
    }

    /// Layers cut by the inside of a shape, or by its stroke.
    mutating func cut(
        _ layers: [JSONValue], by shape: Shape, _ track: ShapeTrack, _ recording: SceneRecording,
        opacity: Double = 1, isStroke: Bool = false
    ) -> [JSONValue] {
        var black = shape
        black.fill = Fill(paint: .color(.black), rule: shape.fill?.rule ?? .nonZero)
        black.stroke?.paint = .color(.black)
        black.stroke?.opacity = 1
        let inside = self.shape(
            black, track, recording, fill: isStroke ? nil : 1, stroke: isStroke ? 1 : nil)
        let content = composition(layers, [("tt", .integer(1))], opacity: opacity)
        let matte = composition(
            [layer(4, [("shapes", .array(inside.map { [$0] } ?? []))])], [("td", .integer(1))])
        return [content, matte]
    }
}
