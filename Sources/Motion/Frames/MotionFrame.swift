import Geometry

/// What a motion source saw at one moment: a body, a face, both or nobody.
///
/// Coordinates are pixels of the source's picture.
public struct MotionFrame: Sendable, Equatable {
    /// Position in the clip, from 0.
    public var index: Int
    /// Seconds since the clip's start.
    public var time: Double
    public var pose: Pose?
    public var face: Face?

    public init(index: Int, time: Double, pose: Pose? = nil, face: Face? = nil) {
        self.index = index
        self.time = time
        self.pose = pose
        self.face = face
    }
}

/// One detected point.
public struct Keypoint: Sendable, Equatable {
    public var position: Point
    /// How sure the detector is, 0...1.
    public var confidence: Double

    public init(position: Point, confidence: Double) {
        self.position = position
        self.confidence = confidence
    }

    public init(x: Double, y: Double, confidence: Double) {
        self.init(position: Point(x, y), confidence: confidence)
    }
}

/// A detected body.
public struct Pose: Sendable, Equatable {
    /// How sure the detector is of the whole body, 0...1; nil when it did not say.
    public var confidence: Double?
    /// One entry a `BodyPart`, by raw value; nil when the detector did not report the part.
    public var keypoints: [Keypoint?]

    public init(
        confidence: Double? = nil,
        keypoints: [Keypoint?] = Array(repeating: nil, count: BodyPart.allCases.count)
    ) {
        self.confidence = confidence
        self.keypoints = keypoints
    }

    public subscript(part: BodyPart) -> Keypoint? {
        get { keypoints[part.rawValue] }
        set { keypoints[part.rawValue] = newValue }
    }
}

/// A detected face.
public struct Face: Sendable, Equatable {
    /// How sure the detector is that a face is in view, 0...1; nil when it did not say.
    public var confidence: Double?
    /// 468 FaceMesh landmarks, or 478 with irises, as x and y; depth is not used in the plane.
    public var landmarks: [Point]

    public init(confidence: Double?, landmarks: [Point]) {
        self.confidence = confidence
        self.landmarks = landmarks
    }
}
