import CPoseAnimatePlugin

/// One keypoint: `x`, `y`, `confidence`, and `is_seen`, which is 0 where the rest means nothing.
public typealias Keypoint = pa_keypoint

extension pa_keypoint {
    /// The point's place, in pixels.
    public var position: SIMD2<Double> {
        get { SIMD2(x, y) }
        set { (x, y) = (newValue.x, newValue.y) }
    }

    public init(_ position: SIMD2<Double>, confidence: Double) {
        self.init(x: position.x, y: position.y, confidence: confidence, is_seen: 1)
    }
}

/// What was seen at one moment, in memory of the engine's. Coordinates are pixels of the source's picture.
///
/// It is valid only during the call that it is given to.
public struct Frame {
    private let frame: UnsafeMutablePointer<pa_frame>

    package init(_ frame: UnsafeMutablePointer<pa_frame>) { self.frame = frame }

    /// Position in the clip, from 0.
    public var index: Int {
        get { Int(frame.pointee.index) }
        nonmutating set { frame.pointee.index = Int64(newValue) }
    }

    /// Seconds since the clip's start.
    public var time: Double {
        get { frame.pointee.time }
        nonmutating set { frame.pointee.time = newValue }
    }

    public var hasPose: Bool {
        get { frame.pointee.has_pose != 0 }
        nonmutating set { frame.pointee.has_pose = newValue ? 1 : 0 }
    }

    public var hasFace: Bool {
        get { frame.pointee.has_face != 0 }
        nonmutating set { frame.pointee.has_face = newValue ? 1 : 0 }
    }

    /// How sure the detector is of the whole body; nil when it did not say.
    public var poseConfidence: Double? {
        get { frame.pointee.pose_confidence.isNaN ? nil : frame.pointee.pose_confidence }
        nonmutating set { frame.pointee.pose_confidence = newValue ?? .nan }
    }

    /// How sure the detector is of the face; nil when it did not say.
    public var faceConfidence: Double? {
        get { frame.pointee.face_confidence.isNaN ? nil : frame.pointee.face_confidence }
        nonmutating set { frame.pointee.face_confidence = newValue ?? .nan }
    }

    /// The body's parts, in PoseNet's order.
    public var keypoints: UnsafeMutableBufferPointer<Keypoint> {
        UnsafeMutableBufferPointer(start: frame.pointee.keypoints, count: Int(PA_BODY_PARTS))
    }

    /// The face's landmarks.
    public var landmarks: UnsafeMutableBufferPointer<SIMD2<Double>> {
        points(frame.pointee.landmarks, count: hasFace ? Int(frame.pointee.landmark_count) : 0)
    }

    /// Gives a frame without a face room for one, of 468 or 478 landmarks.
    public func addFace(landmarks count: Int) {
        guard !hasFace, (0...Int(PA_FACE_LANDMARKS)).contains(count) else { return }
        hasFace = true
        frame.pointee.landmark_count = UInt32(count)
    }
}

/// Pairs of coordinates as points: the interface's buffers are aligned for that.
package func points(
    _ start: UnsafeMutablePointer<Double>?, count: Int
) -> UnsafeMutableBufferPointer<SIMD2<Double>> {
    guard let start else { return UnsafeMutableBufferPointer(start: nil, count: 0) }
    return UnsafeMutableBufferPointer(
        start: UnsafeMutableRawPointer(start).assumingMemoryBound(to: SIMD2<Double>.self),
        count: count)
}
