import CCairo
import Geometry
import Scene

extension CairoRenderer {
    /// The part of the picture that filters need of their content, in whole pixels; nil when
    /// nothing of the result is seen.
    func sourceArea(_ begin: Int, _ visible: Rect) -> Rect? {
        let area = bounds.areas[begin].outerPixels.intersection(visible)
        return area.width > 0 && area.height > 0 ? area : nil
    }

    func applyFilters(
        _ filters: [Filter], _ layer: LayerStack.Layer, _ begin: Int, _ context: OpaquePointer,
        _ visible: Rect
    ) throws(RenderingError) {
        cairo_set_source_surface(context, layer.surface, 0, 0)
        cairo_paint(context)
    }
}
