import Geometry
import Motion

/// Follows motion frame by frame and says where the rig's keypoints are.
///
/// It keeps what the frames leave open: a part that is not reported stays where it was, and a face
/// that is lost is carried by the ears (Pose Animator's rule, skeleton.js). Frames must be given in
/// order, from the clip's first.
public struct PostureTracker: Sendable {
    /// Below this confidence of the whole pose nobody is there (the original's `MIN_POSE_SCORE`).
    static let leastPoseConfidence = 0.1
    /// A face is trusted above this confidence.
    static let leastFaceConfidence = 0.8

    private let skeleton: Skeleton
    /// Width of the clip's picture when motion is mirrored; nil when it is not.
    private let mirrorWidth: Double?
    /// For every keypoint the one it is read from: itself, or its counterpart when mirrored.
    private let readFrom: [Int]
    private var isKnown: [Bool]
    private var lostFace: LostFaceRule?

    /// - Parameter mirrorWidth: the width of the clip's picture, to swap left and right and flip
    ///   the picture, as a mirror does; nil to leave motion as it is.
    public init(skeleton: Skeleton, mirrorWidth: Double? = nil) {
        self.skeleton = skeleton
        self.mirrorWidth = mirrorWidth
        let names = skeleton.rig.keypoints.map(\.name)
        readFrom = names.indices.map { index in
            guard mirrorWidth != nil else { return index }
            return names.firstIndex(of: Self.counterpart(of: names[index])) ?? index
        }
        isKnown = Array(repeating: false, count: names.count)
        lostFace = LostFaceRule(skeleton)
    }

    /// Writes the posture of the next frame.
    public mutating func update(_ posture: inout Posture, with frame: MotionFrame) {
        posture.index = frame.index
        posture.time = frame.time
        posture.isValid = isPresent(frame)
        guard posture.isValid else { return }
        let face = trustedFace(frame)
        for index in posture.keypoints.indices {
            guard let seen = observation(of: readFrom[index], frame.pose, face) else { continue }
            posture.keypoints[index] = mirrored(seen)
            isKnown[index] = true
        }
        placeFace(&posture, isSeen: face != nil)
        measure(&posture)
        placeUnknown(&posture)
    }

    private mutating func placeFace(_ posture: inout Posture, isSeen: Bool) {
        guard let references = lostFace?.references, references.allSatisfy({ isKnown[$0] }) else {
            return
        }
        if isSeen {
            lostFace?.remember(posture)
        } else if lostFace?.place(&posture) == true {
            for index in skeleton.rig.keypoints.indices {
                if case .face = skeleton.rig.keypoints[index].source { isKnown[index] = true }
            }
        }
    }

    private func isPresent(_ frame: MotionFrame) -> Bool {
        if let pose = frame.pose { return !((pose.confidence ?? 1) < Self.leastPoseConfidence) }
        let needsBody = skeleton.rig.groups.contains { $0.region == .body }
        return !needsBody && trustedFace(frame) != nil
    }

    private func trustedFace(_ frame: MotionFrame) -> Face? {
        guard let face = frame.face, (face.confidence ?? 0) > Self.leastFaceConfidence else {
            return nil
        }
        return face
    }

    private func observation(of index: Int, _ pose: Pose?, _ face: Face?) -> Keypoint? {
        switch skeleton.rig.keypoints[index].source {
        case .body(let part): return pose?[part]
        case .face(let landmark):
            guard let face, face.landmarks.indices.contains(landmark) else { return nil }
            return Keypoint(
                position: face.landmarks[landmark], confidence: face.confidence ?? 1)
        }
    }

    private func mirrored(_ keypoint: Keypoint) -> Keypoint {
        guard let mirrorWidth else { return keypoint }
        var flipped = keypoint
        flipped.position.x = mirrorWidth - keypoint.position.x
        return flipped
    }

    /// Current against rest length of each region's bones, over those with both ends known.
    private func measure(_ posture: inout Posture) {
        for region in Rig.Region.allCases {
            var current = 0.0
            var rest = 0.0
            for (index, bone) in skeleton.rig.bones.enumerated()
            where skeleton.rig.region(ofBone: index) == region {
                guard isKnown[bone.start], isKnown[bone.end] else { continue }
                let start = posture.keypoints[bone.start].position
                current += (posture.keypoints[bone.end].position - start).length
                rest += skeleton.boneLengths[index]
            }
            let scale = rest > 0 ? current / rest : 1
            switch region {
            case .body: posture.bodyScale = scale
            case .face: posture.faceScale = scale
            }
        }
    }

    /// Gives keypoints that were never seen a place that keeps the figure together, and no
    /// confidence, so that what hangs on them stays hidden.
    private func placeUnknown(_ posture: inout Posture) {
        guard isKnown.contains(false) else { return }
        var center = Point.zero
        var restOfKnown = Point.zero
        var count = 0.0
        for index in isKnown.indices where isKnown[index] {
            let rest = skeleton.restPositions[index]
            guard rest.isFinite else { continue }
            center += posture.keypoints[index].position
            restOfKnown += rest
            count += 1
        }
        if count > 0 {
            center /= count
            restOfKnown /= count
        }
        let scale = posture.bodyScale
        for index in isKnown.indices where !isKnown[index] {
            let rest = skeleton.restPositions[index]
            let offset = rest.isFinite ? (rest - restOfKnown) * scale : .zero
            posture.keypoints[index] = Keypoint(position: center + offset, confidence: 0)
        }
    }

    private static func counterpart(of name: String) -> String {
        if name.hasPrefix("left") { return "right" + name.dropFirst(4) }
        if name.hasPrefix("right") { return "left" + name.dropFirst(5) }
        return name
    }
}
