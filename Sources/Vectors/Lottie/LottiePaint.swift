import Geometry
import Scene
import Storage

/// Colours, gradients and pens in Lottie's terms.
enum LottiePaint {
    static func color(_ color: Color, opacity: Double) -> [(String, JSONValue)] {
        [
            ("c", LottieValue.still([color.red, color.green, color.blue, 1])),
            ("o", LottieValue.still(min(max(color.alpha * opacity, 0), 1) * 100)),
        ]
    }

    static func fill(_ color: Color, opacity: Double, rule: FillRule) -> JSONValue {
        .object(
            [("ty", .string("fl"))] + self.color(color, opacity: opacity)
                + [("r", .integer(rule == .evenOdd ? 2 : 1))])
    }

    /// - Parameter plane: maps where a gradient lies; nil to leave it.
    static func gradient(
        _ repeated: RepeatedGradient, opacity: Double, under plane: Affine?
    ) -> [(String, JSONValue)] {
        let (gradient, keyframes) = (repeated.gradient, repeated.keyframes)
        func points(_ place: (KeyframeTrack.Keyframe) -> Point) -> JSONValue {
            LottieValue.moving(
                keyframes.map { keyframe in
                    let point = place(keyframe)
                    let placed = plane?.apply(point) ?? point
                    return (
                        keyframe.frame,
                        .array([LottieValue.number(placed.x), LottieValue.number(placed.y)])
                    )
                }, wrapped: false)
        }
        var members: [(String, JSONValue)] = [
            ("o", LottieValue.still(min(max(opacity, 0), 1) * 100)),
            ("s", points { Point($0.values[0], $0.values[1]) }),
        ]
        switch gradient.form {
        case .linear:
            members += [
                ("t", .integer(1)), ("e", points { Point($0.values[2], $0.values[3]) }),
            ]
        case .radial:
            // The end is any point on the circle; the focus is a share of the radius towards it.
            let focus = keyframes.first.map {
                Point($0.values[2] - $0.values[0], $0.values[3] - $0.values[1])
                    / max($0.values[4], 1e-9)
            }
            members += [
                ("t", .integer(2)),
                ("e", points { Point($0.values[0] + $0.values[4], $0.values[1]) }),
                ("h", LottieValue.still(min((focus?.length ?? 0) * 100, 99))),
                ("a", LottieValue.still((focus?.angle ?? 0) * 180 / .pi)),
            ]
        }
        return members + [("g", stops(gradient))]
    }

    private static func stops(_ gradient: Gradient) -> JSONValue {
        var stops = gradient.stops
        // An inner circle is where the first colour ends.
        if case .radial(_, let inner) = gradient.form, inner > 0, inner < 1 {
            stops = stops.map {
                Gradient.Stop(offset: inner + $0.offset * (1 - inner), color: $0.color)
            }
        }
        var values = stops.flatMap { [$0.offset, $0.color.red, $0.color.green, $0.color.blue] }
        if stops.contains(where: { $0.color.alpha < 1 }) {
            values += stops.flatMap { [$0.offset, $0.color.alpha] }
        }
        return .object([
            ("p", .integer(stops.count)),
            (
                "k",
                .object([("a", .integer(0)), ("k", .array(values.map(LottieValue.fineNumber)))])
            ),
        ])
    }

    static func style(
        _ stroke: Stroke, scale: Double, _ scales: KeyframeTrack
    ) -> [(String, JSONValue)] {
        func lengths(_ length: Double) -> JSONValue {
            LottieValue.moving(
                scales.keyframes.map {
                    ($0.frame, LottieValue.number(length * scale * $0.values[0]))
                }, wrapped: false)
        }
        var members: [(String, JSONValue)] = [("w", lengths(stroke.width))]
        switch stroke.cap {
        case .butt: members.append(("lc", .integer(1)))
        case .round: members.append(("lc", .integer(2)))
        case .square: members.append(("lc", .integer(3)))
        }
        switch stroke.join {
        case .miter: members += [("lj", .integer(1)), ("ml", .number(stroke.miterLimit))]
        case .round: members.append(("lj", .integer(2)))
        case .bevel: members.append(("lj", .integer(3)))
        }
        guard !stroke.dashes.isEmpty else { return members }
        let dashes = stroke.dashes.enumerated().map { place, length -> JSONValue in
            .object([
                ("n", .string(place % 2 == 0 ? "d" : "g")), ("nm", .string("length \(place)")),
                ("v", lengths(length)),
            ])
        }
        let offset = JSONValue.object([
            ("n", .string("o")), ("nm", .string("offset")), ("v", lengths(stroke.dashOffset)),
        ])
        return members + [("d", .array(dashes + [offset]))]
    }
}
