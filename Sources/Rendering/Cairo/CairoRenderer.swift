import CCairo
import Geometry
import Scene

/// Draws frames by Cairo, straight into the memory of the target.
///
/// The same frame gives the same bytes. Shapes with points that are not numbers are left out of
/// the frame. Nothing is allocated for a frame but what Cairo itself needs.
public final class CairoRenderer: Renderer {
    /// How edges are smoothed.
    public enum Antialiasing: Sendable, Equatable {
        /// Every pixel is wholly in or out.
        case none
        /// A fifth faster, with visibly rougher edges.
        case fast
        case best
    }

    private let drawing: Drawing
    private let commands: [DisplayList.Command]
    private let placement: Placement
    private let antialiasing: Antialiasing
    /// For every shape of the drawing; nil where it has no stroke that paints.
    private let pens: [CairoPen?]
    /// What the list mentions, each shape once.
    private let shapes: [ListedShape]
    private var picture: PicturePoints
    private var layers: LayerBounds
    private var canvas: CairoCanvas?

    /// - Parameters:
    ///   - drawing: what the frames are of.
    ///   - list: what is painted; made from the same drawing.
    ///   - placement: where in the picture, in its pixels.
    public init(
        drawing: Drawing, list: DisplayList, placement: Placement = Placement(),
        antialiasing: Antialiasing = .best
    ) {
        self.drawing = drawing
        let count = drawing.shapes.count
        commands = list.commands.filter { $0.shape.map { $0 < count } ?? true }
        self.placement = placement
        self.antialiasing = antialiasing
        pens = drawing.shapes.map { shape in
            shape.stroke.flatMap { CairoPen($0, placement: placement.transform) }
        }
        shapes = Self.shapes(of: commands, drawing)
        picture = PicturePoints(
            pointCount: drawing.points.count, shapeCount: drawing.shapes.count)
        layers = LayerBounds(commands)
    }

    /// The listed shapes whose contours lie within the drawing's points.
    private static func shapes(
        of commands: [DisplayList.Command], _ drawing: Drawing
    ) -> [ListedShape] {
        var isListed = Array(repeating: false, count: drawing.shapes.count)
        for shape in commands.compactMap(\.shape) { isListed[shape] = true }
        return isListed.indices.filter { isListed[$0] }
            .compactMap { ListedShape($0, of: drawing) }
    }

    /// Draws `frame` into `target`, over the background in place of what was there, if there is
    /// one.
    ///
    /// - Throws: `badSize` when the target has a size that Cairo cannot draw on, `drawing` when
    ///   the frame is of another drawing or Cairo fails, as for want of memory.
    public func render(
        _ frame: SceneFrame, into target: PixelBuffer
    ) throws(RenderingError) {
        guard frame.points.count == drawing.points.count,
            frame.isShown.count == drawing.shapes.count,
            frame.strokeScales.count == drawing.shapes.count
        else {
            throw RenderingError(
                .drawing,
                "the frame has \(frame.points.count) points and \(frame.isShown.count) shapes, "
                    + "the drawing \(drawing.points.count) and \(drawing.shapes.count); "
                    + "make the frame from the same drawing")
        }
        let canvas = try canvas(over: target)
        picture.update(from: frame, shapes: shapes, transform: placement.transform)
        layers.update(commands) { paintedArea($0, frame) }
        if let background = placement.background { canvas.paintBackground(background.clamped) }
        draw(frame, on: canvas)
        do {
            try canvas.finishFrame()
        } catch {
            // A context that met an error draws nothing more; the next frame gets a new one.
            self.canvas = nil
            throw error
        }
    }

    private func canvas(over target: PixelBuffer) throws(RenderingError) -> CairoCanvas {
        if let canvas, canvas.target === target { return canvas }
        let new = try CairoCanvas(over: target, antialiasing: antialiasing)
        canvas = new
        return new
    }
}

