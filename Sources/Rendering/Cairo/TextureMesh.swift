import Geometry
import Scene

/// A texture's mesh in pixels of the picture.
///
/// Each cell is drawn as two triangles with the texture mapped linearly over them (Heckbert 1989).
/// Edges that triangles share are computed from the same two points in the same order, so that no
/// pixel between them is missed or drawn by both.
struct TextureMesh {
    private let columns: Int
    private let rows: Int
    private let size: Point
    /// Corners, with one more row and column around them that reaches a little over the edge: the
    /// outline cuts it off again, smoothly.
    private var corners: [Point]
    /// The place in the texture, in its pixels, of every corner.
    private var places: [Point]

    /// Corners farther away belong to no picture that can be seen.
    private static let farthest = 1e7

    /// How far the border reaches, in pixels.
    private static let border = 2.0

    /// Nil when the anchors are not as many as the mesh has corners.
    init?(_ texture: Texture, _ anchors: Range<Int>, _ points: [Point]) {
        columns = texture.columns
        rows = texture.rows
        size = Point(Double(texture.raster.width), Double(texture.raster.height))
        guard columns > 0, rows > 0, anchors.count == (columns + 1) * (rows + 1),
            anchors.lowerBound >= 0, 3 * anchors.upperBound <= points.count
        else { return nil }
        corners = []
        places = []
        let (columns, rows) = (columns, rows)
        func corner(_ column: Int, _ row: Int) -> Point {
            points[3 * (anchors.lowerBound + row * (columns + 1) + column)]
        }
        func outward(_ edge: Point, _ inner: Point) -> Point {
            let away = edge - inner
            let length = away.length
            return length > 0 ? away * (Self.border / length) : .zero
        }
        for row in -1...rows + 1 {
            for column in -1...columns + 1 {
                let (x, y) = (min(max(column, 0), columns), min(max(row, 0), rows))
                var place = corner(x, y)
                if column != x { place += outward(corner(x, y), corner(x == 0 ? 1 : x - 1, y)) }
                if row != y { place += outward(corner(x, y), corner(x, y == 0 ? 1 : y - 1)) }
                guard abs(place.x) < Self.farthest, abs(place.y) < Self.farthest else { return nil }
                corners.append(place)
                places.append(
                    Point(
                        size.x * Double(x) / Double(columns), size.y * Double(y) / Double(rows)))
            }
        }
    }

    private var stride: Int { columns + 3 }
    private func corner(_ column: Int, _ row: Int) -> Point {
        corners[(row + 1) * stride + column + 1]
    }

    /// From the texture's pixels to the picture's, when one linear map does for the whole mesh.
    var affineMap: Affine? {
        let origin = corner(0, 0)
        let across = (corner(columns, 0) - origin) / size.x
        let down = (corner(0, rows) - origin) / size.y
        let map = Affine(
            a: across.x, b: across.y, c: down.x, d: down.y, tx: origin.x, ty: origin.y)
        for row in 0...rows {
            for column in 0...columns {
                let place = places[(row + 1) * stride + column + 1]
                if (map.apply(place) - corner(column, row)).length > 0.01 { return nil }
            }
        }
        return map
    }

    /// How often the texture may be halved before pixels of it are larger than the picture's.
    var halvings: Int {
        var area = 0.0
        for row in 0..<rows {
            for column in 0..<columns {
                let diagonal = corner(column + 1, row + 1) - corner(column, row)
                let other = corner(column, row + 1) - corner(column + 1, row)
                area += abs(diagonal.x * other.y - diagonal.y * other.x) / 2
            }
        }
        guard area > 0 else { return 0 }
        var ratio = size.x * size.y / area
        var halvings = 0
        while ratio >= 4, halvings < 16 {
            ratio /= 4
            halvings += 1
        }
        return halvings
    }

    /// Draws the mesh over what the layer holds.
    ///
    /// - Parameter texture: the texture, or a smaller version of it.
    func draw(_ texture: PixelBuffer, isPixelated: Bool, into layer: LayerPixels) {
        let scale = Point(Double(texture.width), Double(texture.height)) / size
        let filler = TriangleFiller(texture: texture, isPixelated: isPixelated, layer: layer)
        for row in 0..<rows + 2 {
            for column in 0..<columns + 2 {
                let index = row * stride + column
                let vertices = [index, index + 1, index + stride, index + stride + 1].map {
                    TriangleFiller.Vertex(point: corners[$0], place: places[$0] * scale)
                }
                filler.fill(vertices[0], vertices[1], vertices[2])
                filler.fill(vertices[3], vertices[2], vertices[1])
            }
        }
    }
}

