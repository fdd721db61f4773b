import Geometry
import Glibc

extension PathBuilder {
    /// An elliptical arc as cubics of at most a quarter turn each (SVG 2, 9.5 and B.2).
    ///
    /// - Parameter rotation: of the ellipse's x axis, in degrees.
    mutating func arc(
        radii: Point, rotation: Double, isLarge: Bool, isClockwise: Bool, to end: Point
    ) {
        let start = current
        if start == end { return }
        var radiusX = abs(radii.x)
        var radiusY = abs(radii.y)
        guard radiusX > 0, radiusY > 0 else { return line(to: end) }

        let axes = Affine.rotation(degrees: rotation)
        // Half the chord in the ellipse's own axes (B.2.4, step 1).
        let half = (start - end) * 0.5
        let chord = Point(axes.a * half.x + axes.b * half.y, axes.c * half.x + axes.d * half.y)
        // Radii that are too small grow until they reach (B.2.5).
        let reach =
            (chord.x / radiusX) * (chord.x / radiusX)
            + (chord.y / radiusY) * (chord.y / radiusY)
        if reach > 1 {
            radiusX *= reach.squareRoot()
            radiusY *= reach.squareRoot()
        }
        // The unit circle's centre relative to the chord's middle (step 2).
        let unit = Point(chord.x / radiusX, chord.y / radiusY)
        let square = unit.dot(unit)
        var distance = max(0, 1 / square - 1).squareRoot()
        if isLarge == isClockwise { distance = -distance }
        let offset = Point(distance * unit.y, -distance * unit.x)

        let ellipse = axes.concatenating(inner: .scale(radiusX, radiusY))
        var map = ellipse
        map.tx = 0
        map.ty = 0
        let center = map.apply(offset) + (start + end) * 0.5
        map.tx = center.x
        map.ty = center.y
        let from = unit - offset
        let to = -unit - offset
        var extent = atan2(from.x * to.y - from.y * to.x, from.dot(to))
        if isClockwise && extent < 0 { extent += 2 * .pi }
        if !isClockwise && extent > 0 { extent -= 2 * .pi }
        guard extent.isFinite, center.isFinite else { return line(to: end) }
        addArc(on: map, from: atan2(from.y, from.x), extent: extent, to: end)
    }

    /// An arc of the unit circle as `map` shows it; angles in radians.
    private mutating func addArc(
        on map: Affine, from angle: Double, extent: Double, to end: Point
    ) {
        // The allowance, as in paper.js, keeps a quarter turn one curve in spite of rounding.
        let count = max(1, ((abs(extent) * 180 / .pi - 1e-7) / 90).rounded(.up))
        let step = extent / count
        let handle = 4.0 / 3 * tan(step / 4)
        for index in 1...Int(min(count, 4)) {
            let angle0 = angle + step * Double(index - 1)
            let angle1 = angle + step * Double(index)
            let from = Point(cos(angle0), sin(angle0))
            let to = Point(cos(angle1), sin(angle1))
            curve(
                map.apply(from + from.normal * handle), map.apply(to - to.normal * handle),
                to: index == Int(count) ? end : map.apply(to))
            if index < Int(count) { passOverLastAnchor() }
        }
    }
}
