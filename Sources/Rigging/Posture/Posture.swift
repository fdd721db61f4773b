import Geometry
import Motion

/// Where a rig's keypoints are at one moment: what deformers see of the motion.
///
/// Coordinates are pixels of the clip's picture.
public struct Posture: Sendable {
    /// False when nobody is seen; then nothing else is meant to be read.
    public var isValid: Bool
    /// The frame's position in the output, from 0.
    public var index = 0
    /// Seconds since the clip's start.
    public var time = 0.0
    /// One entry a keypoint of the rig, always with finite coordinates.
    public var keypoints: [Keypoint]
    /// Size of the body against its rest pose: the lengths of all its bones together.
    public var bodyScale: Double
    /// Size of the face against its rest pose.
    public var faceScale: Double

    /// The rest pose itself.
    public init(restPoseOf skeleton: Skeleton) {
        isValid = true
        keypoints = skeleton.restPositions.map {
            Keypoint(position: $0.isFinite ? $0 : .zero, confidence: 1)
        }
        bodyScale = 1
        faceScale = 1
    }

    public func scale(of region: Rig.Region) -> Double {
        switch region {
        case .body: bodyScale
        case .face: faceScale
        }
    }
}