/// Draws triangles of a texture.
struct TriangleFiller {
    struct Vertex {
        /// In the picture.
        let point: Point
        /// In the texture, in its pixels.
        let place: Point
    }

    let texture: PixelBuffer
    let isPixelated: Bool
    let layer: LayerPixels

    /// Draws the pixels whose middles lie inside, those on left and upper edges among them.
    func fill(_ a: Vertex, _ b: Vertex, _ c: Vertex) {
        let (u, v) = (b.point - a.point, c.point - a.point)
        let determinant = u.x * v.y - u.y * v.x
        guard abs(determinant) > 1e-12 else { return }
        let (p, q) = (b.place - a.place, c.place - a.place)
        // How the place in the texture changes from one pixel to the next.
        let alongX = (p * v.y - q * u.y) / determinant
        let alongY = (q * u.x - p * v.x) / determinant
        let low = min(a.point.y, b.point.y, c.point.y)
        let high = max(a.point.y, b.point.y, c.point.y)
        let first = max(Int((low - 0.5).rounded(.up)), layer.y)
        let end = min(Int((high - 0.5).rounded(.up)), layer.y + layer.height)
        guard first < end else { return }
        for y in first..<end {
            let height = Double(y) + 0.5
            var (left, right) = (Double.infinity, -Double.infinity)
            for (from, to) in [(a.point, b.point), (b.point, c.point), (c.point, a.point)] {
                guard let x = Self.crossing(from, to, height) else { continue }
                left = min(left, x)
                right = max(right, x)
            }
            guard left <= right else { continue }
            let start = max(Int((left - 0.5).rounded(.up)), layer.x)
            let stop = min(Int((right - 0.5).rounded(.up)), layer.x + layer.width)
            guard start < stop else { continue }
            let offset = Point(Double(start) + 0.5, height) - a.point
            var place = a.place + alongX * offset.x + alongY * offset.y
            var target = 4 * ((y - layer.y) * layer.width + start - layer.x)
            for _ in start..<stop {
                layer.bytes.storeBytes(of: sample(place), toByteOffset: target, as: UInt32.self)
                target += 4
                place += alongX
            }
        }
    }

    /// Where an edge crosses a row; the same for both triangles that share it.
    private static func crossing(_ from: Point, _ to: Point, _ y: Double) -> Double? {
        let isDown = from.y < to.y || (from.y == to.y && from.x < to.x)
        let (top, bottom) = isDown ? (from, to) : (to, from)
        guard top.y <= y, y < bottom.y else { return nil }
        return top.x + (bottom.x - top.x) * ((y - top.y) / (bottom.y - top.y))
    }

    /// The texture's colour at a place; what is beyond its edge is like the edge.
    private func sample(_ place: Point) -> UInt32 {
        let (width, height) = (texture.width, texture.height)
        func pixel(_ x: Int, _ y: Int) -> UInt32 {
            let column = min(max(x, 0), width - 1)
            let row = min(max(y, 0), height - 1)
            return texture.bytes.load(
                fromByteOffset: row * texture.stride + 4 * column, as: UInt32.self)
        }
        let limited = pointwiseMin(
            pointwiseMax(place, Point(repeating: -1)), Point(Double(width), Double(height)))
        if isPixelated {
            return pixel(Int(limited.x.rounded(.down)), Int(limited.y.rounded(.down)))
        }
        let middle = limited - 0.5
        let corner = middle.rounded(.down)
        let (x, y) = (Int(corner.x), Int(corner.y))
        let part = (middle - corner) * 256
        let (fx, fy) = (UInt32(part.x), UInt32(part.y))
        func mix(_ a: UInt32, _ b: UInt32, _ fraction: UInt32) -> UInt32 {
            // Two channels at a time, in the upper and the lower half of the words.
            let mask: UInt32 = 0x00ff_00ff
            let even = ((a & mask) * (256 - fraction) + (b & mask) * fraction) >> 8 & mask
            let odd =
                ((a >> 8 & mask) * (256 - fraction) + (b >> 8 & mask) * fraction) >> 8 & mask
            return even | odd << 8
        }
        return mix(
            mix(pixel(x, y), pixel(x + 1, y), fx), mix(pixel(x, y + 1), pixel(x + 1, y + 1), fx),
            fy)
    }
}
