import CPoseAnimatePlugin
import Geometry

/// A frame in the memory that plug-ins are given; used again for every frame.
///
/// A face's landmarks stay where the frame has them: they are the same numbers in the same order.
package final class FrameBuffer {
    package let frame: UnsafeMutablePointer<pa_frame>
    private let keypoints: UnsafeMutablePointer<pa_keypoint>
    private let room: UnsafeMutablePointer<Point>
    private static let parts = BodyPart.allCases.count

    package init() {
        frame = .allocate(capacity: 1)
        keypoints = .allocate(capacity: Self.parts)
        keypoints.initialize(repeating: pa_keypoint(), count: Self.parts)
        room = .allocate(capacity: Int(PA_FACE_LANDMARKS))
        room.initialize(repeating: .zero, count: Int(PA_FACE_LANDMARKS))
        frame.initialize(to: pa_frame())
        frame.pointee.size = MemoryLayout<pa_frame>.size
        frame.pointee.keypoints = keypoints
    }

    deinit {
        frame.deallocate()
        keypoints.deallocate()
        room.deallocate()
    }

    /// Shows a frame to `body`, and takes over what that changes.
    ///
    /// - Returns: what `body` does, and whether what it left is sound where it was sound before.
    package func pass<Result>(
        _ motion: inout MotionFrame, through body: (UnsafeMutablePointer<pa_frame>) -> Result
    ) -> (result: Result, isSound: Bool) {
        load(motion)
        let wasSound = isSound(motion)
        let hadFace = motion.face != nil
        let result: Result
        if hadFace {
            // In place, so that nothing is copied.
            let inner = motion.face?.landmarks.withUnsafeMutableBufferPointer { landmarks in
                lend(landmarks.baseAddress, landmarks.count)
                return body(frame)
            }
            guard let inner else { return (body(frame), true) }
            result = inner
        } else {
            lend(room, 0)
            result = body(frame)
        }
        let isRight = store(into: &motion, hadFace: hadFace)
        return (result, isRight && (!wasSound || isSound(motion)))
    }

    /// Takes a frame that a source fills.
    ///
    /// - Returns: nil when it is not sound.
    package func filled<Result>(
        index: Int, by body: (UnsafeMutablePointer<pa_frame>) -> Result
    ) -> (result: Result, motion: MotionFrame?) {
        var motion = MotionFrame(index: index, time: 0)
        load(motion)
        lend(room, 0)
        let result = body(frame)
        let isRight = store(into: &motion, hadFace: false)
        motion.index = index
        return (result, isRight && isSound(motion) ? motion : nil)
    }

    private func lend(_ landmarks: UnsafeMutablePointer<Point>?, _ count: Int) {
        frame.pointee.landmarks = UnsafeMutableRawPointer(landmarks)?
            .assumingMemoryBound(to: Double.self)
        frame.pointee.landmark_count = UInt32(count)
    }

    private func load(_ motion: MotionFrame) {
        frame.pointee.index = Int64(motion.index)
        frame.pointee.time = motion.time
        frame.pointee.has_pose = motion.pose == nil ? 0 : 1
        frame.pointee.has_face = motion.face == nil ? 0 : 1
        frame.pointee.pose_confidence = motion.pose?.confidence ?? .nan
        frame.pointee.face_confidence = motion.face?.confidence ?? .nan
        for part in 0..<Self.parts {
            keypoints[part] = pa_keypoint(motion.pose?.part(part))
        }
    }

    /// - Returns: false when there is a face of a size that no face has.
    private func store(into motion: inout MotionFrame, hadFace: Bool) -> Bool {
        motion.time = frame.pointee.time
        if frame.pointee.has_pose == 0 {
            motion.pose = nil
        } else {
            // Taken out of the frame, so that its buffer has one owner and is changed in place.
            var pose = motion.pose ?? Pose()
            motion.pose = nil
            pose.confidence = Self.known(frame.pointee.pose_confidence)
            for part in 0..<min(Self.parts, pose.keypoints.count) {
                let keypoint = keypoints[part]
                pose.keypoints[part] =
                    keypoint.is_seen == 0
                    ? nil
                    : Keypoint(x: keypoint.x, y: keypoint.y, confidence: keypoint.confidence)
            }
            motion.pose = pose
        }
        let confidence = Self.known(frame.pointee.face_confidence)
        guard frame.pointee.has_face != 0 else {
            motion.face = nil
            return true
        }
        if hadFace {
            motion.face?.confidence = confidence
            return true
        }
        let count = Int(frame.pointee.landmark_count)
        guard Face.landmarkCounts.contains(count) else { return false }
        motion.face = Face(
            confidence: confidence,
            landmarks: Array(UnsafeBufferPointer(start: room, count: count)))
        return true
    }

    private static func known(_ confidence: Double) -> Double? {
        confidence.isNaN ? nil : confidence
    }

    /// Whether all numbers are finite.
    private func isSound(_ motion: MotionFrame) -> Bool {
        guard motion.time.isFinite else { return false }
        if let pose = motion.pose {
            for case let keypoint? in pose.keypoints
            where !keypoint.position.isFinite || !keypoint.confidence.isFinite {
                return false
            }
        }
        // Zero times what is not finite is no number, and stays none.
        var sums = (Point.zero, Point.zero)
        motion.face?.landmarks.withUnsafeBufferPointer { landmarks in
            for pair in 0..<(landmarks.count / 2) {
                sums.0 += landmarks[2 * pair] * 0
                sums.1 += landmarks[2 * pair + 1] * 0
            }
        }
        return (sums.0 + sums.1) == .zero
    }
}

extension Face {
    /// FaceMesh's landmarks, without and with irises.
    package static let landmarkCounts = [468, Int(PA_FACE_LANDMARKS)]
}

extension Pose {
    /// A part by its number; nil for one that was not reported.
    func part(_ number: Int) -> Keypoint? {
        number < keypoints.count ? keypoints[number] : nil
    }
}

extension pa_keypoint {
    /// A keypoint as plug-ins have it.
    init(_ keypoint: Keypoint?) {
        self.init()
        guard let keypoint else { return }
        (x, y) = (keypoint.position.x, keypoint.position.y)
        confidence = keypoint.confidence
        is_seen = 1
    }
}
