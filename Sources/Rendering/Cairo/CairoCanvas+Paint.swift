import CCairo
import Geometry
import Scene

extension CairoCanvas {
    /// Paints from here on come from `paint`.
    ///
    /// - Parameters:
    ///   - opacity: fades the paint, 0...1.
    ///   - points: the drawing's in pixels of the picture; a gradient's frame is one of its anchors.
    func setSource(_ paint: Paint, opacity: Double, _ points: UnsafeBufferPointer<Point>) {
        switch paint {
        case .color(let color): setSource(color.faded(by: opacity))
        case .gradient(let gradient): setSource(gradient, opacity: opacity, points)
        }
    }

    private func setSource(
        _ gradient: Gradient, opacity: Double, _ points: UnsafeBufferPointer<Point>
    ) {
        let last = gradient.stops.last?.color ?? .transparent
        let place = 3 * gradient.anchor
        guard place >= 0, place + 2 < points.count,
            var matrix = Self.matrix(points[place], points[place + 1], points[place + 2]),
            let pattern = gradient.pattern(opacity: opacity)
        else { return setSource(last.faded(by: opacity)) }
        cairo_pattern_set_matrix(pattern, &matrix)
        cairo_set_source(context, pattern)
        cairo_pattern_destroy(pattern)
    }

    /// From pixels to the frame of a gradient; nil when the frame is flat.
    private static func matrix(_ origin: Point, _ x: Point, _ y: Point) -> cairo_matrix_t? {
        let (across, down) = (x - origin, y - origin)
        let squares = across.dot(across) + down.dot(down)
        let determinant = across.x * down.y - across.y * down.x
        guard squares.isFinite, origin.isFinite, abs(determinant) > 1e-9 * squares else {
            return nil
        }
        var matrix = cairo_matrix_t(
            xx: across.x, yx: across.y, xy: down.x, yy: down.y, x0: origin.x, y0: origin.y)
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
