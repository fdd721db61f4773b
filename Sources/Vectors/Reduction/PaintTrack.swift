import Geometry
import Scene

/// Where a gradient lies, frame by frame, in the terms that vector formats animate: ends of a line,
/// or centre, focus and radius of a circle.
struct PaintTrack {
    let gradient: Gradient
    /// A radial gradient's circle is a circle in this map's plane; what it is in the picture's may be
    /// an ellipse. It is the first frame's and stays, for formats that animate no map.
    private(set) var plane = Affine.identity
    private(set) var places: KeyframeTrack
    /// The same for formats that animate the map: from a plane in which a radial gradient's circle
    /// has this radius around the origin.
    private(set) var frames: AffineTrack
    private(set) var radius = 1.0
    private var isBegun = false

    init(_ gradient: Gradient, tolerance: Double) {
        self.gradient = gradient
        places = KeyframeTrack(tolerance: tolerance)
        frames = AffineTrack(tolerance: tolerance)
    }

    /// - Parameter points: all of the drawing's in the picture's pixels.
    mutating func append(_ frame: Int, _ points: [Point]) {
        let place = 3 * gradient.anchor
        guard place >= 0, place + 2 < points.count else { return }
        let origin = points[place]
        let across = points[place + 1] - origin
        let down = points[place + 2] - origin
        switch gradient.form {
        case .linear:
            // Colours change across the lines that run along `down`; the line that says the same
            // without a skew stands upright on them.
            let normal = Point(-down.y, down.x)
            let square = normal.dot(normal)
            let end = square > 0 ? origin + normal * (across.dot(normal) / square) : origin
            places.append(frame, [origin.x, origin.y, end.x, end.y])
        case .radial(let focus, _):
            if !isBegun {
                plane = Self.plane(across, down)
                radius = max(across.length, down.length, 1e-6)
                isBegun = true
            }
            let map = Affine(
                a: across.x / radius, b: across.y / radius, c: down.x / radius,
                d: down.y / radius, tx: origin.x, ty: origin.y)
            if map.inverse != nil { frames.append(frame, map, reach: radius) }
            guard let inverse = plane.inverse else { return }
            let center = inverse.apply(origin)
            let (x, y) = (inverse.apply(origin + across), inverse.apply(origin + down))
            // The radius of a circle as large as what the frame has become.
            let area = (x - center).x * (y - center).y - (x - center).y * (y - center).x
            let mean = abs(area).squareRoot()
            let inner = inverse.apply(origin + across * focus.x + down * focus.y)
            // Radii in pairs, so that a pair is a point as the others are.
            places.append(frame, [center.x, center.y, inner.x, inner.y, mean, 0])
        }
    }

    /// A map whose circles are those of a frame, of the picture's scale so that paths in it are as
    /// finely told as others. A circle is the same however it is turned, so the inner turn can be
    /// left away, and with it the skew, which some players do not know.
    private static func plane(_ across: Point, _ down: Point) -> Affine {
        let frame = Affine(a: across.x, b: across.y, c: down.x, d: down.y)
        let (stretch, unit) = (Stretch(frame, after: nil), frame.meanScale)
        let plane = Affine.rotation(degrees: stretch.outer)
            .concatenating(inner: .scale(stretch.scale.x / unit, stretch.scale.y / unit))
        return unit.isFinite && plane.inverse != nil ? plane : .identity
    }

    mutating func finish() {
        places.finish()
        frames.finish()
    }
}
