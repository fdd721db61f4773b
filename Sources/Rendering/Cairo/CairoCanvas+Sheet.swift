import CCairo
import Geometry
import Scene

extension CairoCanvas {
    /// Draws a picture as large as it fits into a rectangle, in its middle, smoothed when it
    /// shrinks.
    package func draw(_ picture: PixelBuffer, fittedInto place: Rect) {
        guard picture.width > 0, picture.height > 0,
            let source = cairo_image_surface_create_for_data(
                picture.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
                CAIRO_FORMAT_ARGB32, Int32(picture.width), Int32(picture.height),
                Int32(picture.stride))
        else { return }
        defer { cairo_surface_destroy(source) }
        let scale = min(
            place.width / Double(picture.width), place.height / Double(picture.height))
        let size = Point(Double(picture.width), Double(picture.height)) * scale
        let corner = place.center - size * 0.5

        cairo_save(context)
        cairo_rectangle(context, corner.x, corner.y, size.x, size.y)
        cairo_translate(context, corner.x, corner.y)
        cairo_scale(context, scale, scale)
        cairo_set_source_surface(context, source, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_GOOD)
        // Without it the outermost pixels would mix with transparency beyond the picture.
        cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
        cairo_fill(context)
        cairo_restore(context)
    }

    /// Writes a number in the middle of a strip, or as much of it as there is room for.
    package func drawNumber(_ number: Int, in strip: Rect, _ color: Color) {
        let strokes = StrokedDigits.strokes(of: number)
        let extent = strokes.joined().reduce(into: Rect.empty) { $0.include($1) }
        // On the middle of pixels, where lines one pixel wide are sharp.
        let offset = (strip.center - extent.center).rounded(.down) + 0.5

        cairo_save(context)
        cairo_rectangle(context, strip.min.x, strip.min.y, strip.width, strip.height)
        cairo_clip(context)
        for stroke in strokes {
            for point in stroke { cairo_line_to(context, point.x + offset.x, point.y + offset.y) }
            cairo_new_sub_path(context)
        }
        setSource(color)
        cairo_set_line_width(context, 1)
        cairo_stroke(context)
        cairo_restore(context)
    }
}
