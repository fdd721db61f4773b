import Geometry
import Scene
import Storage

/// A shape's contours as Lottie's paths: vertices, and handles relative to them.
struct LottieOutline {
    private let shape: Shape
    private let track: KeyframeTrack
    private let map: Affine?

    /// - Parameter map: applied to every point.
    init(_ shape: Shape, _ track: KeyframeTrack, under map: Affine?) {
        self.shape = shape
        self.track = track
        self.map = map
    }

    /// All contours, each a path of its own.
    var paths: [JSONValue] {
        shape.contours.indices.compactMap { number in
            contour(number).map {
                .object([("ty", .string("sh")), ("ind", .integer(number)), ("ks", $0)])
            }
        }
    }

    /// One contour; nil when it has no segment.
    func contour(_ number: Int) -> JSONValue? {
        guard number < shape.contours.count else { return nil }
        let contour = shape.contours[number]
        guard contour.anchorCount > 1 || contour.isClosed else { return nil }
        let first = shape.contours[..<number].reduce(0) { $0 + $1.anchorCount }
        return LottieValue.moving(
            track.keyframes.map { keyframe in
                (keyframe.frame, path(keyframe.values, first, contour))
            }, wrapped: true)
    }

    private func path(_ values: [Double], _ first: Int, _ contour: Contour) -> JSONValue {
        var (vertices, incoming, outgoing): ([JSONValue], [JSONValue], [JSONValue]) = ([], [], [])
        func pair(_ point: Point) -> JSONValue {
            .array([LottieValue.number(point.x), LottieValue.number(point.y)])
        }
        for anchor in first..<(first + contour.anchorCount) {
            func point(_ number: Int) -> Point {
                let place = 2 * (3 * anchor + number)
                let point = Point(values[place], values[place + 1])
                return map?.apply(point) ?? point
            }
            let vertex = point(0)
            vertices.append(pair(vertex))
            incoming.append(pair(point(1) - vertex))
            outgoing.append(pair(point(2) - vertex))
        }
        return .object([
            ("c", .bool(contour.isClosed)), ("v", .array(vertices)), ("i", .array(incoming)),
            ("o", .array(outgoing)),
        ])
    }
}
