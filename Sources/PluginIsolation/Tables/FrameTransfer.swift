import CPoseAnimatePlugin
import PluginKit

/// Frames of motion in messages: the structure, the keypoints, then a face's landmarks if there is one.
extension MessageWriter {
    /// - Parameter landmarkCount: how many landmarks there is room for where the frame says more.
    mutating func add(_ frame: pa_frame, atMost landmarkCount: Int = Int(PA_FACE_LANDMARKS)) {
        add(structure: frame)
        add(UnsafePointer(frame.keypoints), count: Int(PA_BODY_PARTS))
        let count = frame.has_face == 0 ? 0 : min(Int(frame.landmark_count), landmarkCount)
        add(UInt32(count))
        add(UnsafePointer(frame.landmarks), count: 2 * count)
    }
}

extension MessageReader {
    /// Fills a frame, whose keypoints and landmarks stay where they are.
    ///
    /// - Parameter landmarkCount: how many landmarks there is room for.
    mutating func fill(
        _ frame: UnsafeMutablePointer<pa_frame>, atMost landmarkCount: Int
    ) throws(BrokenMessage) {
        var told = try value(pa_frame.self)
        told.size = MemoryLayout<pa_frame>.size
        told.keypoints = frame.pointee.keypoints
        told.landmarks = frame.pointee.landmarks
        try fill(told.keypoints, count: Int(PA_BODY_PARTS))
        let count = Int(try value(UInt32.self))
        guard count <= landmarkCount else { throw BrokenMessage() }
        try fill(told.landmarks, count: 2 * count)
        frame.pointee = told
    }
}

/// Memory for frames on the plug-in's side, used again for every call.
final class FrameMemory {
    private(set) var frames: UnsafeMutablePointer<pa_frame>
    private var memory = ForeignMemory()
    private var capacity = 0

    init() { frames = memory.array([]) }

    /// Frames with room for a whole face each.
    func frames(_ count: Int) -> UnsafeMutablePointer<pa_frame> {
        guard count > capacity else { return frames }
        let memory = ForeignMemory()
        frames = memory.array(
            (0..<count).map { _ in
                var frame = pa_frame()
                frame.size = MemoryLayout<pa_frame>.size
                frame.keypoints = memory.array(
                    Array(repeating: pa_keypoint(), count: Int(PA_BODY_PARTS)))
                frame.landmarks = memory.array(
                    Array(repeating: 0, count: 2 * Int(PA_FACE_LANDMARKS)))
                return frame
            })
        capacity = count
        self.memory = memory
        return frames
    }
}
