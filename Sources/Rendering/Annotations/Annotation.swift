import CCairo
import Geometry
import Scene

/// A mark drawn over a picture to explain it: lines, dots and words.
///
/// Coordinates and sizes are the picture's pixels.
public enum Annotation: Sendable, Equatable {
    case line(from: Point, to: Point, width: Double, color: Color)
    case dot(center: Point, radius: Double, color: Color)
    /// Words whose left (or right) end stands at a point, on a pale ground to be legible.
    case label(String, at: Point, size: Double, color: Color, alignsRight: Bool = false)
}

extension PixelBuffer {
    /// Draws marks over the picture.
    ///
    /// Words are set in the system's sans-serif face.
    ///
    /// - Throws: `drawing` when Cairo refuses.
    public func annotate(_ annotations: [Annotation]) throws(RenderingError) {
        let canvas = try CairoCanvas(over: self, antialiasing: .best)
        cairo_select_font_face(
            canvas.context, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_line_cap(canvas.context, CAIRO_LINE_CAP_ROUND)
        for annotation in annotations { Self.draw(annotation, on: canvas) }
        try canvas.finishFrame()
    }

    private static func draw(_ annotation: Annotation, on canvas: CairoCanvas) {
        let context = canvas.context
        switch annotation {
        case .line(let start, let end, let width, let color):
            guard start.isFinite, end.isFinite else { return }
            canvas.setSource(color)
            cairo_set_line_width(context, width)
            cairo_move_to(context, start.x, start.y)
            cairo_line_to(context, end.x, end.y)
            cairo_stroke(context)
        case .dot(let center, let radius, let color):
            guard center.isFinite else { return }
            canvas.setSource(color)
            cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
            cairo_fill(context)
        case .label(let text, let anchor, let size, let color, let alignsRight):
            guard anchor.isFinite else { return }
            cairo_set_font_size(context, size)
            var extents = cairo_text_extents_t()
            cairo_text_extents(context, text, &extents)
            let x = alignsRight ? anchor.x - extents.x_advance : anchor.x
            cairo_set_source_rgba(context, 1, 1, 1, 0.8)
            cairo_rectangle(
                context, x - 2, anchor.y - size * 0.85, extents.x_advance + 4, size * 1.15)
            cairo_fill(context)
            canvas.setSource(color)
            cairo_move_to(context, x, anchor.y)
            cairo_show_text(context, text)
        }
    }
}
