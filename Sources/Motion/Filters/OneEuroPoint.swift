import Geometry

/// How the One-Euro filter steadies.
public struct OneEuroSettings: Sendable, Equatable {
    /// The cut-off of a point at rest, in Hz: the lower, the steadier and the later.
    public var minCutoff = 0.5
    /// By how many Hz the cut-off rises when a point moves by the length of its body or face in a
    /// second: the higher, the less it lags behind quick motion.
    public var beta = 20.0
    /// The cut-off of the speed itself, in Hz.
    public var speedCutoff = 1.0

    public init() {}

    public init(minCutoff: Double, beta: Double, speedCutoff: Double) {
        self.minCutoff = minCutoff
        self.beta = beta
        self.speedCutoff = speedCutoff
    }
}

/// One point followed by the One-Euro filter: a low-pass whose cut-off rises with the speed, so
/// that rest is steady and motion is not late.
///
/// After G. Casiez, N. Roussel, D. Vogel, "1€ Filter: A Simple Speed-based Low-pass Filter for
/// Noisy Input in Interactive Systems", CHI 2012, the two coordinates apart. Speed is measured in
/// sizes of the body or face, as MediaPipe does, so that settings suit near and far people alike.
struct OneEuroPoint: Sendable, Equatable {
    private(set) var position: Point
    private(set) var time: Double
    /// Sizes a second.
    private var speed = Point.zero

    init(position: Point, time: Double) {
        self.position = position
        self.time = time
    }

    /// Takes what is observed at a later moment. Where no time has passed, nothing moves.
    mutating func follow(
        _ observed: Point, at now: Double, size: Double, _ settings: OneEuroSettings
    ) {
        let step = now - time
        guard step > 0, step.isFinite else { return }
        let seen = (observed - position) / (step * size)
        speed += (seen - speed) * LowPass.weight(Point(repeating: settings.speedCutoff), step)
        let cutoff = settings.minCutoff + settings.beta * pointwiseMax(speed, -speed)
        position += (observed - position) * LowPass.weight(cutoff, step)
        time = now
    }
}
