import PoseAnimate

/// How near to the truth filtered motion is, in pixels of a body of 400 px.
struct SteadinessMeasure {
    private var squares = 0.0
    private var count = 0.0
    private var steps = 0.0
    private var stepCount = 0.0

    /// The root of the mean square by which a coordinate misses the truth.
    var error: Double { (squares / count).squareRoot() }
    /// The mean change of a coordinate from frame to frame while the truth is at rest.
    var jitter: Double { stepCount > 0 ? steps / stepCount : .nan }

    /// Takes the parts that the truth knows well.
    ///
    /// A part is at rest where it goes less than a twentieth of the body's size in a second.
    mutating func add(_ frames: [MotionFrame], of motion: NoisyMotion, parts: [BodyPart]) {
        let restingStep = 20 * motion.pixel / motion.rate
        for part in parts {
            var before: (truth: Point, found: Point)?
            for (truth, found) in zip(motion.truth, frames) {
                guard let truth = truth.pose?[part], truth.confidence >= 0.3,
                    let found = found.pose?[part]
                else {
                    before = nil
                    continue
                }
                let miss = (found.position - truth.position) / motion.pixel
                squares += miss.dot(miss)
                count += 2
                if let before, (truth.position - before.truth).length < restingStep {
                    let step = (found.position - before.found) / motion.pixel
                    steps += (abs(step.x) + abs(step.y)) / 2
                    stepCount += 1
                }
                before = (truth.position, found.position)
            }
        }
    }
}