extension CairoRenderer {
    private func draw(_ frame: SceneFrame, on canvas: CairoCanvas) {
        let context = canvas.context
        let visible = Rect(
            x: 0, y: 0, width: Double(canvas.target.width), height: Double(canvas.target.height))
        picture.points.withUnsafeBufferPointer { points in
            let path = CairoPath(context: context, points: points)
            /// The shape whose path the context holds, so that fill and stroke share it.
            var traced = -1
            var index = 0
            while index < commands.count {
                let command = commands[index]
                switch command {
                case .fill(let shape, let opacity):
                    if let fill = drawing.shapes[shape].fill, isSeen(command, frame, visible) {
                        trace(shape, path, &traced)
                        cairo_set_fill_rule(context, fill.rule.value)
                        canvas.setSource(
                            fill.paint, opacity: fill.opacity.clampedToUnit * opacity, points)
                        cairo_fill_preserve(context)
                    }
                case .stroke(let shape, let opacity):
                    if let stroke = drawing.shapes[shape].stroke, let pen = pens[shape],
                        isSeen(command, frame, visible)
                    {
                        trace(shape, path, &traced)
                        canvas.setSource(
                            stroke.paint, opacity: stroke.opacity.clampedToUnit * opacity, points)
                        pen.stroke(context, scale: frame.strokeScales[shape])
                    }
                case .beginGroup:
                    traced = -1
                    if !beginLayer(layers.rectangles[index], visible, context) {
                        index = layers.ends[index]
                    }
                case .endGroup(let opacity):
                    traced = -1
                    cairo_pop_group_to_source(context)
                    cairo_paint_with_alpha(context, opacity)
                    cairo_restore(context)
                }
                index += 1
            }
        }
        cairo_new_path(context)
    }

    private func trace(_ shape: Int, _ path: CairoPath, _ traced: inout Int) {
        guard traced != shape else { return }
        let pen = pens[shape]
        path.trace(
            drawing.shapes[shape].contours,
            squareDots: pen?.drawsSquareDots == true ? pen?.direction : nil)
        traced = shape
    }

    /// Starts a layer as large as what it will hold.
    ///
    /// - Returns: false when nothing of it is in the picture; then none is started.
    private func beginLayer(_ content: Rect, _ visible: Rect, _ context: OpaquePointer) -> Bool {
        // Whole pixels, so that the clip has no soft edge.
        let low = pointwiseMax(content.min.rounded(.down), visible.min)
        let high = pointwiseMin(content.max.rounded(.up), visible.max)
        guard low.x < high.x, low.y < high.y else { return false }
        cairo_save(context)
        cairo_new_path(context)
        cairo_rectangle(context, low.x, low.y, high.x - low.x, high.y - low.y)
        cairo_clip(context)
        cairo_push_group(context)
        return true
    }

    /// The rectangle that a paint may touch, smoothed edges included; empty when it is not drawn.
    private func paintedArea(_ command: DisplayList.Command, _ frame: SceneFrame) -> Rect {
        guard let shape = command.shape else { return .empty }
        var margin = 1.0
        if case .stroke = command {
            guard let pen = pens[shape] else { return .empty }
            margin += pen.margin(scale: frame.strokeScales[shape])
        }
        let bounds = picture.bounds[shape]
        guard !bounds.isEmpty else { return .empty }
        return Rect(min: bounds.min - margin, max: bounds.max + margin)
    }

    private func isSeen(
        _ command: DisplayList.Command, _ frame: SceneFrame, _ visible: Rect
    ) -> Bool {
        let area = paintedArea(command, frame)
        return area.min.x < visible.max.x && area.max.x > visible.min.x
            && area.min.y < visible.max.y && area.max.y > visible.min.y
    }
}

extension FillRule {
    fileprivate var value: cairo_fill_rule_t {
        switch self {
        case .nonZero: CAIRO_FILL_RULE_WINDING
        case .evenOdd: CAIRO_FILL_RULE_EVEN_ODD
        }
    }
}

extension Color {
    /// The colour with every component moved into 0...1.
    var clamped: Color {
        Color(
            red: red.clampedToUnit, green: green.clampedToUnit, blue: blue.clampedToUnit,
            alpha: alpha.clampedToUnit)
    }
}
