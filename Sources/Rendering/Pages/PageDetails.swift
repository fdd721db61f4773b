import CCairo
import Geometry
import Scene

/// Draws as pixels what pages have no words for.
final class PageDetails {
    private let drawing: Drawing
    private let placement: Affine
    /// How long a pixel of the picture is on the page.
    private let unit: Double
    /// The picture's, in pixels.
    private let size: Size
    private let detail: Double
    /// For the command that it begins with, so that tiles and levels are made once.
    private var renderers: [Int: (renderer: CairoRenderer, scale: Double)] = [:]
    private var target: PixelBuffer?

    /// The most pixels of what is drawn at once; larger pages get coarser details.
    private static let mostPixels = 64_000_000.0

    init(
        drawing: Drawing, placement: Affine, unit: Double, size: Size, detail: Double
    ) {
        self.drawing = drawing
        self.placement = placement
        self.unit = unit
        self.size = size
        self.detail = detail
    }

    /// Lays what commands paint over the page.
    ///
    /// - Parameters:
    ///   - index: the first command's, by which they are known again.
    ///   - area: where something may be, in the page's units.
    func paint(
        _ commands: ArraySlice<DisplayList.Command>, at index: Int, _ frame: SceneFrame,
        _ area: Rect, on context: OpaquePointer
    ) throws(RenderingError) {
        guard let part = try draw(commands, index, frame, area, as: CAIRO_FORMAT_ARGB32) else {
            return
        }
        cairo_set_source(context, part)
        cairo_paint(context)
        cairo_pattern_destroy(part)
    }

    /// Paints the context's source through the brightness of what commands paint.
    func mask(
        _ commands: ArraySlice<DisplayList.Command>, at index: Int, _ frame: SceneFrame,
        _ area: Rect, isLinear: Bool, on context: OpaquePointer
    ) throws(RenderingError) {
        guard
            let part = try draw(
                commands, index, frame, area, as: CAIRO_FORMAT_A8, isLinear: isLinear)
        else { return }
        cairo_mask(context, part)
        cairo_pattern_destroy(part)
    }

    /// What commands paint within an area, as a picture in its place; nil when that is nothing.
    private func draw(
        _ commands: ArraySlice<DisplayList.Command>, _ index: Int, _ frame: SceneFrame,
        _ area: Rect, as format: cairo_format_t, isLinear: Bool = false
    ) throws(RenderingError) -> OpaquePointer? {
        let (renderer, scale) = renderer(commands, index)
        // Whole pixels of the picture, so that readers which move pictures to pixels move nothing.
        let wanted = Rect(min: area.min / unit, max: area.max / unit).outerPixels
            .intersection(Rect(x: 0, y: 0, width: size.width, height: size.height))
        let part = Rect(min: wanted.min * scale, max: wanted.max * scale).outerPixels
        guard !wanted.isEmpty, part.width > 0, part.height > 0 else { return nil }
        let target = try target(scale)
        let (x, y) = (Int(part.min.x), Int(part.min.y))
        let (width, height) = (
            min(Int(part.width), target.width - x), min(Int(part.height), target.height - y)
        )
        guard width > 0, height > 0 else { return nil }
        try renderer.render(frame, into: target)
        let surface = try Self.copy(
            target, PixelRegion(x: x, y: y, width: width, height: height), format,
            isLinear: isLinear)
        defer { cairo_surface_destroy(surface) }
        guard let pattern = cairo_pattern_create_for_surface(surface) else {
            throw RenderingError(.drawing, "Cairo made no pattern; free some memory")
        }
        // From the page to the picture's pixels.
        var matrix = cairo_matrix_t(
            xx: scale / unit, yx: 0, xy: 0, yy: scale / unit, x0: -part.min.x, y0: -part.min.y)
        cairo_pattern_set_matrix(pattern, &matrix)
        return pattern
    }

    private func renderer(
        _ commands: ArraySlice<DisplayList.Command>, _ index: Int
    ) -> (renderer: CairoRenderer, scale: Double) {
        if let known = renderers[index] { return known }
        let most = (Self.mostPixels / max(size.width * size.height, 1)).squareRoot()
        let longest = Double(PixelBuffer.longestSide) / max(size.width, size.height, 1)
        var scale = min(detail, most, longest)
        // What reckons with neighbouring pixels shows something else among smaller ones.
        if commands.contains(where: \.countsPixels) { scale = min(scale, 1) }
        let made = CairoRenderer(
            drawing: drawing, list: DisplayList(commands: commands),
            placement: Placement(
                transform: Affine.scale(scale, scale).concatenating(inner: placement)))
        renderers[index] = (made, scale)
        return (made, scale)
    }

    private func target(_ scale: Double) throws(RenderingError) -> PixelBuffer {
        let width = max(Int((size.width * scale).rounded(.up)), 1)
        let height = max(Int((size.height * scale).rounded(.up)), 1)
        if let target, target.width == width, target.height == height { return target }
        let made = try PixelBuffer.validated(width: width, height: height)
        target = made
        return made
    }

    /// A part of a picture as a surface with memory of its own.
    private static func copy(
        _ source: PixelBuffer, _ region: PixelRegion, _ format: cairo_format_t, isLinear: Bool
    ) throws(RenderingError) -> OpaquePointer {
        guard
            let surface = cairo_image_surface_create(
                format, Int32(region.width), Int32(region.height)),
            let bytes = cairo_image_surface_get_data(surface)
        else { throw RenderingError(.drawing, "Cairo made no picture; free some memory") }
        cairo_surface_flush(surface)
        let stride = Int(cairo_image_surface_get_stride(surface))
        let isMask = format == CAIRO_FORMAT_A8
        for row in 0..<region.height {
            let start = (region.y + row) * source.stride + 4 * region.x
            let line = UnsafeMutableRawBufferPointer(
                rebasing: source.bytes[start..<start + 4 * region.width])
            let target = bytes + row * stride
            guard isMask else {
                UnsafeMutableRawBufferPointer(start: target, count: 4 * region.width)
                    .copyMemory(from: UnsafeRawBufferPointer(line))
                continue
            }
            LayerPixels(bytes: line, x: 0, y: 0, width: region.width, height: 1)
                .keepLuminance(isLinear: isLinear)
            for column in 0..<region.width { target[column] = line[4 * column + 3] }
        }
        cairo_surface_mark_dirty(surface)
        return surface
    }
}

extension DisplayList.Command {
    /// Whether filters reckon with pixels and not with lengths.
    fileprivate var countsPixels: Bool {
        guard case .endFilters(let filters) = self else { return false }
        return filters.flatMap(\.primitives).contains { primitive in
            switch primitive.operation {
            case .convolve, .diffuseLighting, .specularLighting: true
            default: false
            }
        }
    }
}
