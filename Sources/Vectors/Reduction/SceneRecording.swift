import Geometry
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
}

/// Everything that is drawn of one drawing in a clip, as few keyframes.
struct SceneRecording {
    let drawing: Drawing
    let tree: [PaintNode]
    private let transform: Affine
    /// For every shape that is drawn or cuts.
    private(set) var tracks: [Int: ShapeTrack] = [:]
    private var points: [Point] = []

    /// - Parameter tolerance: in pixels; 0 keeps every frame that is not on a line.
    init(_ layer: VectorStage.Layer, transform: Affine, tolerance: Double) {
        drawing = layer.drawing
        tree = PaintNode.tree(of: layer.drawing, shapes: layer.shapes)
        self.transform = transform
        for shape in Self.shapes(in: tree) where drawing.shapes.indices.contains(shape) {
            let scale = (drawing.shapes[shape].stroke?.width ?? 1) * transform.meanScale
            tracks[shape] = ShapeTrack(
                outline: KeyframeTrack(tolerance: tolerance),
                strokeScale: KeyframeTrack(tolerance: tolerance / max(scale, 1e-6)),
                fill: Self.track(drawing.shapes[shape].fill?.paint, tolerance),
                stroke: Self.track(drawing.shapes[shape].stroke?.paint, tolerance))
        }
    }

    /// Takes the next frame.
    mutating func append(_ frame: Int, _ scene: SceneFrame) {
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
            }
            tracks[shape] = track
        }
    }

    mutating func finish() {
        tracks = tracks.mapValues { track in
            var track = track
            track.outline.finish()
            track.strokeScale.finish()
            track.fill?.finish()
            track.stroke?.finish()
            return track
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

    private static func shapes(in nodes: [PaintNode]) -> Set<Int> {
        var shapes: Set<Int> = []
        for node in nodes {
            switch node {
            case .fill(let shape, _), .stroke(let shape, _), .texture(let shape, _):
                shapes.insert(shape)
            case .clip(let shape, let inner): shapes.formUnion(Self.shapes(in: inner) + [shape])
            case .filter(_, let inner): shapes.formUnion(Self.shapes(in: inner))
            case .group(let inner, let stencils, _, _):
                shapes.formUnion(Self.shapes(in: inner))
                for stencil in stencils { shapes.formUnion(Self.shapes(in: stencil.content)) }
            }
        }
        return shapes
    }
}
