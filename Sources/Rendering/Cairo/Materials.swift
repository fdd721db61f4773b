import CCairo
import Geometry
import Scene

/// Pixels that are painted with: tiles of patterns, and pictures in halves of halves of their size.
///
/// Each is made when it is first needed and depends on the drawing and its place alone, never on
/// the frame, so that every frame can be drawn by itself.
final class Materials {
    /// Pixels that Cairo can paint with.
    final class Swatch {
        let pixels: PixelBuffer
        let surface: OpaquePointer

        init?(_ pixels: PixelBuffer) {
            let data = pixels.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            guard
                let surface = cairo_image_surface_create_for_data(
                    data, CAIRO_FORMAT_ARGB32, Int32(pixels.width), Int32(pixels.height),
                    Int32(pixels.stride))
            else { return nil }
            self.pixels = pixels
            self.surface = surface
        }

        deinit { cairo_surface_destroy(surface) }
    }

    private struct TileKey: Hashable {
        let anchor: Int
        let opacity: Double
    }

    private let antialiasing: CairoRenderer.Antialiasing
    private var tiles: [TileKey: Swatch] = [:]
    /// For a shape: its texture, then half as large, a quarter …
    private var levels: [Int: [Swatch]] = [:]

    /// The longest side of a tile in pixels.
    private static let longestTile = 4096.0

    init(antialiasing: CairoRenderer.Antialiasing) { self.antialiasing = antialiasing }

    /// A pattern's tile, as finely drawn as it shows in the rest pose; nil when it has no area.
    func tile(
        of pattern: Pattern, placement: Placement, opacity: Double
    ) throws(RenderingError) -> Swatch? {
        let key = TileKey(anchor: pattern.anchor, opacity: opacity)
        if let known = tiles[key] { return known }
        let map = placement.transform
        let size = Point(
            pattern.tile.size.width * pattern.scale.x * Point(map.a, map.b).length,
            pattern.tile.size.height * pattern.scale.y * Point(map.c, map.d).length)
        guard size.isFinite, size.x > 0, size.y > 0 else { return nil }
        // A whole number of pixels, so that tiles meet without a seam.
        let side = pointwiseMin(size.rounded(.up), Point(repeating: Self.longestTile))
        let pixels = try PixelBuffer.validated(width: Int(side.x), height: Int(side.y))
        let scale = Affine.scale(
            side.x / pattern.tile.size.width, side.y / pattern.tile.size.height)
        var drawing = pattern.tile
        drawing.root.opacity *= opacity
        let renderer = CairoRenderer(
            drawing: drawing, list: DisplayList(drawing), placement: Placement(transform: scale),
            antialiasing: antialiasing)
        try renderer.render(SceneFrame(restPoseOf: drawing), into: pixels)
        guard let tile = Swatch(pixels) else { return nil }
        tiles[key] = tile
        return tile
    }

    /// A shape's texture, halved `halvings` times or as often as it can be.
    func level(_ halvings: Int, of texture: Texture, shape: Int) -> Swatch? {
        var known = levels[shape] ?? []
        if known.isEmpty {
            let raster = texture.raster
            let pixels = PixelBuffer(width: raster.width, height: raster.height)
            raster.bytes.withUnsafeBytes { pixels.bytes.copyMemory(from: $0) }
            guard let swatch = Swatch(pixels) else { return nil }
            known = [swatch]
        }
        while known.count <= halvings, let last = known.last,
            last.pixels.width > 1 || last.pixels.height > 1
        {
            guard let half = Swatch(last.pixels.halved) else { break }
            known.append(half)
        }
        levels[shape] = known
        return known[min(halvings, known.count - 1)]
    }
}

extension PixelBuffer {
    /// The picture at half its size; each pixel is the mean of up to four.
    fileprivate var halved: PixelBuffer {
        let half = PixelBuffer(width: max((width + 1) / 2, 1), height: max((height + 1) / 2, 1))
        for y in 0..<half.height {
            let rows = (2 * y, min(2 * y + 1, height - 1))
            for x in 0..<half.width {
                let columns = (2 * x, min(2 * x + 1, width - 1))
                for channel in 0..<4 {
                    func value(_ column: Int, _ row: Int) -> Int {
                        Int(bytes[row * stride + 4 * column + channel])
                    }
                    let sum =
                        value(columns.0, rows.0) + value(columns.1, rows.0)
                        + value(columns.0, rows.1) + value(columns.1, rows.1)
                    half.bytes[y * half.stride + 4 * x + channel] = UInt8((sum + 2) / 4)
                }
            }
        }
        return half
    }
}
