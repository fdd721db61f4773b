import CCairo
import Geometry
import Scene

/// A PDF document with a picture on each page, written by Cairo.
///
/// Bytes are handed on page by page; what Cairo keeps until the end is a few words for each page
/// and the pictures that several pages show. The same pages give the same bytes.
package final class PDFDocument {
    private let surface: OpaquePointer
    private let context: OpaquePointer
    private let output: Output
    /// In pixels.
    private let size: Point

    /// CSS's 96 pixels an inch, and PDF's 72 points.
    static let pointsPerPixel = 0.75
    /// The longest page that readers show (PDF 1.7, annex C.2), in pixels: 200 inches.
    package static let longestSide = 19200

    /// Where bytes go, in a box that C can be given.
    private final class Output {
        let write: (UnsafeRawBufferPointer) -> Bool
        init(_ write: @escaping (UnsafeRawBufferPointer) -> Bool) { self.write = write }
    }

    /// - Parameters:
    ///   - write: takes bytes in order; false when it cannot, which ends the document.
    /// - Throws: `badSize` for pages that no reader shows, `drawing` for want of memory.
    package init(
        width: Int, height: Int, write: @escaping (UnsafeRawBufferPointer) -> Bool
    ) throws(RenderingError) {
        try PixelBuffer.validate(width: width, height: height)
        guard width <= Self.longestSide, height <= Self.longestSide else {
            throw RenderingError(
                .badSize,
                "a page of \(width)x\(height) pixels is too large for PDF; "
                    + "give sides of at most \(Self.longestSide)")
        }
        size = Point(Double(width), Double(height))
        output = Output(write)
        let put: cairo_write_func_t = { closure, data, count in
            guard let closure else { return CAIRO_STATUS_WRITE_ERROR }
            let output = Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
            return output.write(UnsafeRawBufferPointer(start: data, count: Int(count)))
                ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR
        }
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                put, Unmanaged.passUnretained(output).toOpaque(),
                size.x * Self.pointsPerPixel, size.y * Self.pointsPerPixel)
        else { throw RenderingError(.drawing, "Cairo made no page; free some memory") }
        guard let context = cairo_create(surface) else {
            cairo_surface_destroy(surface)
            throw RenderingError(.drawing, "Cairo made no context; free some memory")
        }
        self.surface = surface
        self.context = context
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "PoseAnimate")
        // The time of writing is nothing that the pages show; an empty one is left out.
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "")
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Adds a page.
    ///
    /// - Parameter draw: paints it, in points.
    /// - Throws: `drawing` when Cairo fails, as when bytes cannot be written.
    package func addPage(
        background: Color?, _ draw: (VectorPage) throws(RenderingError) -> Void
    ) throws(RenderingError) {
        let area = size * Self.pointsPerPixel
        cairo_save(context)
        if let color = background?.clamped, color.alpha > 0 {
            cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
            cairo_paint(context)
        }
        try draw(VectorPage(context: context, area: Rect(min: .zero, max: area)))
        cairo_restore(context)
        cairo_show_page(context)
        try checkStatus()
    }

    /// Hands on what is left.
    package func finish() throws(RenderingError) {
        cairo_surface_finish(surface)
        try checkStatus()
    }

    private func checkStatus() throws(RenderingError) {
        var status = cairo_status(context)
        if status == CAIRO_STATUS_SUCCESS || status == CAIRO_STATUS_SURFACE_FINISHED {
            status = cairo_surface_status(surface)
        }
        guard status != CAIRO_STATUS_SUCCESS else { return }
        let reason = cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown"
        throw RenderingError(.drawing, "Cairo could not write the page: \(reason)")
    }
}

/// A page to draw on.
package struct VectorPage {
    let context: OpaquePointer
    let area: Rect
}
