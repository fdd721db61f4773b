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

    let drawing: Drawing
    let commands: [DisplayList.Command]
    let placement: Placement
    let antialiasing: Antialiasing
    /// For every shape of the drawing; nil where it has no stroke that paints.
    let pens: [CairoPen?]
    /// What the list mentions, each shape once.
    private let shapes: [ListedShape]
    /// Tiles of patterns and levels of textures, made when they are first needed.
    let materials: Materials
    var picture: PicturePoints
    var bounds: LayerBounds
    let layers: LayerStack
    /// For every command that begins a filtered layer: where its content rests in the picture.
    let restContents: [Rect]
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
        materials = Materials(antialiasing: antialiasing)
        layers = LayerStack(antialiasing: antialiasing)
        picture = PicturePoints(
            pointCount: drawing.points.count, shapeCount: drawing.shapes.count)
        bounds = LayerBounds(commands)
        var rest = bounds
        picture.update(
            from: SceneFrame(restPoseOf: drawing), shapes: shapes, transform: placement.transform)
        let (pens, picture) = (pens, picture)
        rest.update(
            commands,
            paintedArea: { Self.paintedArea($0, pens, picture, scale: 1) }, growth: { _ in 1 },
            filteredArea: { _, filters, _, _ in
                Self.region(of: filters, rest: .empty, content: .empty, growth: 1, placement)
            })
        restContents = rest.contents
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
        try check(frame)
        let canvas = try canvas(over: target)
        measure(frame)
        if let background = placement.background { canvas.paintBackground(background.clamped) }
        do {
            try draw(frame, on: canvas)
            try canvas.finishFrame()
        } catch {
            // A context that met an error draws nothing more; the next frame gets a new one.
            self.canvas = nil
            layers.removeAll()
            throw error
        }
    }

    func check(_ frame: SceneFrame) throws(RenderingError) {
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
    }

    /// Finds where everything of a frame lies in the picture.
    func measure(_ frame: SceneFrame) {
        picture.update(from: frame, shapes: shapes, transform: placement.transform)
        let (pens, picture, placement, rests) = (pens, picture, placement, restContents)
        bounds.update(
            commands,
            paintedArea: { command in
                let scale = command.shape.map { frame.strokeScales[$0] } ?? 1
                return Self.paintedArea(command, pens, picture, scale: scale)
            },
            growth: { $0.shape.map { frame.strokeScales[$0] } ?? 1 },
            filteredArea: { begin, filters, content, growth in
                Self.region(
                    of: filters, rest: rests[begin], content: content, growth: growth, placement)
            })
    }

    private func canvas(over target: PixelBuffer) throws(RenderingError) -> CairoCanvas {
        if let canvas, canvas.target === target { return canvas }
        let new = try CairoCanvas(over: target, antialiasing: antialiasing)
        canvas = new
        return new
    }
}

extension CairoRenderer {
    /// The rectangle that a paint may touch, smoothed edges included; empty when it is not drawn.
    static func paintedArea(
        _ command: DisplayList.Command, _ pens: [CairoPen?], _ picture: PicturePoints,
        scale: Double
    ) -> Rect {
        guard let shape = command.shape else { return .empty }
        var margin = 1.0
        if case .stroke = command {
            guard let pen = pens[shape] else { return .empty }
            margin += pen.margin(scale: scale)
        }
        let bounds = picture.bounds[shape]
        guard !bounds.isEmpty else { return .empty }
        return Rect(min: bounds.min - margin, max: bounds.max + margin)
    }

    /// Where filters show something: the last one's region, in the picture.
    ///
    /// - Parameters:
    ///   - rest: where the content lies in the rest pose; its distance to the region is kept.
    static func region(
        of filters: [Filter], rest: Rect, content: Rect, growth: Double, _ placement: Placement
    ) -> Rect {
        guard let region = filters.last?.region, !region.isEmpty else { return .empty }
        let placed = Rect(of: region, under: placement.transform)
        guard !rest.isEmpty, !content.isEmpty else { return placed }
        return Rect(
            min: content.min - (rest.min - placed.min) * growth,
            max: content.max + (placed.max - rest.max) * growth)
    }
}

extension Rect {
    /// The smallest upright rectangle around a rectangle's image.
    init(of rect: Rect, under map: Affine) {
        self = .empty
        for corner in [
            rect.min, rect.max, Point(rect.min.x, rect.max.y), Point(rect.max.x, rect.min.y),
        ] { include(map.apply(corner)) }
    }
}

extension FillRule {
    var value: cairo_fill_rule_t {
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
