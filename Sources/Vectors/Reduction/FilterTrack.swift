import Geometry
import Rendering
import Scene

/// Where one filter works and how its lengths grow, frame by frame.
struct FilterTrack {
    struct Keyframe {
        let frame: Int
        let place: FilterPlace
    }

    let filter: Filter
    private var track: KeyframeTrack
    /// What lengths are weighed by: as long as the longest.
    private let reach: Double

    init(_ filter: Filter, tolerance: Double) {
        self.filter = filter
        track = KeyframeTrack(tolerance: tolerance)
        reach = max(filter.longestLength, 1)
    }

    mutating func append(_ frame: Int, _ place: FilterPlace) {
        let (low, high) = (
            place.map.apply(filter.region.min), place.map.apply(filter.region.max)
        )
        let scale = place.scale * reach
        let values = [low.x, low.y, high.x, high.y, scale.x, scale.y]
        guard values.allSatisfy(\.isFinite) else { return }
        track.append(frame, values)
    }

    mutating func finish() { track.finish() }

    var keyframes: [Keyframe] {
        let region = filter.region
        return track.keyframes.map { keyframe in
            let values = keyframe.values
            let size = Point(max(region.width, 1e-9), max(region.height, 1e-9))
            let (low, high) = (Point(values[0], values[1]), Point(values[2], values[3]))
            let scale = (high - low) / size
            return Keyframe(
                frame: keyframe.frame,
                place: FilterPlace(
                    map: Affine(
                        a: scale.x, d: scale.y, tx: low.x - region.min.x * scale.x,
                        ty: low.y - region.min.y * scale.y),
                    scale: Point(values[4], values[5]) / reach))
        }
    }
}

extension Filter {
    /// In the drawing's pixels.
    fileprivate var longestLength: Double {
        primitives.map { primitive in
            switch primitive.operation {
            case .blur(let deviation): deviation.length
            case .dropShadow(let offset, let deviation, _): offset.length + deviation.length
            case .offset(let offset): offset.length
            case .morphology(let radius, _): radius.length
            case .displacement(let scale, _, _): scale.length
            default: 0
            }
        }.reduce(0, max)
    }
}
