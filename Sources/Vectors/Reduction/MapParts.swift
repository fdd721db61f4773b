import Geometry
import Glibc

/// An affine map taken apart into what formats animate one by one: first scaled, then skewed along
/// x, then turned, then moved.
struct MapParts: Equatable {
    var place: Point
    /// In degrees.
    var rotation: Double
    /// In degrees, positive as `skewX` of SVG.
    var skew: Double
    var scale: Point

    /// A map that flattens the plane keeps its place and one tiny scale.
    init(_ map: Affine) {
        place = Point(map.tx, map.ty)
        let length = (map.a * map.a + map.b * map.b).squareRoot()
        guard length > 0, map.determinant != 0 else {
            (rotation, skew, scale) = (0, 0, Point(max(length, 1e-5), 1e-5))
            return
        }
        scale = Point(length, map.determinant / length)
        rotation = Point(map.a, map.b).angle * 180 / .pi
        // What is left of the second column along the first, per length of the second.
        let along = (map.a * map.c + map.b * map.d) / length
        skew = atan(along / scale.y) * 180 / .pi
    }

    /// The same map, its angle as near as can be to the one before.
    func following(_ former: MapParts?) -> MapParts {
        guard let former else { return self }
        var parts = self
        parts.rotation -= 360 * ((rotation - former.rotation) / 360).rounded()
        return parts
    }

    /// The parts of maps that follow each other.
    static func sequence(_ maps: [Affine]) -> [MapParts] {
        var parts: [MapParts] = []
        for map in maps { parts.append(MapParts(map).following(parts.last)) }
        return parts
    }

    var map: Affine {
        Affine.translation(place.x, place.y)
            .concatenating(inner: .rotation(degrees: rotation))
            .concatenating(inner: .skewX(degrees: skew))
            .concatenating(inner: .scale(scale.x, scale.y))
    }
}
