import Geometry
import Scene
import Storage

/// Shapes and their paints.
extension LottieDocumentWriter {
    mutating func shape(
        _ index: Int, _ recording: SceneRecording, fill: Double?, stroke: Double?
    ) -> JSONValue? {
        guard let track = recording.tracks[index] else { return nil }
        return shape(
            recording.drawing.shapes[index], track, recording, fill: fill, stroke: stroke)
    }

    mutating func shape(
        _ shape: Shape, _ track: ShapeTrack, _ recording: SceneRecording, fill: Double?,
        stroke: Double?
    ) -> JSONValue? {
        guard track.shown.isEverOn else { return nil }
        var map: Affine?
        var paint: JSONValue?
        if let fill, let value = shape.fill {
            (paint, map) = self.paint(
                value.paint, opacity: value.opacity * fill, track.fill, over: track.outline,
                [("r", .integer(value.rule == .evenOdd ? 2 : 1))], isStroke: false)
        } else if let stroke, let value = shape.stroke {
            if !shape.hasRoundPen {
                remark("its slanted pen is round in Lottie files", shape.element)
            }
            let scale =
                value.keepsWidth
                ? 1 : recording.transform.concatenating(inner: value.pen).meanScale
            (paint, map) = self.paint(
                value.paint, opacity: value.opacity * stroke, track.stroke, over: track.outline,
                LottiePaint.style(value, scale: scale, track.strokeScale), isStroke: true)
        }
        guard let paint else { return nil }
        let outline = LottieOutline(shape, track.outline, under: map?.inverse)
        return .object([
            ("ty", .string("gr")), ("nm", .string(shape.element.id ?? shape.element.tag)),
            (
                "it",
                .array(
                    outline.paths + [
                        paint,
                        LottieValue.shapeTransform(
                            opacity: LottieValue.steps(track.shown), map: map),
                    ])
            ),
        ])
    }

    /// A paint, and the map under which it stands.
    private mutating func paint(
        _ paint: Paint, opacity: Double, _ track: PaintTrack?, over outline: KeyframeTrack,
        _ style: [(String, JSONValue)], isStroke: Bool
    ) -> (JSONValue?, Affine?) {
        switch paint {
        case .color(let color):
            return (
                .object(
                    [("ty", .string(isStroke ? "st" : "fl"))]
                        + LottiePaint.color(color, opacity: opacity) + style), nil
            )
        case .gradient(let gradient):
            guard let track, !track.places.keyframes.isEmpty else { return (nil, nil) }
            // A pen would become an ellipse under the map; a stroke's circle stays a circle.
            let usesMap = !isStroke
            return (
                .object(
                    [("ty", .string(isStroke ? "gs" : "gf"))]
                        + LottiePaint.gradient(
                            RepeatedGradient(gradient, track, over: outline), opacity: opacity,
                            under: usesMap ? nil : track.plane) + style),
                usesMap && track.plane != .identity ? track.plane : nil
            )
        // Written out as layers.
        case .pattern: return (nil, nil)
        }
    }
}
