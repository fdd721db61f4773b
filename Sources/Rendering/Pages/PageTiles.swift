import CCairo
import Geometry
import Scene

/// Tiles of patterns as recordings, which pages keep as vectors.
final class PageTiles {
    final class Tile {
        let surface: OpaquePointer
        let size: Point

        fileprivate init(_ surface: OpaquePointer, _ size: Point) {
            self.surface = surface
            self.size = size
        }

        deinit { cairo_surface_destroy(surface) }
    }

    private struct Key: Hashable {
        let anchor: Int
        let opacity: Double
    }

    private let detail: Double
    private var tiles: [Key: Tile] = [:]

    init(detail: Double) { self.detail = detail }

    /// A pattern's tile, as large as it shows in the rest pose; nil when it has no area.
    func tile(
        of pattern: Pattern, placement: Affine, opacity: Double
    ) throws(RenderingError) -> Tile? {
        let key = Key(anchor: pattern.anchor, opacity: opacity)
        if let known = tiles[key] { return known }
        let own = pattern.tile.size
        let scale = Point(
            pattern.scale.x * Point(placement.a, placement.b).length,
            pattern.scale.y * Point(placement.c, placement.d).length)
        let size = Point(own.width, own.height) * scale
        guard opacity > 0, size.isFinite, size.x > 0, size.y > 0 else { return nil }
        var extents = cairo_rectangle_t(x: 0, y: 0, width: size.x, height: size.y)
        guard
            let surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents)
        else { throw RenderingError(.drawing, "Cairo made no tile; free some memory") }
        let tile = Tile(surface, size)
        guard let context = cairo_create(surface) else {
            throw RenderingError(.drawing, "Cairo made no tile; free some memory")
        }
        defer { cairo_destroy(context) }
        var drawing = pattern.tile
        drawing.root.opacity *= opacity
        let renderer = PageRenderer(
            tile: drawing, placement: .scale(scale.x, scale.y),
            size: Size(width: size.x, height: size.y), detail: detail)
        try renderer.draw(
            SceneFrame(restPoseOf: drawing),
            on: VectorPage(context: context, area: Rect(min: .zero, max: size)))
        tiles[key] = tile
        return tile
    }
}
