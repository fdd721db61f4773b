import CCairo
import Geometry
import Scene

/// Paints pictures that bend with their mesh.
extension CairoRenderer {
    /// Fills the context's path, the picture's outline, with the picture.
    func paintTexture(
        _ index: Int, opacity: Double, _ context: OpaquePointer, _ visible: Rect
    ) throws(RenderingError) {
        let shape = drawing.shapes[index]
        guard let texture = shape.texture,
            let mesh = TextureMesh(texture, shape.paintAnchors, picture.points)
        else { return }
        cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING)
        cairo_set_antialias(context, shape.isSmooth ? antialiasing.value : CAIRO_ANTIALIAS_NONE)
        if let map = mesh.affineMap {
            guard paintFlat(texture, index, map, opacity, context) else { return }
        } else {
            try paintBent(texture, index, mesh, opacity, context, visible)
        }
    }

    /// A picture that is not bent is Cairo's own business.
    func paintFlat(
        _ texture: Texture, _ index: Int, _ map: Affine, _ opacity: Double,
        _ context: OpaquePointer
    ) -> Bool {
        guard let level = materials.level(0, of: texture, shape: index), map.inverse != nil,
            let source = cairo_pattern_create_for_surface(level.surface)
        else { return false }
        var matrix = cairo_matrix_t(
            xx: map.a, yx: map.b, xy: map.c, yy: map.d, x0: map.tx, y0: map.ty)
        guard cairo_matrix_invert(&matrix) == CAIRO_STATUS_SUCCESS else {
            cairo_pattern_destroy(source)
            return false
        }
        cairo_pattern_set_matrix(source, &matrix)
        cairo_pattern_set_extend(source, CAIRO_EXTEND_PAD)
        cairo_pattern_set_filter(
            source, texture.isPixelated ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD)
        fill(context, source, opacity)
        cairo_pattern_destroy(source)
        return true
    }

    private func paintBent(
        _ texture: Texture, _ index: Int, _ mesh: TextureMesh, _ opacity: Double,
        _ context: OpaquePointer, _ visible: Rect
    ) throws(RenderingError) {
        let area = picture.bounds[index].outerPixels.intersection(visible.outerPixels)
        let halvings = texture.isPixelated ? 0 : mesh.halvings
        guard area.width > 0, area.height > 0,
            let level = materials.level(halvings, of: texture, shape: index)
        else { return }
        let layer = try layers.push(area)
        mesh.draw(level.pixels, isPixelated: texture.isPixelated, into: layer.pixels)
        cairo_surface_mark_dirty(layer.surface)
        try layers.pop { layer throws(RenderingError) in
            guard let source = cairo_pattern_create_for_surface(layer.surface) else { return }
            cairo_pattern_set_filter(source, CAIRO_FILTER_NEAREST)
            fill(context, source, opacity)
            cairo_pattern_destroy(source)
        }
    }

    private func fill(_ context: OpaquePointer, _ source: OpaquePointer, _ opacity: Double) {
        cairo_set_source(context, source)
        if opacity < 1 {
            cairo_save(context)
            let path = cairo_copy_path(context)
            cairo_clip(context)
            cairo_paint_with_alpha(context, opacity)
            cairo_restore(context)
            cairo_append_path(context, path)
            cairo_path_destroy(path)
        } else {
            cairo_fill_preserve(context)
        }
    }
}
