import Motion

/// What a character can be bound to: keypoints, and the bones between them.
///
/// Rigs are data (`Rigs/*.yaml`); this is one read and checked.
public struct Rig: Sendable, Equatable {
    /// Which measure of the figure a bone's surroundings grow with.
    public enum Region: String, Sendable, CaseIterable { case body, face }

    /// Where a keypoint comes from in a frame of motion.
    public enum Source: Sendable, Equatable {
        case body(BodyPart)
        /// Index of a FaceMesh landmark.
        case face(Int)
    }

    public struct RigKeypoint: Sendable, Equatable {
        public var name: String
        public var source: Source
    }

    /// A bone between two keypoints, given as indices into `keypoints`.
    public struct Bone: Sendable, Equatable {
        public var start: Int
        public var end: Int
        public var group: Int
    }

    /// Bones that compete for a point together: a point belongs to the nearest group.
    public struct BoneGroup: Sendable, Equatable {
        public var name: String
        public var region: Region
        /// Indices into `bones`, ascending.
        public var bones: [Int]
    }

    /// How a face that is not seen is placed.
    public struct LostFace: Sendable, Equatable {
        /// Two keypoints that carry the face's rest layout.
        public var carriers: [Int]
        /// Two keypoints, seen without a face, that the carriers keep their place to.
        public var references: [Int]
    }

    public var name: String
    public var title: String
    public var keypoints: [RigKeypoint]
    public var bones: [Bone]
    public var groups: [BoneGroup]
    /// The joint that bones of art groups lean on; nil to lean on the far end of their parent.
    public var pivot: Int?
    public var lostFace: LostFace?

    /// "leftHip-leftKnee".
    public func name(ofBone index: Int) -> String {
        "\(keypoints[bones[index].start].name)-\(keypoints[bones[index].end].name)"
    }

    /// Keypoints that end a bone, ascending: the joints a character's skeleton must have.
    public var joints: [Int] {
        var isJoint = [Bool](repeating: false, count: keypoints.count)
        for bone in bones {
            isJoint[bone.start] = true
            isJoint[bone.end] = true
        }
        return keypoints.indices.filter { isJoint[$0] }
    }

    /// Keypoints whose names mark a place in the drawing: the joints and all of the face.
    ///
    /// Ears, eyes and nose of the body are left out, so that an ear or an eye may be named so.
    var markers: [Int] {
        let joints = Set(joints)
        return keypoints.indices.filter { index in
            if case .face = keypoints[index].source { return true }
            return joints.contains(index)
        }
    }

    func region(ofBone index: Int) -> Region { groups[bones[index].group].region }
}
