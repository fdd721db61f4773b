import Geometry
import Rendering
import Scene

/// How one shape changes in a clip.
struct ShapeTrack {
    /// All anchors of the shape's contours, three points each, in the picture's pixels.
    var outline: KeyframeTrack
    var shown = SwitchTrack()
    /// How many times as wide its strokes are as drawn.
    var strokeScale: KeyframeTrack
    var fill: PaintTrack?
    var stroke: PaintTrack?
    var fillTiles: PatternTrack?
    var strokeTiles: PatternTrack?
    /// The corners of its picture's mesh, in the picture's pixels.
    var mesh: KeyframeTrack?

    mutating func finish() {
        outline.finish()
        strokeScale.finish()
        fill?.finish()
        stroke?.finish()
        fillTiles?.finish()
        strokeTiles?.finish()
        mesh?.finish()
    }
}

/// Everything that is drawn of one drawing in a clip, as few keyframes.
struct SceneRecording {
    let drawing: Drawing
    let tree: [PaintNode]
    let transform: Affine
    /// What of the picture's plane is seen, in its pixels.
    let size: Size
    /// For every shape that is drawn or cuts.
    private(set) var tracks: [Int: ShapeTrack] = [:]
    /// For every filtered layer, in the order in which they begin, all of its filters.
    private(set) var filters: [[FilterTrack]] = []
    private let filterPlaces: FilterPlaces?
    private var points: [Point] = []

    /// - Parameters:
    ///   - size: what of the picture's plane is seen.
    ///   - tolerance: in pixels; 0 keeps every frame that is not on a line.
    init(_ layer: VectorStage.Layer, transform: Affine, size: Size, tolerance: Double) {
        drawing = layer.drawing
        let list = DisplayList(drawing) { layer.shapes?.contains($0) ?? true }
        tree = PaintNode.tree(of: list)
        self.transform = transform
        self.size = size
        filters = PaintNode.filters(of: list).map { filters in
            filters.map { FilterTrack($0, tolerance: tolerance) }
        }
        filterPlaces =
            filters.isEmpty
            ? nil : FilterPlaces(drawing: drawing, list: list, placement: transform)
        for index in Set(PaintNode.shapes(in: tree)) where drawing.shapes.indices.contains(index) {
            let shape = drawing.shapes[index]
            let scale = (shape.stroke?.width ?? 1) * transform.meanScale
            func tiles(_ paint: Paint?) -> PatternTrack? {
                guard case .pattern(let pattern) = paint else { return nil }
                return PatternTrack(pattern, transform: transform, tolerance: tolerance)
            }
            tracks[index] = ShapeTrack(
                outline: KeyframeTrack(tolerance: tolerance),
                strokeScale: KeyframeTrack(tolerance: tolerance / max(scale, 1e-6)),
                fill: Self.track(shape.fill?.paint, tolerance),
                stroke: Self.track(shape.stroke?.paint, tolerance),
                fillTiles: tiles(shape.fill?.paint), strokeTiles: tiles(shape.stroke?.paint),
                // Parts that turn are not on the line between corners that move straight.
                mesh: shape.texture == nil ? nil : KeyframeTrack(tolerance: tolerance / 2))
        }
    }

    /// Takes the next frame.
    /// - Throws: `drawing` when the frame is of another drawing.
    mutating func append(_ frame: Int, _ scene: SceneFrame) throws(RenderingError) {
        if points.count != scene.points.count { points = scene.points }
        for index in points.indices { points[index] = transform.apply(scene.points[index]) }
        for shape in Array(tracks.keys) {
            guard var track = tracks.removeValue(forKey: shape) else { continue }
            // What is not seen keeps its place.
            let isShown = scene.isShown[shape]
            track.shown.append(frame, isShown)
            if isShown || track.outline.keyframes.isEmpty {
                track.outline.append(frame, outline(of: shape))
                track.strokeScale.append(frame, [scene.strokeScales[shape]])
                track.fill?.append(frame, points)
                track.stroke?.append(frame, points)
                if track.fillTiles != nil || track.strokeTiles != nil {
                    let bounds = bounds(of: shape)
                    track.fillTiles?.append(frame, points, bounds)
                    track.strokeTiles?.append(frame, points, bounds)
                }
                track.mesh?.append(frame, mesh(of: shape))
            }
            tracks[shape] = track
        }
        guard let places = try filterPlaces?.measure(scene) else { return }
        for (layer, ofLayer) in places.enumerated() {
            for (place, filter) in ofLayer.enumerated() {
                filters[layer][place].append(frame, filter)
            }
        }
    }

    mutating func finish() {
        tracks = tracks.mapValues { track in
            var track = track
            track.finish()
            return track
        }
        filters = filters.map { layer in
            layer.map { filter in
                var filter = filter
                filter.finish()
                return filter
            }
        }
    }

    /// How many numbers are kept, those of outlines and meshes, which are by far the most.
    var numberCount: Int {
        tracks.values.reduce(0) { $0 + $1.outline.numberCount + ($1.mesh?.numberCount ?? 0) }
    }

    private func bounds(of shape: Int) -> Rect {
        var bounds = Rect.empty
        for contour in drawing.shapes[shape].contours {
            for anchor in contour.anchors { bounds.include(points[3 * anchor]) }
        }
        return bounds
    }

    private func mesh(of shape: Int) -> [Double] {
        drawing.shapes[shape].paintAnchors.flatMap { anchor in
            let point = points[3 * anchor]
            return [point.x.isFinite ? point.x : 0, point.y.isFinite ? point.y : 0]
        }
    }

    private func outline(of shape: Int) -> [Double] {
        var values: [Double] = []
        for contour in drawing.shapes[shape].contours {
            for anchor in contour.anchors {
                for point in points[(3 * anchor)..<(3 * anchor + 3)] {
                    // A point that is no number is no place; the frame's others are.
                    values.append(point.x.isFinite ? point.x : 0)
                    values.append(point.y.isFinite ? point.y : 0)
                }
            }
        }
        return values
    }

    private static func track(_ paint: Paint?, _ tolerance: Double) -> PaintTrack? {
        guard case .gradient(let gradient) = paint else { return nil }
        return PaintTrack(gradient, tolerance: tolerance)
    }
}
