import CPoseAnimatePlugin

/// Where the rig's keypoints are now, in pixels of the clip's picture.
///
/// It is valid only during the call that it is given to.
public struct Posture {
    private let posture: UnsafePointer<pa_posture>

    package init(_ posture: UnsafePointer<pa_posture>) { self.posture = posture }

    /// Position in the output, from 0.
    public var index: Int { Int(posture.pointee.index) }
    /// Seconds since the clip's start.
    public var time: Double { posture.pointee.time }
    /// In the character's order.
    public var keypoints: UnsafeBufferPointer<Keypoint> {
        UnsafeBufferPointer(
            start: posture.pointee.keypoints, count: Int(posture.pointee.keypoint_count))
    }
    /// Size of the body against its rest pose.
    public var bodyScale: Double { posture.pointee.body_scale }
    /// Size of the face against its rest pose.
    public var faceScale: Double { posture.pointee.face_scale }
}

/// A frame's geometry in memory of the engine's, in pixels of the clip's picture.
///
/// It is valid only during the call that it is given to.
public struct Scene {
    private let scene: UnsafePointer<pa_scene>

    package init(_ scene: UnsafePointer<pa_scene>) { self.scene = scene }

    public var index: Int { Int(scene.pointee.index) }
    /// Seconds since the clip's start.
    public var time: Double { scene.pointee.time }
    /// Three points an anchor: the anchor, its incoming handle, its outgoing handle.
    public var points: UnsafeMutableBufferPointer<SIMD2<Double>> {
        PluginKit.points(scene.pointee.points, count: Int(scene.pointee.point_count))
    }
    /// For every shape of the drawing: 1 when it is drawn, else 0.
    public var isShown: UnsafeMutableBufferPointer<UInt8> { shapes(scene.pointee.is_shown) }
    /// For every shape: how much its strokes grow.
    public var strokeScales: UnsafeMutableBufferPointer<Double> {
        shapes(scene.pointee.stroke_scales)
    }
    /// For every shape: how sure the motion is of it.
    public var confidences: UnsafeMutableBufferPointer<Double> {
        shapes(scene.pointee.confidences)
    }

    /// The engine's own, for stages of its own.
    package var hostData: UnsafeRawPointer? { scene.pointee.host_data }

    private func shapes<Value>(
        _ start: UnsafeMutablePointer<Value>?
    ) -> UnsafeMutableBufferPointer<Value> {
        UnsafeMutableBufferPointer(start: start, count: Int(scene.pointee.shape_count))
    }
}
