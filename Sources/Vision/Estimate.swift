import Motion

/// A person found in a picture: a body, a face or both.
public struct Estimate: Sendable, Equatable {
    /// Who it is: someone keeps their number from picture to picture, and comes back under it after
    /// a short absence. Numbers count from 0 and stay below the number of people looked for.
    public var person: Int
    /// The 17 parts of the body, in pixels of the picture.
    public var pose: Pose?
    /// The face, in pixels of the picture.
    public var face: Face?
    /// All that the body's model tells, where that is more than the pose: BlazePose's 33 landmarks.
    public var landmarks: [BodyLandmark]
    /// The face with its depth, where there is a face: pixels of the picture, z too; smaller is
    /// nearer.
    public var mesh: [SIMD3<Double>]

    public init(
        person: Int, pose: Pose? = nil, face: Face? = nil, landmarks: [BodyLandmark] = [],
        mesh: [SIMD3<Double>] = []
    ) {
        self.person = person
        self.pose = pose
        self.face = face
        self.landmarks = landmarks
        self.mesh = mesh
    }
}
