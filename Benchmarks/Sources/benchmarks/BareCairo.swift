import CCairoBare
import PoseAnimate

/// The same paths drawn by Cairo alone: the floor under our renderer.
struct BareCairo: ~Copyable {
    private let surface: OpaquePointer?
    private let context: OpaquePointer?

    init(_ picture: PixelBuffer) {
        surface = cairo_image_surface_create_for_data(
            picture.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), CAIRO_FORMAT_ARGB32,
            Int32(picture.width), Int32(picture.height), Int32(picture.stride))
        context = cairo_create(surface)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Fills and strokes the bound shapes that are shown, scaled by `scale`.
    func draw(_ character: RiggedCharacter, _ scene: SceneFrame, scale: Double) {
        cairo_set_operator(context, CAIRO_OPERATOR_SOURCE)
        cairo_set_source_rgba(context, 1, 1, 1, 1)
        cairo_paint(context)
        cairo_set_operator(context, CAIRO_OPERATOR_OVER)
        cairo_save(context)
        cairo_scale(context, scale, scale)
        for index in character.binding.shapes.map(\.shape) where scene.isShown[index] {
            let shape = character.drawing.shapes[index]
            for contour in shape.contours { trace(contour, scene.points) }
            if let fill = shape.fill {
                set(fill.paint)
                cairo_set_fill_rule(
                    context,
                    fill.rule == .evenOdd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING)
                cairo_fill_preserve(context)
            }
            if let stroke = shape.stroke {
                set(stroke.paint)
                cairo_set_line_width(
                    context, stroke.width * stroke.pen.meanScale * scene.strokeScales[index])
                cairo_stroke_preserve(context)
            }
            cairo_new_path(context)
        }
        cairo_restore(context)
        cairo_surface_flush(surface)
    }

    /// Cairo's own PNG of what was drawn.
    ///
    /// - Returns: how many bytes it has.
    func encode() -> Int {
        var count = 0
        withUnsafeMutablePointer(to: &count) { count in
            _ = cairo_surface_write_to_png_stream(
                surface,
                { count, _, length in
                    count?.assumingMemoryBound(to: Int.self).pointee += Int(length)
                    return CAIRO_STATUS_SUCCESS
                }, count)
        }
        return count
    }

    private func set(_ paint: Paint) {
        // The character that is measured has no other paints.
        guard case .color(let color) = paint else { return }
        cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
    }

    private func trace(_ contour: Contour, _ points: [Point]) {
        guard contour.anchorCount > 0 else { return }
        let first = contour.firstAnchor
        cairo_move_to(context, points[3 * first].x, points[3 * first].y)
        for anchor in contour.anchors.dropFirst() { curve(points, anchor - 1, anchor) }
        if contour.isClosed {
            curve(points, contour.anchors.upperBound - 1, first)
            cairo_close_path(context)
        }
    }

    private func curve(_ points: [Point], _ from: Int, _ to: Int) {
        let out = points[3 * from + 2]
        let into = points[3 * to + 1]
        let end = points[3 * to]
        if out == points[3 * from], into == end {
            cairo_line_to(context, end.x, end.y)
        } else {
            cairo_curve_to(context, out.x, out.y, into.x, into.y, end.x, end.y)
        }
    }
}
