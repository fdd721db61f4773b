import Geometry
import Scene

/// An affine map as a turn, a stretch along the axes and another turn, the inner one first.
struct Stretch {
    let place: Point
    /// In degrees.
    var inner: Double
    var outer: Double
    var scale: Point

    init(_ map: Affine, after former: Stretch?) {
        place = Point(map.tx, map.ty)
        // The closed form for two by two matrices (Blinn 1996).
        let (e, f) = ((map.a + map.d) / 2, (map.a - map.d) / 2)
        let (g, h) = ((map.b + map.c) / 2, (map.b - map.c) / 2)
        let (q, r) = (Point(e, h).length, Point(f, g).length)
        let (difference, sum) = (Point(f, g).angle, Point(e, h).angle)
        outer = (sum + difference) / 2 * 180 / .pi
        inner = (sum - difference) / 2 * 180 / .pi
        scale = Point(q + r, q - r)
        guard let former else { return }
        // The same map with other axes: a quarter of a turn swaps them, half a turn is a sign.
        let quarters = ((former.inner - inner) / 90).rounded()
        inner += 90 * quarters
        outer -= 90 * quarters
        if Int(quarters) % 2 != 0 { scale = Point(scale.y, scale.x) }
        outer -= 360 * ((outer - former.outer) / 360).rounded()
    }

    static func sequence(_ maps: [Affine]) -> [Stretch] {
        var stretches: [Stretch] = []
        for map in maps { stretches.append(Stretch(map, after: stretches.last)) }
        return stretches
    }
}
