import Geometry

/// Two bars of side steps, twice: the hips lead, arms and head answer.
struct Dance: Routine {
    /// At 112 beats a minute.
    private let beat = 60.0 / 112
    var duration: Double { beat * 12 }

    func stance(at time: Double) -> Stance {
        var stance = Stance()
        let beats = time / beat
        // Step out to the left on the first beat, close on the second, back on three and four.
        let bar = beats.truncatingRemainder(dividingBy: 4)
        let left = step(bar, at: 0) - step(bar, at: 3)
        let right = step(bar, at: 1) - step(bar, at: 2)
        let place = (left + right) / 2
        stance.leftFoot = Point(34 + 46 * left, 17 * (hop(bar, at: 0) + hop(bar, at: 3)))
        stance.rightFoot = Point(-34 + 46 * right, 17 * (hop(bar, at: 1) + hop(bar, at: 2)))
        let bounce = Ease.wave(beats - 0.2)
        let groove = Ease.wave(beats / 2 - 0.05)
        stance.hipShift = 46 * place + 10 * groove
        stance.hipDrop = 16 + 9 * bounce
        stance.hipTilt = 6 * groove
        stance.lean = -4 * groove
        stance.shoulderTilt = 7 * Ease.wave(beats / 2 - 0.12)
        // Forearms pump in front of the body, one after the other.
        let pump = Ease.wave(beats / 2 - 0.1)
        stance.left.upper = 46 + 16 * pump
        stance.left.fore = 128 + 40 * Ease.wave(beats / 2 - 0.18)
        stance.left.foreLength = 0.82
        stance.right.upper = 46 - 16 * pump
        stance.right.fore = 128 - 40 * Ease.wave(beats / 2 - 0.18)
        stance.right.foreLength = 0.82
        stance.roll = 6 * Ease.wave(beats / 2 - 0.2)
        stance.yaw = 14 * Ease.wave(beats / 4 - 0.05)
        stance.pitch = 3 + 4 * Ease.wave(beats - 0.35)
        stance.expression.smile = 0.85
        stance.expression.mouthOpen = 0.22 + 0.14 * Ease.wave(beats / 4)
        stance.expression.browRaise = 0.35 + 0.35 * Ease.wave(beats / 2)
        Life.blink(&stance, time, at: [1.3, 3.9, 5.6])
        return stance
    }

    /// 0 before a step is taken, 1 after it; a step takes six tenths of a beat.
    private func step(_ bar: Double, at start: Double) -> Double {
        Ease.ramp(bar, from: start + 0.1, to: start + 0.7)
    }

    /// How high the foot is on that step.
    private func hop(_ bar: Double, at start: Double) -> Double {
        let done = step(bar, at: start)
        return 4 * done * (1 - done)
    }
}
