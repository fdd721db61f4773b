import Geometry

/// Steadies a whole clip by what is most likely: `KalmanSmoother` on every part of the body and
/// every landmark of the face.
///
/// An observation of confidence c may be off by noise/c, a doubtful one by a hundred times the
/// noise, which is as good as not seen. As lengths are measured in sizes of the body or face,
/// settings suit near and far people alike.
public struct RTSSmoothing: ClipFilter, Sendable {
    /// How far a sure observation is off, in sizes of the body or face.
    public let noise: Double
    /// How much a point's velocity changes at random, squared and per second, in sizes²/s³: the
    /// higher, the more closely quick motion is followed.
    public let agility: Double
    /// After a longer absence, in seconds, a point begins anew.
    public let longestGap: Double

    /// Below it an observation is doubtful.
    private static let leastConfidence = 0.3
    /// Sizes a second; any velocity is likely for this.
    private static let topSpeed = 1000.0

    public init(noise: Double = 0.0075, agility: Double = 1, longestGap: Double = 0.5) {
        self.noise = noise
        self.agility = agility
        self.longestGap = longestGap
    }

    public func apply(to clip: inout [MotionFrame]) {
        let bodySize = Self.median(
            clip.compactMap { $0.pose.flatMap { $0.isDoubtful ? nil : $0.extent } })
        let faceSize = Self.median(clip.compactMap { $0.face?.extent })
        if let bodySize {
            let smooth = smoothing(size: bodySize)
            clip.changeBodyTracks(longestGap: longestGap, smooth)
        }
        if let faceSize {
            let smooth = smoothing(size: faceSize)
            clip.changeFaceTracks(longestGap: longestGap, smooth)
        }
    }

    private func smoothing(size: Double) -> (inout PointTrack) -> Void {
        var smoother = KalmanSmoother(
            push: agility * size * size,
            unknownVelocity: Self.topSpeed * size * Self.topSpeed * size)
        var variances: [Double] = []
        return { track in
            variances.removeAll(keepingCapacity: true)
            for (position, confidence) in zip(track.positions, track.confidences) {
                let isSound = confidence >= Self.leastConfidence
                let error = noise * size * (isSound ? 1 / min(confidence, 1) : 100)
                variances.append(position.isFinite ? error * error : .infinity)
            }
            smoother.smooth(&track.positions, at: track.times, variances: variances)
        }
    }

    private static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
}
