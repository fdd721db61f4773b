import CCairo
import Geometry
import Scene

/// Draws frames of one drawing on pages that keep vectors.
///
/// Paths, gradients, patterns, clips, masks by coverage, fading and blending are told to Cairo, which
/// has words for them in PDF. What has none, filters, masks by brightness and pictures that bend, is
/// drawn as pixels of `detail` pixels a point and laid in their place.
package final class PageRenderer {
    /// Measures and traces in points.
    let renderer: CairoRenderer
    private let tiles: PageTiles
    private let details: PageDetails
    private var commands: [DisplayList.Command] { renderer.commands }

    /// - Parameters:
    ///   - placement: from the drawing to the picture's pixels.
    ///   - detail: pixels for each of the picture's where vectors do not do.
    package init(
        drawing: Drawing, list: DisplayList, placement: Affine, size: Size, detail: Double
    ) {
        let unit = PDFDocument.pointsPerPixel
        var scaled = drawing
        for shape in scaled.shapes.indices where scaled.shapes[shape].stroke?.keepsWidth == true {
            scaled.shapes[shape].stroke?.scale(by: unit)
        }
        renderer = CairoRenderer(
            drawing: scaled, list: list,
            placement: Placement(
                transform: Affine.scale(unit, unit).concatenating(inner: placement),
                background: nil))
        tiles = PageTiles(detail: detail)
        details = PageDetails(
            drawing: drawing, placement: placement, unit: unit, size: size, detail: detail)
    }

    /// For what stands in no picture: tiles, in points.
    init(tile drawing: Drawing, placement: Affine, size: Size, detail: Double) {
        renderer = CairoRenderer(
            drawing: drawing, list: DisplayList(drawing),
            placement: Placement(transform: placement, background: nil))
        tiles = PageTiles(detail: detail)
        details = PageDetails(
            drawing: drawing, placement: placement, unit: 1, size: size, detail: detail)
    }

    /// Draws a frame.
    package func draw(_ frame: SceneFrame, on page: VectorPage) throws(RenderingError) {
        try renderer.check(frame)
        renderer.measure(frame)
        let context = page.context
        // What every open command left to see, the page first.
        var visible = [page.area]
        var index = 0
        while index < commands.count {
            let area = visible[visible.count - 1]
            let command = commands[index]
            var isSkipped = false
            switch command {
            case .fill, .stroke, .texture:
                if isSeen(command, frame, area) { try paint(index, frame, context, area) }
            case .beginGroup:
                let inner = renderer.bounds.areas[index].outerPixels.intersection(area)
                isSkipped = !(inner.width > 0 && inner.height > 0)
                if !isSkipped {
                    visible.append(inner)
                    cairo_save(context)
                    cut(context, inner)
                    cairo_push_group(context)
                }
            case .endGroup(let opacity, let blend):
                visible.removeLast()
                cairo_pop_group_to_source(context)
                cairo_set_operator(context, blend.value)
                paint(context, opacity)
                cairo_restore(context)
            case .beginFilters:
                try details.paint(
                    commands[index...renderer.bounds.ends[index]], at: index, frame,
                    renderer.bounds.areas[index].intersection(area), on: context)
                isSkipped = true
            case .beginStencil:
                isSkipped = try beginStencil(index, frame, context, &visible)
            case .endStencil:
                visible.removeLast()
                applyStencil(context)
            case .beginClip(let shape):
                let inner = renderer.bounds.areas[index].intersection(area)
                isSkipped = !(inner.width > 0 && inner.height > 0)
                if !isSkipped {
                    visible.append(inner)
                    cairo_save(context)
                    trace(shape, context)
                    cairo_set_fill_rule(
                        context,
                        renderer.drawing.shapes[shape].fill?.rule.value ?? FillRule.nonZero.value)
                    cairo_clip(context)
                }
            case .endClip:
                visible.removeLast()
                cairo_restore(context)
            case .endFilters: break
            }
            index = isSkipped ? renderer.bounds.ends[index] + 1 : index + 1
        }
    }

    // MARK: - Layers

    private func cut(_ context: OpaquePointer, _ area: Rect) {
        cairo_new_path(context)
        cairo_rectangle(context, area.min.x, area.min.y, area.width, area.height)
        cairo_clip(context)
    }

    private func paint(_ context: OpaquePointer, _ opacity: Double) {
        if opacity < 1 {
            cairo_paint_with_alpha(context, opacity)
        } else {
            cairo_paint(context)
        }
    }

    /// - Returns: true when the stencil is carried out, or cuts nothing.
    private func beginStencil(
        _ index: Int, _ frame: SceneFrame, _ context: OpaquePointer, _ visible: inout [Rect]
    ) throws(RenderingError) -> Bool {
        let area = visible[visible.count - 1]
        let end = renderer.bounds.ends[index]
        let inner = renderer.bounds.areas[index].outerPixels.intersection(area)
        // A stencil that lets nothing through has made its group's area empty before.
        guard inner.width > 0, inner.height > 0, case .endStencil(let measure) = commands[end]
        else { return true }
        guard measure == .coverage else {
            guard let content = cairo_pop_group(context) else { return true }
            cairo_push_group(context)
            cairo_set_source(context, content)
            try details.mask(
                commands[(index + 1)..<end], at: index, frame, inner,
                isLinear: measure == .linearLuminance, on: context)
            cairo_pattern_destroy(content)
            return true
        }
        visible.append(inner)
        cairo_push_group(context)
        return false
    }

    /// Cuts the group before the last one by the last one.
    private func applyStencil(_ context: OpaquePointer) {
        let stencil = cairo_pop_group(context)
        let content = cairo_pop_group(context)
        cairo_push_group(context)
        cairo_set_source(context, content)
        cairo_mask(context, stencil)
        cairo_pattern_destroy(stencil)
        cairo_pattern_destroy(content)
    }

    // MARK: - Paints

    private func paint(
        _ index: Int, _ frame: SceneFrame, _ context: OpaquePointer, _ visible: Rect
    ) throws(RenderingError) {
        switch commands[index] {
        case .fill(let shape, let opacity):
            guard let fill = renderer.drawing.shapes[shape].fill else { return }
            trace(shape, context)
            cairo_set_fill_rule(context, fill.rule.value)
            try setSource(fill.paint, opacity: fill.opacity.clampedToUnit * opacity, context)
            cairo_fill(context)
        case .stroke(let shape, let opacity):
            guard let stroke = renderer.drawing.shapes[shape].stroke,
                let pen = renderer.pens[shape]
            else { return }
            trace(shape, context)
            try setSource(stroke.paint, opacity: stroke.opacity.clampedToUnit * opacity, context)
            pen.stroke(context, scale: frame.strokeScales[shape])
            cairo_new_path(context)
        case .texture(let shape, let opacity):
            let drawn = renderer.drawing.shapes[shape]
            guard let texture = drawn.texture,
                let mesh = TextureMesh(texture, drawn.paintAnchors, renderer.picture.points)
            else { return }
            if let map = mesh.affineMap {
                trace(shape, context)
                cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING)
                _ = renderer.paintFlat(texture, shape, map, opacity, context)
                cairo_new_path(context)
            } else {
                try details.paint(
                    commands[index...index], at: index, frame,
                    renderer.picture.bounds[shape].outerPixels.intersection(visible), on: context)
            }
        default: break
        }
    }

    private func setSource(
        _ paint: Paint, opacity: Double, _ context: OpaquePointer
    ) throws(RenderingError) {
        guard case .pattern(let pattern) = paint else {
            return try renderer.setSource(paint, opacity: opacity, context)
        }
        cairo_set_source_rgba(context, 0, 0, 0, 0)
        guard
            let tile = try tiles.tile(
                of: pattern, placement: renderer.placement.transform, opacity: opacity),
            var matrix = renderer.frame(of: pattern.anchor, unit: tile.size),
            let source = cairo_pattern_create_for_surface(tile.surface)
        else { return }
        cairo_pattern_set_matrix(source, &matrix)
        cairo_pattern_set_extend(source, CAIRO_EXTEND_REPEAT)
        cairo_set_source(context, source)
        cairo_pattern_destroy(source)
    }

    private func trace(_ shape: Int, _ context: OpaquePointer) {
        let pen = renderer.pens[shape]
        renderer.picture.points.withUnsafeBufferPointer { points in
            CairoPath(context: context, points: points).trace(
                renderer.drawing.shapes[shape].contours,
                squareDots: pen?.drawsSquareDots == true ? pen?.direction : nil)
        }
    }

    private func isSeen(
        _ command: DisplayList.Command, _ frame: SceneFrame, _ visible: Rect
    ) -> Bool {
        let scale = command.shape.map { frame.strokeScales[$0] } ?? 1
        let area = CairoRenderer.paintedArea(
            command, renderer.pens, renderer.picture, scale: scale)
        let shared = area.intersection(visible)
        return shared.width > 0 && shared.height > 0
    }
}

extension Stroke {
    /// Makes the pen another size.
    fileprivate mutating func scale(by factor: Double) {
        width *= factor
        dashes = dashes.map { $0 * factor }
        dashOffset *= factor
    }
}
