import CCairo
import Geometry
import Scene

extension CairoRenderer {
    /// What `context` paints from here on comes from `paint`, faded by `opacity`.
    ///
    /// - Throws: `drawing` when a pattern's tile cannot be drawn.
    func setSource(
        _ paint: Paint, opacity: Double, _ context: OpaquePointer
    ) throws(RenderingError) {
        switch paint {
        case .color(let color): Self.setSource(color.faded(by: opacity), context)
        case .gradient(let gradient): setSource(gradient, opacity: opacity, context)
        case .pattern(let pattern): try setSource(pattern, opacity: opacity, context)
        }
    }

    private static func setSource(_ color: Color, _ context: OpaquePointer) {
        cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
    }

    private func setSource(_ gradient: Gradient, opacity: Double, _ context: OpaquePointer) {
        let last = gradient.stops.last?.color ?? .transparent
        guard var matrix = frame(of: gradient.anchor, unit: Point(1, 1)),
            let pattern = gradient.pattern(opacity: opacity)
        else { return Self.setSource(last.faded(by: opacity), context) }
        cairo_pattern_set_matrix(pattern, &matrix)
        cairo_set_source(context, pattern)
        cairo_pattern_destroy(pattern)
    }

    private func setSource(
        _ pattern: Pattern, opacity: Double, _ context: OpaquePointer
    ) throws(RenderingError) {
        Self.setSource(.transparent, context)
        guard opacity > 0,
            let tile = try materials.tile(of: pattern, placement: placement, opacity: opacity)
        else { return }
        let size = Point(Double(tile.pixels.width), Double(tile.pixels.height))
        guard var matrix = frame(of: pattern.anchor, unit: size),
            let source = cairo_pattern_create_for_surface(tile.surface)
        else { return }
        cairo_pattern_set_matrix(source, &matrix)
        cairo_pattern_set_extend(source, CAIRO_EXTEND_REPEAT)
        cairo_pattern_set_filter(source, CAIRO_FILTER_GOOD)
        cairo_set_source(context, source)
        cairo_pattern_destroy(source)
    }

    /// From pixels to a frame whose axes are `unit` long; nil when the frame is flat.
    func frame(of anchor: Int, unit: Point) -> cairo_matrix_t? {
        let place = 3 * anchor
        guard place >= 0, place + 2 < picture.points.count else { return nil }
        let origin = picture.points[place]
        let (across, down) = (
            picture.points[place + 1] - origin, picture.points[place + 2] - origin
        )
        let squares = across.dot(across) + down.dot(down)
        let determinant = across.x * down.y - across.y * down.x
        guard squares.isFinite, origin.isFinite, abs(determinant) > 1e-9 * squares else {
            return nil
        }
        var matrix = cairo_matrix_t(
            xx: across.x / unit.x, yx: across.y / unit.x, xy: down.x / unit.y, yy: down.y / unit.y,
            x0: origin.x, y0: origin.y)
        guard cairo_matrix_invert(&matrix) == CAIRO_STATUS_SUCCESS else { return nil }
        return matrix
    }
}

extension Gradient {
    /// The gradient in its own frame; the caller destroys it. Nil without memory.
    fileprivate func pattern(opacity: Double) -> OpaquePointer? {
        let pattern: OpaquePointer?
        switch form {
        case .linear: pattern = cairo_pattern_create_linear(0, 0, 1, 0)
        case .radial(let focus, let focalRadius):
            pattern = cairo_pattern_create_radial(focus.x, focus.y, focalRadius, 0, 0, 1)
        }
        for stop in stops {
            let color = stop.color.faded(by: opacity)
            cairo_pattern_add_color_stop_rgba(
                pattern, stop.offset.clampedToUnit, color.red, color.green, color.blue, color.alpha)
        }
        switch spread {
        case .pad: cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD)
        case .reflect: cairo_pattern_set_extend(pattern, CAIRO_EXTEND_REFLECT)
        case .again: cairo_pattern_set_extend(pattern, CAIRO_EXTEND_REPEAT)
        }
        guard cairo_pattern_status(pattern) == CAIRO_STATUS_SUCCESS else {
            cairo_pattern_destroy(pattern)
            return nil
        }
        return pattern
    }
}

extension Color {
    /// The colour within range, its alpha multiplied.
    fileprivate func faded(by opacity: Double) -> Color {
        var faded = clamped
        faded.alpha *= opacity.clampedToUnit
        return faded
    }
}
