import CPoseAnimatePlugin
import Geometry
import PluginKit
import Scene

/// A drawing as plug-ins' renderers read it: flat tables in memory that stays where it is.
struct DrawingTables {
    let memory = ForeignMemory()
    let drawing: UnsafePointer<pa_drawing>
    /// The drawing and its list as they are, for a renderer of our own.
    private let original: Original

    /// What `host_data` leads to.
    final class Original {
        let drawing: Drawing
        let list: DisplayList

        init(_ drawing: Drawing, _ list: DisplayList) {
            self.drawing = drawing
            self.list = list
        }
    }

    init(_ drawing: Drawing, list: DisplayList) {
        let memory = memory
        original = Original(drawing, list)
        var rows = ShapeRows(memory: memory)
        let shapes = drawing.shapes.map { rows.add($0) }
        let steps = Self.steps(of: list)
        var all = pa_drawing()
        all.size = MemoryLayout<pa_drawing>.size
        (all.width, all.height) = (drawing.size.width, drawing.size.height)
        all.points = UnsafeRawPointer(memory.array(drawing.points))
            .assumingMemoryBound(to: Double.self)
        all.point_count = UInt32(drawing.points.count)
        all.shapes = UnsafePointer(memory.array(shapes))
        all.shape_count = UInt32(shapes.count)
        all.contours = UnsafePointer(memory.array(rows.contours))
        all.contour_count = UInt32(rows.contours.count)
        all.stops = UnsafePointer(memory.array(rows.stops))
        all.stop_count = UInt32(rows.stops.count)
        all.steps = UnsafePointer(memory.array(steps))
        all.step_count = UInt32(steps.count)
        all.host_data = UnsafeRawPointer(Unmanaged.passUnretained(original).toOpaque())
        self.drawing = UnsafePointer(memory.value(all))
    }

    private static func steps(of list: DisplayList) -> [pa_step] {
        var steps: [pa_step] = []
        var open: [Int] = []
        for command in list.commands {
            var step = pa_step(kind: 0, shape: 0, opacity: 1)
            switch command {
            case .fill(let shape, let opacity):
                step = pa_step(kind: UInt32(PA_FILL), shape: UInt32(shape), opacity: opacity)
            case .stroke(let shape, let opacity):
                step = pa_step(kind: UInt32(PA_STROKE), shape: UInt32(shape), opacity: opacity)
            case .texture(let shape, let opacity):
                step = pa_step(kind: UInt32(PA_DRAW_OTHER), shape: UInt32(shape), opacity: opacity)
            case .beginGroup, .beginFilters, .beginStencil, .beginClip:
                open.append(steps.count)
                step.kind = UInt32(PA_BEGIN_OTHER)
            case .endGroup, .endFilters, .endStencil, .endClip:
                // Only its end says how faded a group is.
                if let begin = open.popLast(), case .endGroup(let opacity, .normal) = command {
                    steps[begin].kind = UInt32(PA_BEGIN_GROUP)
                    steps[begin].opacity = opacity
                }
                step.kind = UInt32(PA_END_GROUP)
            }
            steps.append(step)
        }
        return steps
    }
}

/// Gathers what shapes are made of.
private struct ShapeRows {
    let memory: ForeignMemory
    var contours: [pa_contour] = []
    var stops: [pa_stop] = []

    mutating func add(_ shape: Shape) -> pa_shape {
        var row = pa_shape()
        row.first_contour = UInt32(contours.count)
        row.contour_count = UInt32(shape.contours.count)
        contours += shape.contours.map {
            pa_contour(
                first_anchor: UInt32($0.firstAnchor), anchor_count: UInt32($0.anchorCount),
                is_closed: $0.isClosed ? 1 : 0, reserved: 0)
        }
        row.is_even_odd = shape.fill?.rule == .evenOdd ? 1 : 0
        row.is_visible = shape.isVisible ? 1 : 0
        row.id = memory.text(shape.element.id ?? "")
        if let fill = shape.fill { row.fill = paint(fill.paint, fill.opacity) }
        if let stroke = shape.stroke { add(stroke, to: &row) }
        return row
    }

    private mutating func add(_ stroke: Stroke, to row: inout pa_shape) {
        row.stroke = paint(stroke.paint, stroke.opacity)
        row.stroke_width = stroke.width
        row.miter_limit = stroke.miterLimit
        row.pen = stroke.pen.row
        switch stroke.cap {
        case .butt: row.cap = UInt32(PA_CAP_BUTT)
        case .round: row.cap = UInt32(PA_CAP_ROUND)
        case .square: row.cap = UInt32(PA_CAP_SQUARE)
        }
        switch stroke.join {
        case .miter: row.join = UInt32(PA_JOIN_MITER)
        case .round: row.join = UInt32(PA_JOIN_ROUND)
        case .bevel: row.join = UInt32(PA_JOIN_BEVEL)
        }
        row.dashes = UnsafePointer(memory.array(stroke.dashes))
        row.dash_count = UInt32(stroke.dashes.count)
        row.dash_offset = stroke.dashOffset
    }

    private mutating func paint(_ paint: Paint, _ opacity: Double) -> pa_paint {
        var row = pa_paint()
        row.opacity = opacity
        switch paint {
        case .color(let color):
            row.kind = UInt32(PA_COLOR)
            row.color = color.row
            row.color.alpha *= opacity
        case .gradient(let gradient): add(gradient, to: &row)
        case .pattern: row.kind = UInt32(PA_OTHER_PAINT)
        }
        return row
    }

    private mutating func add(_ gradient: Gradient, to row: inout pa_paint) {
        switch gradient.form {
        case .linear: row.kind = UInt32(PA_LINEAR_GRADIENT)
        case .radial(let focus, let focalRadius):
            row.kind = UInt32(PA_RADIAL_GRADIENT)
            (row.focus_x, row.focus_y) = (focus.x, focus.y)
            row.focal_radius = focalRadius
        }
        switch gradient.spread {
        case .pad: row.spread = UInt32(PA_PAD)
        case .reflect: row.spread = UInt32(PA_REFLECT)
        case .again: row.spread = UInt32(PA_REPEAT)
        }
        row.anchor = UInt32(gradient.anchor)
        row.first_stop = UInt32(stops.count)
        row.stop_count = UInt32(gradient.stops.count)
        stops += gradient.stops.map { pa_stop(offset: $0.offset, color: $0.color.row) }
    }
}

extension Color {
    var row: pa_color { pa_color(red: red, green: green, blue: blue, alpha: alpha) }

    init(_ row: pa_color) {
        self.init(red: row.red, green: row.green, blue: row.blue, alpha: row.alpha)
    }
}

extension Affine {
    /// In the interface's order: xx yx xy yy x0 y0.
    typealias Row = (Double, Double, Double, Double, Double, Double)

    var row: Row { (a, b, c, d, tx, ty) }

    init(_ row: Row) {
        self.init(a: row.0, b: row.1, c: row.2, d: row.3, tx: row.4, ty: row.5)
    }
}
