import CPango
import Geometry

/// The outlines and metrics of a font at the size it is set with, in its own numbers.
final class FaceOutlines {
    private let font: OpaquePointer
    private let functions: OpaquePointer?
    let metrics: FontMetrics

    init(_ font: OpaquePointer) {
        self.font = hb_font_reference(font)
        functions = hb_draw_funcs_create()
        metrics = Self.metrics(of: font)
        guard let functions else { return }
        hb_draw_funcs_set_move_to_func(
            functions,
            { _, sink, _, x, y, _ in Pen.from(sink)?.append(.move(Pen.point(sink, x, y))) }, nil,
            nil)
        hb_draw_funcs_set_line_to_func(
            functions,
            { _, sink, _, x, y, _ in Pen.from(sink)?.append(.line(Pen.point(sink, x, y))) }, nil,
            nil)
        hb_draw_funcs_set_quadratic_to_func(
            functions,
            { _, sink, _, cx, cy, x, y, _ in
                Pen.from(sink)?.append(
                    .quadratic(Pen.point(sink, cx, cy), Pen.point(sink, x, y)))
            }, nil, nil)
        hb_draw_funcs_set_cubic_to_func(
            functions,
            { _, sink, _, ax, ay, bx, by, x, y, _ in
                Pen.from(sink)?.append(
                    .cubic(
                        Pen.point(sink, ax, ay), Pen.point(sink, bx, by), Pen.point(sink, x, y)))
            }, nil, nil)
        hb_draw_funcs_set_close_path_func(
            functions, { _, sink, _, _ in Pen.from(sink)?.append(.close) }, nil, nil)
    }

    func destroy() {
        hb_draw_funcs_destroy(functions)
        hb_font_destroy(font)
    }

    /// Adds a glyph's form to an outline.
    ///
    /// - Parameter unit: how long one of the font's own numbers is.
    func append(
        _ glyph: UInt32, at origin: Point, _ unit: Double, to outline: inout GlyphOutline
    ) {
        let pen = Pen(origin: origin, unit: unit)
        withExtendedLifetime(pen) {
            hb_font_get_glyph_shape(
                font, glyph, functions, Unmanaged.passUnretained(pen).toOpaque())
        }
        outline.segments += pen.segments
    }

    /// Collects what HarfBuzz draws, whose y axis runs upwards.
    private final class Pen {
        let origin: Point
        let unit: Double
        var segments: [GlyphOutline.Segment] = []

        init(origin: Point, unit: Double) {
            self.origin = origin
            self.unit = unit
        }

        func append(_ segment: GlyphOutline.Segment) { segments.append(segment) }

        static func from(_ sink: UnsafeMutableRawPointer?) -> Pen? {
            sink.map { Unmanaged<Pen>.fromOpaque($0).takeUnretainedValue() }
        }

        static func point(_ sink: UnsafeMutableRawPointer?, _ x: Float, _ y: Float) -> Point {
            guard let pen = from(sink) else { return .zero }
            return pen.origin + Point(Double(x), -Double(y)) * pen.unit
        }
    }

    private static func metrics(of font: OpaquePointer) -> FontMetrics {
        var metrics = FontMetrics()
        var extents = hb_font_extents_t()
        if hb_font_get_h_extents(font, &extents) != 0 {
            metrics.ascent = Double(extents.ascender)
            metrics.descent = -Double(extents.descender)
        }
        func position(_ tag: hb_ot_metrics_tag_t) -> Double {
            var value: hb_position_t = 0
            hb_ot_metrics_get_position_with_fallback(font, tag, &value)
            return Double(value)
        }
        metrics.xHeight = position(HB_OT_METRICS_TAG_X_HEIGHT)
        metrics.underlineOffset = position(HB_OT_METRICS_TAG_UNDERLINE_OFFSET)
        metrics.underlineThickness = position(HB_OT_METRICS_TAG_UNDERLINE_SIZE)
        metrics.strikeOffset = position(HB_OT_METRICS_TAG_STRIKEOUT_OFFSET)
        metrics.strikeThickness = position(HB_OT_METRICS_TAG_STRIKEOUT_SIZE)
        metrics.subscriptOffset = position(HB_OT_METRICS_TAG_SUBSCRIPT_EM_Y_OFFSET)
        metrics.superscriptOffset = position(HB_OT_METRICS_TAG_SUPERSCRIPT_EM_Y_OFFSET)
        return metrics
    }
}
