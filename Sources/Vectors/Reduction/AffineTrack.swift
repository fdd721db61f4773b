import Geometry

/// A map of the plane that changes from frame to frame, kept as parts that are animated one by one.
///
/// Keyframes are chosen by the parts themselves, weighed by how far from the map's origin it is
/// seen, so that what a player makes of them between keyframes stays as near as the tolerance asks.
struct AffineTrack {
    private var track: KeyframeTrack
    private var last: MapParts?
    private var reach = 1.0

    init(tolerance: Double) { track = KeyframeTrack(tolerance: tolerance / 2) }

    /// - Parameter reach: how far from its origin the map is seen; the first frame's counts.
    mutating func append(_ frame: Int, _ map: Affine, reach: Double) {
        if last == nil { self.reach = max(reach.isFinite ? reach : 1, 1) }
        let parts = MapParts(map).following(last)
        let angle = self.reach * .pi / 180
        let values = [
            parts.place.x, parts.place.y, parts.rotation * angle, 0, parts.skew * angle, 0,
            parts.scale.x * self.reach, parts.scale.y * self.reach,
        ]
        guard values.allSatisfy(\.isFinite) else { return }
        last = parts
        track.append(frame, values)
    }

    mutating func finish() { track.finish() }

    var keyframes: [(frame: Int, parts: MapParts)] {
        let angle = reach * .pi / 180
        return track.keyframes.map { keyframe in
            let values = keyframe.values
            var parts = MapParts(.identity)
            parts.place = Point(values[0], values[1])
            parts.rotation = values[2] / angle
            parts.skew = values[4] / angle
            parts.scale = Point(values[6], values[7]) / reach
            return (keyframe.frame, parts)
        }
    }
}
