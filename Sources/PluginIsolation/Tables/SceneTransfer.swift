import CPoseAnimatePlugin
import PluginKit

/// Postures and scenes in messages.
extension MessageWriter {
    mutating func add(_ posture: pa_posture) {
        add(posture.index)
        add(posture.time)
        add(posture.body_scale)
        add(posture.face_scale)
        add(posture.keypoint_count)
        add(posture.keypoints, count: Int(posture.keypoint_count))
    }

    /// A whole scene: how large it is, and its rows.
    mutating func add(_ scene: pa_scene) {
        add(scene.index)
        add(scene.time)
        add(scene.point_count)
        add(scene.shape_count)
        addRows(of: scene)
    }

    /// What deformers change of a scene.
    mutating func addRows(of scene: pa_scene) {
        let shapes = Int(scene.shape_count)
        add(UnsafePointer(scene.points), count: 2 * Int(scene.point_count))
        add(UnsafePointer(scene.is_shown), count: shapes)
        add(UnsafePointer(scene.stroke_scales), count: shapes)
        add(UnsafePointer(scene.confidences), count: shapes)
    }
}

extension MessageReader {
    /// Fills a scene's rows, which have the length that it says.
    mutating func fillRows(of scene: pa_scene) throws(BrokenMessage) {
        let shapes = Int(scene.shape_count)
        try fill(scene.points, count: 2 * Int(scene.point_count))
        try fill(scene.is_shown, count: shapes)
        try fill(scene.stroke_scales, count: shapes)
        try fill(scene.confidences, count: shapes)
    }
}

/// Memory for a scene on the plug-in's side, used again for every frame.
final class SceneMemory {
    private var memory = ForeignMemory()
    private var scene = pa_scene()

    /// - Returns: a scene as it was sent.
    func read(_ reader: inout MessageReader) throws(BrokenMessage) -> pa_scene {
        let index = try reader.value(Int64.self)
        let time = try reader.value(Double.self)
        let points = try reader.value(UInt32.self)
        let shapes = try reader.value(UInt32.self)
        if scene.size == 0 || points != scene.point_count || shapes != scene.shape_count {
            makeRoom(points, shapes)
        }
        scene.index = index
        scene.time = time
        try reader.fillRows(of: scene)
        return scene
    }

    private func makeRoom(_ points: UInt32, _ shapes: UInt32) {
        let memory = ForeignMemory()
        let zeroes = [Double](repeating: 0, count: Int(shapes))
        scene.size = MemoryLayout<pa_scene>.size
        scene.points = memory.array([Double](repeating: 0, count: 2 * Int(points)))
        scene.is_shown = memory.array([UInt8](repeating: 0, count: Int(shapes)))
        scene.stroke_scales = memory.array(zeroes)
        scene.confidences = memory.array(zeroes)
        scene.point_count = points
        scene.shape_count = shapes
        self.memory = memory
    }
}

/// Memory for a posture on the plug-in's side, used again for every frame.
final class PostureMemory {
    private var memory = ForeignMemory()
    private var keypoints: UnsafeMutablePointer<pa_keypoint>?
    private var capacity = 0

    /// - Returns: a posture as it was sent.
    func read(_ reader: inout MessageReader) throws(BrokenMessage) -> pa_posture {
        var posture = pa_posture()
        posture.size = MemoryLayout<pa_posture>.size
        posture.index = try reader.value()
        posture.time = try reader.value()
        posture.body_scale = try reader.value()
        posture.face_scale = try reader.value()
        posture.keypoint_count = try reader.value()
        let count = Int(posture.keypoint_count)
        if count > capacity || keypoints == nil {
            memory = ForeignMemory()
            keypoints = memory.array([pa_keypoint](repeating: pa_keypoint(), count: count))
            capacity = count
        }
        try reader.fill(keypoints, count: count)
        posture.keypoints = UnsafePointer(keypoints)
        return posture
    }
}
