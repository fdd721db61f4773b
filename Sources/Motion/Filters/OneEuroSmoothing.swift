import Geometry

/// Steadies body and face by the One-Euro filter as frames pass.
///
/// A part of the body that is seen with less confidence than `leastConfidence` stays where it was,
/// for `longestHold` seconds at most; then it is believed again. After a longer absence a point
/// starts anew where it is seen. Poses and faces of too little confidence pass unchanged and leave
/// no trace.
public struct OneEuroSmoothing: MotionFilter, Sendable {
    public let settings: OneEuroSettings
    public let leastConfidence: Double
    public let longestHold: Double

    /// By raw value of `BodyPart`; nil for parts not seen yet.
    private var parts: [Part?] = Array(repeating: nil, count: BodyPart.allCases.count)
    private var landmarks: [OneEuroPoint] = []
    private var faceTime = -Double.infinity
    private var bodySize = Self.assumedSize
    private var faceSize = Self.assumedSize

    private struct Part {
        var point: OneEuroPoint
        /// Of the last observation that was taken.
        var confidence: Double
        /// When it was last seen with enough confidence.
        var soundTime: Double
    }

    /// A size in pixels for what shows none, as a single point; a person in a webcam's picture.
    private static let assumedSize = 400.0

    public init(
        _ settings: OneEuroSettings = OneEuroSettings(), leastConfidence: Double = 0.3,
        longestHold: Double = 0.5
    ) {
        self.settings = settings
        self.leastConfidence = leastConfidence
        self.longestHold = longestHold
    }

    public mutating func apply(to frame: inout MotionFrame) {
        // Taken out of the frame, so that its buffer is changed in place where nobody else holds it.
        if var pose = frame.pose, !pose.isDoubtful {
            frame.pose = nil
            steady(&pose, at: frame.time)
            frame.pose = pose
        }
        if var face = frame.face, !face.isDoubtful(leastConfidence) {
            frame.face = nil
            steady(&face, at: frame.time)
            frame.face = face
        }
    }

    private mutating func steady(_ pose: inout Pose, at time: Double) {
        bodySize = pose.extent ?? bodySize
        for index in pose.keypoints.indices.prefix(parts.count) {
            guard let observed = pose.keypoints[index] else { continue }
            let part = follow(parts[index], observed, at: time)
            parts[index] = part
            pose.keypoints[index] = part.map {
                Keypoint(position: $0.point.position, confidence: $0.confidence)
            }
        }
    }

    /// The part after one more observation; nil when there never was one to use.
    private func follow(_ before: Part?, _ observed: Keypoint, at time: Double) -> Part? {
        guard observed.isUsable else { return before }
        let isSound = observed.isSound(leastConfidence)
        guard var part = before, time - part.point.time <= longestHold else {
            // A part that was never seen well is believed as it is.
            let soundTime = isSound ? time : before?.soundTime ?? -.infinity
            return Part(
                point: OneEuroPoint(position: observed.position, time: time),
                confidence: observed.confidence, soundTime: soundTime)
        }
        guard isSound || time - part.soundTime > longestHold else { return part }
        part.point.follow(observed.position, at: time, size: bodySize, settings)
        part.confidence = observed.confidence
        if isSound { part.soundTime = time }
        return part
    }

    private mutating func steady(_ face: inout Face, at time: Double) {
        faceSize = face.extent ?? faceSize
        let isNew = landmarks.count != face.landmarks.count || time - faceTime > longestHold
        faceTime = time
        if isNew {
            landmarks.removeAll(keepingCapacity: true)
            for landmark in face.landmarks {
                landmarks.append(OneEuroPoint(position: landmark, time: time))
            }
            return
        }
        for index in landmarks.indices {
            let observed = face.landmarks[index]
            if !landmarks[index].position.isFinite {
                landmarks[index] = OneEuroPoint(position: observed, time: time)
            } else if observed.isFinite {
                landmarks[index].follow(observed, at: time, size: faceSize, settings)
            }
            face.landmarks[index] = landmarks[index].position
        }
    }
}
