import Geometry
import Glibc
import Scene

/// Where light comes from, in pixels of a plane.
struct LightSource {
    private let light: FilterOperation.Light
    /// Of a distant light.
    private let direction: SIMD3<Double>
    private let place: SIMD3<Double>
    /// Of a spot light: where it points.
    private let axis: SIMD3<Double>

    init(_ light: FilterOperation.Light, map: Affine, area: Rect) {
        self.light = light
        func placed(_ x: Double, _ y: Double, _ z: Double) -> SIMD3<Double> {
            let point = map.apply(Point(x, y)) - area.min
            return SIMD3(point.x, point.y, z * map.meanScale)
        }
        switch light {
        case .distant(let azimuth, let elevation):
            direction = SIMD3(
                cos(azimuth) * cos(elevation), sin(azimuth) * cos(elevation), sin(elevation))
            place = .zero
            axis = .zero
        case .point(let x, let y, let z):
            direction = .zero
            place = placed(x, y, z)
            axis = .zero
        case .spot(let x, let y, let z, let target, _, _):
            direction = .zero
            place = placed(x, y, z)
            axis = (placed(target.x, target.y, target.z) - place).unit
        }
    }

    /// The unit vector towards the light, and how much of it arrives, 0...1.
    func arrival(at point: SIMD3<Double>) -> (direction: SIMD3<Double>, amount: Double) {
        switch light {
        case .distant: return (direction, 1)
        case .point: return ((place - point).unit, 1)
        case .spot(_, _, _, _, let exponent, let coneCosine):
            let towards = (place - point).unit
            let cosine = -towards.dot(axis)
            guard cosine > 0, cosine >= coneCosine else { return (towards, 0) }
            var amount = pow(cosine, exponent)
            // The edge of the cone is softened over a small angle, as the specification asks.
            if coneCosine > -1 {
                let soft = 0.016
                if cosine < coneCosine + soft { amount *= (cosine - coneCosine) / soft }
            }
            return (towards, amount)
        }
    }
}

/// What light falls on.
struct Surface {
    /// Height where alpha is 1.
    let scale: Double
    let constant: Double
    /// Nil for a dull surface.
    let exponent: Double?
    let color: SIMD4<Float>
}

extension FilterPlane {
    /// Light on the relief that the alpha channel is (Filter Effects 1, 9.10).
    func lit(_ light: LightSource, _ surface: Surface, in region: PixelRegion) -> FilterPlane {
        let plane = FilterPlane(width: width, height: height)
        plane.isLinear = isLinear
        let area = region.clamped(width: width, height: height)
        guard area.width > 0, area.height > 0 else { return plane }
        for y in area.y..<area.y + area.height {
            for x in area.x..<area.x + area.width {
                let height = Double(self[x, y].w) * surface.scale
                let normal = normal(x, y, area, surface.scale)
                let (towards, amount) = light.arrival(
                    at: SIMD3(Double(x), Double(y), height))
                if let exponent = surface.exponent {
                    // The eye is infinitely far above.
                    let half = (towards + SIMD3(0, 0, 1)).unit
                    let cosine = max(normal.dot(half), 0)
                    let gloss = Float(surface.constant * pow(cosine, exponent) * amount)
                    var color = (surface.color * gloss)
                        .clamped(lowerBound: .zero, upperBound: .one)
                    color.w = max(color.x, color.y, color.z)
                    plane[x, y] = color
                } else {
                    let shade = Float(surface.constant * max(normal.dot(towards), 0) * amount)
                    var color = (surface.color * shade)
                        .clamped(lowerBound: .zero, upperBound: .one)
                    color.w = 1
                    plane[x, y] = color
                }
            }
        }
        return plane
    }

    /// The relief's unit normal by Sobel's differences, one-sided at the region's edges.
    private func normal(_ x: Int, _ y: Int, _ area: PixelRegion, _ scale: Double) -> SIMD3<Double> {
        let left = x > area.x ? -1 : 0
        let right = x < area.x + area.width - 1 ? 1 : 0
        let up = y > area.y ? -1 : 0
        let down = y < area.y + area.height - 1 ? 1 : 0
        guard left != right || up != down else { return SIMD3(0, 0, 1) }
        func alpha(_ dx: Int, _ dy: Int) -> Double { Double(self[x + dx, y + dy].w) }
        /// The difference between two sides, the middle counted twice.
        func slope(_ isHorizontal: Bool) -> Double {
            let (low, high) = isHorizontal ? (left, right) : (up, down)
            let (before, behind) = isHorizontal ? (up, down) : (left, right)
            guard high > low else { return 0 }
            var (sum, weight) = (0.0, 0.0)
            for side in [before, 0, behind] {
                // A side that is missing is the middle itself and counts once.
                let share = side == 0 ? (before == 0 || behind == 0 ? 1.0 : 2.0) : 1.0
                let difference =
                    isHorizontal
                    ? alpha(high, side) - alpha(low, side) : alpha(side, high) - alpha(side, low)
                sum += difference * share
                weight += share
            }
            return sum / weight / Double(high - low)
        }
        return SIMD3(-scale * slope(true), -scale * slope(false), 1).unit
    }
}

extension SIMD3<Double> {
    fileprivate func dot(_ other: Self) -> Double { (self * other).sum() }
    fileprivate var unit: Self {
        let length = dot(self).squareRoot()
        return length > 0 ? self / length : self
    }
}
