import Geometry
import Scene

/// Where the tiles of a pattern lie, frame by frame.
struct PatternTrack {
    let pattern: Pattern
    /// The tile's own size, and how much larger its drawing is written.
    let scale: Point
    private var track: AffineTrack
    /// Tiles between the frame's origin and the one that is taken instead, which lies in the shape.
    private var shift: Point?
    /// What of the plane is seen in any frame, counted in tiles from that origin.
    private(set) var extent = Rect.empty

    init(_ pattern: Pattern, transform: Affine, tolerance: Double) {
        self.pattern = pattern
        scale = Point(
            pattern.scale.x * Point(transform.a, transform.b).length,
            pattern.scale.y * Point(transform.c, transform.d).length)
        track = AffineTrack(tolerance: tolerance)
    }

    /// The tile in the unit that its drawing is written in; nil when it has no area.
    var size: Point? {
        let size = Point(pattern.tile.size.width, pattern.tile.size.height) * scale
        return size.isFinite && size.x > 0 && size.y > 0 ? size : nil
    }

    /// - Parameters:
    ///   - points: all of the drawing's in the picture's pixels.
    ///   - bounds: what the shape covers.
    mutating func append(_ frame: Int, _ points: [Point], _ bounds: Rect) {
        let place = 3 * pattern.anchor
        guard let size, place >= 0, place + 2 < points.count else { return }
        let origin = points[place]
        let (across, down) = (points[place + 1] - origin, points[place + 2] - origin)
        var map = Affine(
            a: across.x / size.x, b: across.y / size.x, c: down.x / size.y, d: down.y / size.y,
            tx: origin.x, ty: origin.y)
        guard let inverse = map.inverse else { return }
        let center = bounds.isEmpty ? origin : bounds.center
        let shift = self.shift ?? (inverse.apply(center) / size).rounded(.down)
        self.shift = shift
        if !bounds.isEmpty {
            for corner in [
                bounds.min, bounds.max, Point(bounds.min.x, bounds.max.y),
                Point(bounds.max.x, bounds.min.y),
            ] { extent.include(inverse.apply(corner) / size - shift) }
        }
        let moved = origin + across * shift.x + down * shift.y
        (map.tx, map.ty) = (moved.x, moved.y)
        track.append(frame, map, reach: bounds.isEmpty ? 1 : (bounds.max - bounds.min).length)
    }

    mutating func finish() { track.finish() }

    var keyframes: [(frame: Int, parts: MapParts)] { track.keyframes }
}
