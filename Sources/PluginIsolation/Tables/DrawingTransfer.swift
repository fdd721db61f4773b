import CPoseAnimatePlugin
import PluginKit

/// Drawings in messages: the structure, then the arrays that it points to. What the engine alone knows stays
/// with the engine.
extension MessageWriter {
    mutating func add(_ drawing: pa_drawing) {
        add(structure: drawing)
        add(drawing.points, count: 2 * Int(drawing.point_count))
        let shapes = Int(drawing.shape_count)
        add(drawing.shapes, count: shapes)
        for place in 0..<shapes {
            let shape = drawing.shapes[place]
            add(shape.id)
            add(shape.dashes, count: Int(shape.dash_count))
        }
        add(drawing.contours, count: Int(drawing.contour_count))
        add(drawing.stops, count: Int(drawing.stop_count))
        add(drawing.steps, count: Int(drawing.step_count))
    }
}

extension MessageReader {
    /// - Parameter memory: keeps it.
    mutating func drawing(
        in memory: ForeignMemory
    ) throws(BrokenMessage) -> UnsafePointer<pa_drawing> {
        var all = try value(pa_drawing.self)
        all.host_data = nil
        all.points = UnsafePointer(try array(of: 2 * Int(all.point_count), in: memory))
        let shapes = try array(of: Int(all.shape_count), in: memory, pa_shape.self)
        for place in 0..<Int(all.shape_count) {
            shapes[place].id = try optionalText().map { memory.text($0) }
            shapes[place].dashes = UnsafePointer(
                try array(of: Int(shapes[place].dash_count), in: memory))
        }
        all.shapes = UnsafePointer(shapes)
        all.contours = UnsafePointer(try array(of: Int(all.contour_count), in: memory))
        all.stops = UnsafePointer(try array(of: Int(all.stop_count), in: memory))
        all.steps = UnsafePointer(try array(of: Int(all.step_count), in: memory))
        return UnsafePointer(memory.value(all))
    }
}
