import CPango
import Geometry

/// Sets lines of text: chooses fonts, puts what is written from right to left into order, shapes
/// letters. All of this is Pango's and HarfBuzz's; the forms of letters come back as outlines, so
/// that they can be drawn and deformed like any path.
///
/// Fonts are those that fontconfig finds on the machine.
package final class Typesetter {
    private let map: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private var faces: [OpaquePointer: FaceOutlines] = [:]

    /// The most characters of a line: positions must stay within Pango's numbers.
    package static let longestLine = 6000
    /// The size that the largest span is set at, so that rounding is of no account.
    private static let largestSize = 256.0

    /// Nil when the machine has no fonts.
    package init?() {
        guard let map = pango_ft2_font_map_new() else { return nil }
        // Without any font Pango ends the program.
        var families: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
        var count: Int32 = 0
        pango_font_map_list_families(map, &families, &count)
        g_free(families)
        guard count > 0, let context = pango_font_map_create_context(map) else {
            g_object_unref(map)
            return nil
        }
        pango_context_set_round_glyph_positions(context, 0)
        self.map = map
        self.context = context
    }

    deinit {
        for face in faces.values { face.destroy() }
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(map)
    }

    /// Sets spans one after the other on one line.
    ///
    /// - Parameter isRightToLeft: the direction of the whole.
    package func line(_ spans: [TextSpan], isRightToLeft: Bool) -> Line {
        var line = Line()
        let largest = spans.map(\.size).max() ?? 0
        let text = spans.map(\.text).joined()
        guard largest > 0, largest.isFinite, !text.isEmpty, text.count <= Self.longestLine else {
            return line
        }
        let scale = Self.largestSize / largest
        guard let layout = pango_layout_new(context) else { return line }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        pango_context_set_base_dir(
            context, isRightToLeft ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR)
        pango_layout_context_changed(layout)
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_single_paragraph_mode(layout, 1)
        pango_layout_set_text(layout, text, Int32(text.utf8.count))
        let attributes = attributes(spans, scale)
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
        guard let iterator = pango_layout_get_iter(layout) else { return line }
        defer { pango_layout_iter_free(iterator) }
        let starts = spans.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.text.utf8.count) }
        let bytes = Array(text.utf8)
        repeat {
            guard let run = pango_layout_iter_get_run_readonly(iterator) else { continue }
            append(run.pointee, bytes, starts, scale, spans, &line)
        } while pango_layout_iter_next_run(iterator) != 0
        return line
    }

    // MARK: - Attributes

    private func attributes(_ spans: [TextSpan], _ scale: Double) -> OpaquePointer? {
        let list = pango_attr_list_new()
        var start = 0
        for span in spans {
            let end = start + span.text.utf8.count
            func insert(_ attribute: UnsafeMutablePointer<PangoAttribute>?) {
                guard let attribute else { return }
                attribute.pointee.start_index = UInt32(start)
                attribute.pointee.end_index = UInt32(end)
                pango_attr_list_insert(list, attribute)
            }
            let description = description(span, scale)
            insert(pango_attr_font_desc_new(description))
            pango_font_description_free(description)
            let features = span.style.features
            if !features.isEmpty { insert(pango_attr_font_features_new(features)) }
            if let language = span.style.language {
                insert(pango_attr_language_new(pango_language_from_string(language)))
            }
            start = end
        }
        return list
    }

    private func description(_ span: TextSpan, _ scale: Double) -> OpaquePointer? {
        let description = pango_font_description_new()
        let style = span.style
        if !style.families.isEmpty {
            pango_font_description_set_family(description, style.families.joined(separator: ","))
        }
        pango_font_description_set_weight(
            description, PangoWeight(rawValue: UInt32(min(max(style.weight, 1), 1000))))
        switch style.slant {
        case .upright: pango_font_description_set_style(description, PANGO_STYLE_NORMAL)
        case .italic: pango_font_description_set_style(description, PANGO_STYLE_ITALIC)
        case .oblique: pango_font_description_set_style(description, PANGO_STYLE_OBLIQUE)
        }
        pango_font_description_set_stretch(
            description, PangoStretch(rawValue: UInt32(min(max(style.stretch, 0), 8))))
        if style.hasSmallCapitals {
            pango_font_description_set_variant(description, PANGO_VARIANT_SMALL_CAPS)
        }
        if !style.variations.isEmpty {
            let list = style.variations.sorted { $0.key < $1.key }
                .map { "\($0.key)=\($0.value)" }.joined(separator: ",")
            pango_font_description_set_variations(description, list)
        }
        pango_font_description_set_absolute_size(
            description, max(span.size * scale, 0.01) * Double(PANGO_SCALE))
        return description
    }

    // MARK: - Runs

    private func append(
        _ run: PangoGlyphItem, _ text: [UInt8], _ starts: [Int], _ scale: Double,
        _ spans: [TextSpan], _ line: inout Line
    ) {
        guard let item = run.item, let string = run.glyphs, let font = item.pointee.analysis.font,
            let hbFont = pango_font_get_hb_font(font)
        else { return }
        let isRightToLeft = item.pointee.analysis.level % 2 == 1
        let offset = Int(item.pointee.offset)
        let end = offset + Int(item.pointee.length)
        let count = Int(string.pointee.num_glyphs)
        let logical = (0..<count).map { offset + Int(string.pointee.log_clusters[$0]) }
        // Where clusters begin, to know where each ends.
        let borders = Set(logical).sorted() + [end]
        let face = faces[hbFont] ?? FaceOutlines(hbFont)
        faces[hbFont] = face
        let unit = 1 / (Double(PANGO_SCALE) * scale)
        var metrics = face.metrics
        metrics.scale(by: unit)
        var index = 0
        while index < count {
            let start = logical[index]
            var cluster = Cluster(
                span: 0, bytes: start..<(borders.first { $0 > start } ?? end), advance: 0,
                isRightToLeft: isRightToLeft, metrics: metrics, outline: GlyphOutline())
            cluster.span = max((starts.firstIndex { $0 > start } ?? spans.count) - 1, 0)
            while index < count, logical[index] == start {
                let info = string.pointee.glyphs[index]
                let origin = Point(
                    cluster.advance + Double(info.geometry.x_offset) * unit,
                    Double(info.geometry.y_offset) * unit)
                if info.glyph & 0x1000_0000 != 0 {
                    line.missing +=
                        String(decoding: text[cluster.bytes], as: UTF8.self)
                        .unicodeScalars
                } else if info.glyph != 0x0fff_ffff {
                    face.append(info.glyph, at: origin, unit, to: &cluster.outline)
                }
                cluster.advance += Double(info.geometry.width) * unit
                index += 1
            }
            line.clusters.append(cluster)
        }
        noteFamily(font, spans[line.clusters.last?.span ?? 0], &line)
    }

    /// Remembers which family stands in for the one that was asked for first.
    private func noteFamily(
        _ font: UnsafeMutablePointer<PangoFont>, _ span: TextSpan, _ line: inout Line
    ) {
        guard let wanted = span.style.families.first, !FontStyle.isGeneric(wanted),
            let description = pango_font_describe(font)
        else { return }
        defer { pango_font_description_free(description) }
        guard let family = pango_font_description_get_family(description) else { return }
        let found = String(cString: family)
        let isNamed = span.style.families.contains { $0.lowercased() == found.lowercased() }
        if !isNamed { line.substitutes[wanted] = found }
    }
}

extension FontStyle {
    /// Whether a name stands for a kind of font instead of one.
    package static func isGeneric(_ family: String) -> Bool {
        ["serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"].contains(
            family.lowercased())
    }

    fileprivate var features: String {
        var features: [String] = []
        if !isKerned { features.append("kern=0") }
        if !hasLigatures { features += ["liga=0", "clig=0"] }
        return features.joined(separator: ",")
    }
}

extension FontMetrics {
    fileprivate mutating func scale(by factor: Double) {
        ascent *= factor
        descent *= factor
        xHeight *= factor
        underlineOffset *= factor
        underlineThickness *= factor
        strikeOffset *= factor
        strikeThickness *= factor
        subscriptOffset *= factor
        superscriptOffset *= factor
    }
}
