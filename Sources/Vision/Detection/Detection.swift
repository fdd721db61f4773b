import Geometry
import Imaging

/// Something that a detector found: a box and points, in parts of the region it looked at.
struct Detection {
    var score: Double
    var lower: Point
    var upper: Point
    var points: [Point]

    /// The common area over the area of both.
    func overlap(_ other: Detection) -> Double {
        let low = Point(max(lower.x, other.lower.x), max(lower.y, other.lower.y))
        let high = Point(min(upper.x, other.upper.x), min(upper.y, other.upper.y))
        guard high.x > low.x, high.y > low.y else { return 0 }
        let common = (high.x - low.x) * (high.y - low.y)
        let all = area + other.area - common
        return all > 0 ? common / all : 0
    }

    /// The detection in pixels of the picture that a region belongs to.
    func placed(in region: Region) -> Detection {
        let places = region.transform
        var box = Rect.empty
        for corner in [lower, upper, Point(lower.x, upper.y), Point(upper.x, lower.y)] {
            box.include(places.apply(corner))
        }
        return Detection(
            score: score, lower: box.min, upper: box.max,
            points: points.map { places.apply($0) })
    }

    private var area: Double { max(upper.x - lower.x, 0) * max(upper.y - lower.y, 0) }

    /// Joins detections that overlap a better one: boxes and points become means weighted by
    /// scores, the score the best one's (MediaPipe's weighted non-maximum suppression).
    static func merged(_ detections: [Detection], overlap threshold: Double) -> [Detection] {
        var left = detections.sorted { $0.score > $1.score }
        var merged: [Detection] = []
        while let best = left.first {
            let group = left.filter { $0.overlap(best) > threshold }
            left = left.dropFirst().filter { $0.overlap(best) <= threshold }
            let total = group.reduce(0) { $0 + $1.score }
            guard total > 0, !group.isEmpty else {
                merged.append(best)
                continue
            }
            func mean(_ value: (Detection) -> Point) -> Point {
                group.reduce(Point.zero) { $0 + $1.score * value($1) } / total
            }
            merged.append(
                Detection(
                    score: best.score, lower: mean(\.lower), upper: mean(\.upper),
                    points: best.points.indices.map { index in mean { $0.points[index] } }))
        }
        return merged
    }
}
