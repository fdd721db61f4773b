import CCairo
import Scene

/// A Cairo context that draws straight into the memory of a `PixelBuffer`.
package final class CairoCanvas {
    /// Kept, because the surface points into its memory.
    let target: PixelBuffer
    let context: OpaquePointer
    private let surface: OpaquePointer

    /// - Throws: `badSize` or `drawing` when Cairo cannot draw into the buffer.
    package init(
        over target: PixelBuffer, antialiasing: CairoRenderer.Antialiasing
    ) throws(RenderingError) {
        try PixelBuffer.validate(width: target.width, height: target.height)
        let memory = target.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        // Cairo gives an object in error state where others give null; both are handled.
        guard
            let surface = cairo_image_surface_create_for_data(
                memory, CAIRO_FORMAT_ARGB32, Int32(target.width), Int32(target.height),
                Int32(target.stride))
        else { throw RenderingError(.drawing, "Cairo made no surface; free some memory") }
        guard let context = cairo_create(surface) else {
            cairo_surface_destroy(surface)
            throw RenderingError(.drawing, "Cairo made no context; free some memory")
        }
        self.target = target
        self.surface = surface
        self.context = context
        cairo_set_antialias(context, antialiasing.value)
        try checkStatus()
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Replaces every pixel; the colour's own alpha is kept.
    package func paintBackground(_ color: Color) {
        cairo_set_operator(context, CAIRO_OPERATOR_SOURCE)
        setSource(color)
        cairo_paint(context)
        cairo_set_operator(context, CAIRO_OPERATOR_OVER)
    }

    func setSource(_ color: Color) {
        cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
    }

    /// Brings what is drawn into the buffer's memory.
    ///
    /// - Throws: `drawing` when Cairo met an error since the canvas was made.
    package func finishFrame() throws(RenderingError) {
        cairo_surface_flush(surface)
        try checkStatus()
    }

    private func checkStatus() throws(RenderingError) {
        var status = cairo_status(context)
        if status == CAIRO_STATUS_SUCCESS { status = cairo_surface_status(surface) }
        guard status != CAIRO_STATUS_SUCCESS else { return }
        let reason = cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown"
        let remedy = status == CAIRO_STATUS_NO_MEMORY ? "; give a smaller picture" : ""
        throw RenderingError(.drawing, "Cairo could not draw the picture: \(reason)\(remedy)")
    }
}

extension CairoRenderer.Antialiasing {
    var value: cairo_antialias_t {
        switch self {
        case .none: CAIRO_ANTIALIAS_NONE
        case .fast: CAIRO_ANTIALIAS_FAST
        case .best: CAIRO_ANTIALIAS_DEFAULT
        }
    }
}
