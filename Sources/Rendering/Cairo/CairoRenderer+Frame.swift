import CCairo
import Geometry
import Scene

/// Carries out a display list.
extension CairoRenderer {
    /// Where commands paint at the moment.
    private struct Brush {
        var context: OpaquePointer
        /// What of the picture the context holds.
        var visible: Rect
        /// The shape whose path the context holds, so that fill and stroke share it.
        var traced = -1
    }

    func draw(_ frame: SceneFrame, on canvas: CairoCanvas) throws(RenderingError) {
        let whole = Rect(
            x: 0, y: 0, width: Double(canvas.target.width), height: Double(canvas.target.height))
        var brushes = [Brush(context: canvas.context, visible: whole)]
        var index = 0
        while index < commands.count {
            let isSkipped = try carryOut(index, frame, &brushes)
            index = isSkipped ? bounds.ends[index] + 1 : index + 1
        }
        cairo_new_path(canvas.context)
    }

    /// - Returns: true when all up to the command's end is to be left out.
    private func carryOut(
        _ index: Int, _ frame: SceneFrame, _ brushes: inout [Brush]
    ) throws(RenderingError) -> Bool {
        let command = commands[index]
        let last = brushes.count - 1
        switch command {
        case .fill, .stroke, .texture:
            if isSeen(command, frame, brushes[last].visible) {
                try paint(command, frame, &brushes[last])
            }
        case .beginGroup, .beginStencil:
            let area = bounds.areas[index].outerPixels.intersection(brushes[last].visible)
            // A stencil that lets nothing through has made its group's area empty before.
            guard area.width > 0, area.height > 0 else { return true }
            brushes.append(Brush(context: try layers.push(area).context, visible: area))
        case .beginFilters:
            guard let area = sourceArea(index, brushes[last].visible) else { return true }
            brushes.append(Brush(context: try layers.push(area).context, visible: area))
        case .endGroup(let opacity, let blend):
            brushes.removeLast()
            let context = brushes[brushes.count - 1].context
            brushes[brushes.count - 1].traced = -1
            try layers.pop { layer throws(RenderingError) in
                cairo_set_operator(context, blend.value)
                cairo_set_source_surface(context, layer.surface, 0, 0)
                cairo_paint_with_alpha(context, opacity)
                cairo_set_operator(context, CAIRO_OPERATOR_OVER)
            }
        case .endStencil(let measure):
            brushes.removeLast()
            let context = brushes[brushes.count - 1].context
            brushes[brushes.count - 1].traced = -1
            try layers.pop { layer throws(RenderingError) in
                if measure != .coverage {
                    layer.pixels.keepLuminance(isLinear: measure == .linearLuminance)
                    cairo_surface_mark_dirty(layer.surface)
                }
                cairo_set_operator(context, CAIRO_OPERATOR_DEST_IN)
                cairo_set_source_surface(context, layer.surface, 0, 0)
                cairo_paint(context)
                cairo_set_operator(context, CAIRO_OPERATOR_OVER)
            }
        case .endFilters(let filters):
            brushes.removeLast()
            brushes[brushes.count - 1].traced = -1
            let outer = brushes[brushes.count - 1]
            let begin = bounds.begins[index]
            try layers.pop { layer throws(RenderingError) in
                try applyFilters(filters, layer, begin, outer.context, outer.visible)
            }
        case .beginClip(let shape):
            let area = bounds.areas[index].intersection(brushes[last].visible)
            guard area.width > 0, area.height > 0 else { return true }
            let context = brushes[last].context
            trace(shape, &brushes[last])
            cairo_save(context)
            cairo_set_fill_rule(
                context, drawing.shapes[shape].fill?.rule.value ?? FillRule.nonZero.value)
            cairo_set_antialias(context, antialiasing(of: shape))
            cairo_clip(context)
            brushes[last].traced = -1
            brushes.append(Brush(context: context, visible: area))
        case .endClip:
            brushes.removeLast()
            cairo_restore(brushes[brushes.count - 1].context)
            brushes[brushes.count - 1].traced = -1
        }
        return false
    }

    private func paint(
        _ command: DisplayList.Command, _ frame: SceneFrame, _ brush: inout Brush
    ) throws(RenderingError) {
        let context = brush.context
        switch command {
        case .fill(let index, let opacity):
            let shape = drawing.shapes[index]
            guard let fill = shape.fill else { return }
            trace(index, &brush)
            cairo_set_fill_rule(context, fill.rule.value)
            try setSource(fill.paint, opacity: fill.opacity.clampedToUnit * opacity, context)
            cairo_set_antialias(context, antialiasing(of: index))
            cairo_fill_preserve(context)
        case .stroke(let index, let opacity):
            let shape = drawing.shapes[index]
            guard let stroke = shape.stroke, let pen = pens[index] else { return }
            trace(index, &brush)
            try setSource(stroke.paint, opacity: stroke.opacity.clampedToUnit * opacity, context)
            cairo_set_antialias(context, antialiasing(of: index))
            pen.stroke(context, scale: frame.strokeScales[index])
        case .texture(let index, let opacity):
            trace(index, &brush)
            try paintTexture(index, opacity: opacity, context, brush.visible)
        default: break
        }
    }

    private func antialiasing(of shape: Int) -> cairo_antialias_t {
        drawing.shapes[shape].isSmooth ? antialiasing.value : CAIRO_ANTIALIAS_NONE
    }

    private func trace(_ shape: Int, _ brush: inout Brush) {
        guard brush.traced != shape else { return }
        let pen = pens[shape]
        let context = brush.context
        picture.points.withUnsafeBufferPointer { points in
            CairoPath(context: context, points: points).trace(
                drawing.shapes[shape].contours,
                squareDots: pen?.drawsSquareDots == true ? pen?.direction : nil)
        }
        brush.traced = shape
    }

    private func isSeen(
        _ command: DisplayList.Command, _ frame: SceneFrame, _ visible: Rect
    ) -> Bool {
        let scale = command.shape.map { frame.strokeScales[$0] } ?? 1
        let area = Self.paintedArea(command, pens, picture, scale: scale)
        return area.min.x < visible.max.x && area.max.x > visible.min.x
            && area.min.y < visible.max.y && area.max.y > visible.min.y
    }
}

extension BlendMode {
    var value: cairo_operator_t {
        switch self {
        case .normal: CAIRO_OPERATOR_OVER
        case .multiply: CAIRO_OPERATOR_MULTIPLY
        case .screen: CAIRO_OPERATOR_SCREEN
        case .overlay: CAIRO_OPERATOR_OVERLAY
        case .darken: CAIRO_OPERATOR_DARKEN
        case .lighten: CAIRO_OPERATOR_LIGHTEN
        case .colorDodge: CAIRO_OPERATOR_COLOR_DODGE
        case .colorBurn: CAIRO_OPERATOR_COLOR_BURN
        case .hardLight: CAIRO_OPERATOR_HARD_LIGHT
        case .softLight: CAIRO_OPERATOR_SOFT_LIGHT
        case .difference: CAIRO_OPERATOR_DIFFERENCE
        case .exclusion: CAIRO_OPERATOR_EXCLUSION
        case .hue: CAIRO_OPERATOR_HSL_HUE
        case .saturation: CAIRO_OPERATOR_HSL_SATURATION
        case .color: CAIRO_OPERATOR_HSL_COLOR
        case .luminosity: CAIRO_OPERATOR_HSL_LUMINOSITY
        }
    }
}
