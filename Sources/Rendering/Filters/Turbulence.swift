import Geometry
import Scene

extension FilterPlane {
    /// Fills the plane with noise (Filter Effects 1, 9.21).
    func fill(
        _ turbulence: FilterOperation.Turbulence, area: Rect, map: Affine, in region: PixelRegion
    ) {
        guard let inverse = map.inverse else { return }
        let user = turbulence.map.concatenating(inner: inverse)
        let noise = PerlinNoise(seed: turbulence.seed)
        let part = region.clamped(width: width, height: height)
        let corner = user.apply(area.min + Point(Double(region.x), Double(region.y)))
        let opposite = user.apply(
            area.min + Point(Double(region.x + region.width), Double(region.y + region.height)))
        let tile =
            turbulence.stitches
            ? Rect(min: pointwiseMin(corner, opposite), max: pointwiseMax(corner, opposite)) : nil
        for y in part.y..<part.y + part.height {
            for x in part.x..<part.x + part.width {
                let point = user.apply(area.min + Point(Double(x), Double(y)))
                var color = SIMD4<Float>.zero
                for channel in 0..<4 {
                    let sum = noise.sum(turbulence, channel, point, tile)
                    color[channel] = Float(turbulence.isFractal ? (sum + 1) / 2 : sum)
                }
                self[x, y] = color.premultiplied
            }
        }
    }
}

/// Perlin's noise as the specification's program computes it, so that pictures agree.
private struct PerlinNoise {
    private var lattice: [Int]
    private var gradients: [Point]

    private static let size = 0x100
    private static let offset = 4096.0

    init(seed: Int) {
        let size = Self.size
        lattice = Array(repeating: 0, count: 2 * size + 2)
        gradients = Array(repeating: .zero, count: 4 * (2 * size + 2))
        // Park and Miller's generator (1988).
        let modulus = 2_147_483_647
        var state = seed <= 0 ? -(seed % (modulus - 1)) + 1 : seed
        state = min(state, modulus - 1)
        func next() -> Int {
            state = 16807 * (state % 127_773) - 2836 * (state / 127_773)
            if state <= 0 { state += modulus }
            return state
        }
        let stride = 2 * size + 2
        for channel in 0..<4 {
            for index in 0..<size {
                lattice[index] = index
                let x = Double(next() % (2 * size) - size) / Double(size)
                let y = Double(next() % (2 * size) - size) / Double(size)
                let length = Point(x, y).length
                gradients[channel * stride + index] =
                    length > 0 ? Point(x, y) / length : .zero
            }
        }
        for index in (1..<size).reversed() { lattice.swapAt(index, next() % size) }
        for index in 0..<size + 2 {
            lattice[size + index] = lattice[index]
            for channel in 0..<4 {
                gradients[channel * stride + size + index] = gradients[channel * stride + index]
            }
        }
    }

    private struct Stitch {
        var width: Int
        var height: Int
        var wrapX: Int
        var wrapY: Int
    }

    func sum(
        _ turbulence: FilterOperation.Turbulence, _ channel: Int, _ point: Point, _ tile: Rect?
    ) -> Double {
        var frequency = turbulence.frequency
        var stitch: Stitch?
        if let tile, tile.width > 0, tile.height > 0 {
            frequency = Self.stitched(frequency, tile)
            let width = Self.whole((tile.width * frequency.x).rounded())
            let height = Self.whole((tile.height * frequency.y).rounded())
            stitch = Stitch(
                width: width, height: height,
                wrapX: Self.whole(tile.min.x * frequency.x + Self.offset) + width,
                wrapY: Self.whole(tile.min.y * frequency.y + Self.offset) + height)
        }
        var place = point * frequency
        var ratio = 1.0
        var sum = 0.0
        for _ in 0..<turbulence.octaves {
            let value = noise(channel, place, stitch)
            sum += (turbulence.isFractal ? value : abs(value)) / ratio
            place *= 2
            ratio *= 2
            if var current = stitch {
                current.width *= 2
                current.wrapX = 2 * current.wrapX - Int(Self.offset)
                current.height *= 2
                current.wrapY = 2 * current.wrapY - Int(Self.offset)
                stitch = current
            }
        }
        return sum
    }

    private static func whole(_ value: Double) -> Int {
        value.isFinite ? Int(max(min(value, 1e12), -1e12)) : 0
    }

    /// A frequency that is a whole number of periods over the tile.
    private static func stitched(_ frequency: Point, _ tile: Rect) -> Point {
        func fitted(_ frequency: Double, _ extent: Double) -> Double {
            guard frequency > 0 else { return frequency }
            let low = (extent * frequency).rounded(.down) / extent
            let high = (extent * frequency).rounded(.up) / extent
            return low > 0 && frequency / low < high / frequency ? low : high
        }
        return Point(fitted(frequency.x, tile.width), fitted(frequency.y, tile.height))
    }

    private func noise(_ channel: Int, _ point: Point, _ stitch: Stitch?) -> Double {
        let limit = 1e9
        let t =
            pointwiseMax(pointwiseMin(point, Point(limit, limit)), Point(-limit, -limit))
            + Self.offset
        var (bx0, by0) = (Int(t.x), Int(t.y))
        var (bx1, by1) = (bx0 + 1, by0 + 1)
        let rx0 = t.x - Double(bx0)
        let ry0 = t.y - Double(by0)
        if let stitch {
            if bx0 >= stitch.wrapX { bx0 -= stitch.width }
            if bx1 >= stitch.wrapX { bx1 -= stitch.width }
            if by0 >= stitch.wrapY { by0 -= stitch.height }
            if by1 >= stitch.wrapY { by1 -= stitch.height }
        }
        (bx0, bx1, by0, by1) = (bx0 & 255, bx1 & 255, by0 & 255, by1 & 255)
        let (i, j) = (lattice[bx0], lattice[bx1])
        let base = channel * (2 * Self.size + 2)
        func gradient(_ index: Int, _ x: Double, _ y: Double) -> Double {
            gradients[base + lattice[index]].dot(Point(x, y))
        }
        let sx = rx0 * rx0 * (3 - 2 * rx0)
        let sy = ry0 * ry0 * (3 - 2 * ry0)
        let a = mix(
            sx, gradient(i + by0, rx0, ry0), gradient(j + by0, rx0 - 1, ry0))
        let b = mix(
            sx, gradient(i + by1, rx0, ry0 - 1), gradient(j + by1, rx0 - 1, ry0 - 1))
        return mix(sy, a, b)
    }

    private func mix(_ t: Double, _ a: Double, _ b: Double) -> Double { a + t * (b - a) }
}
