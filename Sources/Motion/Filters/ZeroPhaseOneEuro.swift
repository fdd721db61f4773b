import Geometry

/// The One-Euro filter over a whole clip without its lag: forth, then back.
///
/// What is late after the way forth is early by as much after the way back. As a filter that
/// goes by speed is not the same in both orders, both are gone, forth and back and back and forth,
/// and the result is the mean: a clip played backward is filtered alike. Doubtful parts are
/// believed as they are; `GapInterpolation` before this filter takes care of them.
public struct ZeroPhaseOneEuro: ClipFilter, Sendable {
    public let settings: OneEuroSettings

    public init(_ settings: OneEuroSettings = OneEuroSettings()) {
        self.settings = settings
    }

    public func apply(to clip: inout [MotionFrame]) {
        var forthAndBack = clip
        passForth(&forthAndBack)
        passBack(&forthAndBack)
        var backAndForth = clip
        passBack(&backAndForth)
        passForth(&backAndForth)
        for index in clip.indices {
            clip[index].pose = Self.mean(forthAndBack[index].pose, backAndForth[index].pose)
            clip[index].face = Self.mean(forthAndBack[index].face, backAndForth[index].face)
        }
    }

    private func passForth(_ clip: inout [MotionFrame]) {
        var filter = OneEuroSmoothing(settings, leastConfidence: 0)
        for index in clip.indices { filter.apply(to: &clip[index]) }
    }

    /// Backward, time runs from minus the end to minus the start.
    private func passBack(_ clip: inout [MotionFrame]) {
        var filter = OneEuroSmoothing(settings, leastConfidence: 0)
        for index in clip.indices.reversed() {
            let time = clip[index].time
            clip[index].time = -time
            filter.apply(to: &clip[index])
            clip[index].time = time
        }
    }

    private static func mean(_ one: Pose?, _ other: Pose?) -> Pose? {
        guard var mean = one, let other else { return one ?? other }
        for index in mean.keypoints.indices {
            guard let theirs = other.keypoints[index] else { continue }
            guard let ours = mean.keypoints[index] else {
                mean.keypoints[index] = theirs
                continue
            }
            mean.keypoints[index]?.position = (ours.position + theirs.position) / 2
        }
        return mean
    }

    private static func mean(_ one: Face?, _ other: Face?) -> Face? {
        guard var mean = one, let other else { return one ?? other }
        for index in mean.landmarks.indices {
            mean.landmarks[index] = (mean.landmarks[index] + other.landmarks[index]) / 2
        }
        return mean
    }
}
