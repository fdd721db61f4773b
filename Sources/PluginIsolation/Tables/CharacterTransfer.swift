import CPoseAnimatePlugin
import PluginKit

/// Characters in messages: the structure, then the arrays that it points to.
extension MessageWriter {
    mutating func add(_ character: pa_character) {
        add(structure: character)
        add(character.name)
        add(character.points, count: 2 * Int(character.point_count))
        let shapes = Int(character.bound_shape_count)
        add(character.shapes, count: shapes)
        for place in 0..<shapes { add(character.shapes[place].id) }
        let keypoints = Int(character.keypoint_count)
        for place in 0..<keypoints { add(character.keypoint_names[place]) }
        add(character.keypoints, count: 2 * keypoints)
        add(character.bones, count: Int(character.bone_count))
        add(character.shares, count: Int(character.share_count))
        add(character.influence_starts, count: Int(character.bound_point_count) + 1)
        add(character.influences, count: Int(character.influence_count))
    }
}

extension MessageReader {
    /// - Parameter memory: keeps it.
    mutating func character(
        in memory: ForeignMemory
    ) throws(BrokenMessage) -> UnsafePointer<pa_character> {
        var all = try value(pa_character.self)
        all.name = try optionalText().map { memory.text($0) }
        all.points = UnsafePointer(try array(of: 2 * Int(all.point_count), in: memory))
        let shapes = try array(of: Int(all.bound_shape_count), in: memory, pa_bound_shape.self)
        for place in 0..<Int(all.bound_shape_count) {
            shapes[place].id = try optionalText().map { memory.text($0) }
        }
        all.shapes = UnsafePointer(shapes)
        var names: [String] = []
        for _ in 0..<all.keypoint_count { names.append(try optionalText() ?? "") }
        all.keypoint_names = memory.texts(names)
        all.keypoints = UnsafePointer(try array(of: 2 * Int(all.keypoint_count), in: memory))
        all.bones = UnsafePointer(try array(of: Int(all.bone_count), in: memory))
        all.shares = UnsafePointer(try array(of: Int(all.share_count), in: memory))
        all.influence_starts = UnsafePointer(
            try array(of: Int(all.bound_point_count) + 1, in: memory))
        all.influences = UnsafePointer(try array(of: Int(all.influence_count), in: memory))
        return UnsafePointer(memory.value(all))
    }
}
