import Geometry

/// A person in one frame, before it is known who it is.
package struct Sighting: Sendable {
    var pose: Pose?
    var face: Face?
    /// What the source calls the person, where it follows people from frame to frame.
    var identity: String?

    package init(pose: Pose? = nil, face: Face? = nil, identity: String? = nil) {
        self.pose = pose
        self.face = face
        self.identity = identity
    }

    /// Whether there is anything of the person.
    var isEmpty: Bool { face == nil && !(pose?.keypoints.contains { $0 != nil } ?? false) }

    /// What holds all that is seen of the person.
    var bounds: Rect { Rect(around: pose, face) }
}

extension Rect {
    /// Holds all points of a body and a face.
    package init(around pose: Pose?, _ face: Face?) {
        self = .empty
        for case let keypoint? in pose?.keypoints ?? [] { include(keypoint.position) }
        for landmark in face?.landmarks ?? [] { include(landmark) }
    }
}
