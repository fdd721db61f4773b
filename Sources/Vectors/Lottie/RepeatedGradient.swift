import Geometry
import Scene

/// A gradient that repeats, written out as a longer one that does not, since Lottie's end with their
/// last colour.
struct RepeatedGradient {
    private(set) var gradient: Gradient
    /// Where it lies, as its track tells it.
    private(set) var keyframes: [KeyframeTrack.Keyframe]

    /// The most repetitions on one side; beyond them the last colour goes on.
    private static let mostRepetitions = 24

    /// - Parameter outline: what it has to cover.
    init(_ gradient: Gradient, _ track: PaintTrack, over outline: KeyframeTrack) {
        self.gradient = gradient
        keyframes = track.places.keyframes
        guard gradient.spread != .pad, let place = keyframes.first?.values else { return }
        let points = outline.keyframes.first?.values ?? []
        let distances = stride(from: 0, to: points.count - 1, by: 2).map { index -> Double in
            let point = Point(points[index], points[index + 1])
            switch gradient.form {
            case .linear:
                let axis = Point(place[2], place[3]) - Point(place[0], place[1])
                let square = axis.dot(axis)
                let away = point - Point(place[0], place[1])
                return square > 0 ? away.dot(axis) / square : 0
            case .radial:
                let center = Point(place[0], place[1])
                let placed = track.plane.inverse?.apply(point) ?? point
                return (placed - center).length / max(place[4], 1e-9)
            }
        }
        // Two more, since strokes reach further, and shape and gradient bend a little apart.
        let before = Self.repetitions(2 - (distances.min() ?? 0))
        let behind = Self.repetitions((distances.max() ?? 1) + 1)
        switch gradient.form {
        case .linear:
            write(from: -before, to: 1 + behind)
            keyframes = keyframes.map { keyframe in
                let start = Point(keyframe.values[0], keyframe.values[1])
                let end = Point(keyframe.values[2], keyframe.values[3])
                let (low, high) = (
                    start - (end - start) * Double(before), end + (end - start) * Double(behind)
                )
                return KeyframeTrack.Keyframe(
                    frame: keyframe.frame, values: [low.x, low.y, high.x, high.y])
            }
        case .radial:
            write(from: 0, to: 1 + behind)
            let count = Double(1 + behind)
            keyframes = keyframes.map { keyframe in
                var values = keyframe.values
                values[4] *= count
                return KeyframeTrack.Keyframe(frame: keyframe.frame, values: values)
            }
        }
    }

    private static func repetitions(_ distance: Double) -> Int {
        guard distance > 0 else { return 0 }
        return Int(min(distance.rounded(.up), Double(mostRepetitions)))
    }

    private mutating func write(from first: Int, to end: Int) {
        let own = gradient.stops
        let count = Double(end - first)
        let isMirrored = gradient.spread == .reflect
        gradient.stops = (first..<end).flatMap { period -> [Gradient.Stop] in
            let isTurned = isMirrored && period % 2 != 0
            let stops =
                isTurned
                ? own.reversed().map { Gradient.Stop(offset: 1 - $0.offset, color: $0.color) } : own
            return ends(stops).map { stop in
                Gradient.Stop(
                    offset: (Double(period - first) + stop.offset) / count, color: stop.color)
            }
        }
        gradient.spread = .pad
    }

    /// Stops that reach from 0 to 1.
    private func ends(_ stops: [Gradient.Stop]) -> [Gradient.Stop] {
        var stops = stops
        if let first = stops.first, first.offset > 0 {
            stops.insert(Gradient.Stop(offset: 0, color: first.color), at: 0)
        }
        if let last = stops.last, last.offset < 1 {
            stops.append(Gradient.Stop(offset: 1, color: last.color))
        }
        return stops
    }
}
