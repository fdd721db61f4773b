import Motion

/// One landmark followed by the One-Euro filter as MediaPipe has it (one_euro_filter.cc): unlike
/// `OneEuroSmoothing` it measures speed between observations, not from what was made of the last
/// one, so that rest is left a little sooner.
struct OneEuroLandmark {
    private(set) var position: SIMD3<Double>
    private var observed: SIMD3<Double>
    /// Sizes a second.
    private var speed = SIMD3<Double>.zero

    init(_ position: SIMD3<Double>) {
        self.position = position
        observed = position
    }

    /// Takes what is observed a step of time later, in seconds, of a body of a size.
    mutating func follow(
        _ now: SIMD3<Double>, after step: Double, size: Double, _ settings: OneEuroSettings
    ) {
        let seen = (now - observed) / (step * size)
        observed = now
        speed += (seen - speed) * LowPass.weight(SIMD3(repeating: settings.speedCutoff), step)
        let cutoff = settings.minCutoff + settings.beta * pointwiseMax(speed, -speed)
        position += (now - position) * LowPass.weight(cutoff, step)
    }
}
