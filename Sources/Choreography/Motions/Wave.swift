import Geometry

/// A greeting: the right arm goes up and waves, the weight rests on the left leg.
struct Wave: Routine {
    let duration = 4.5

    func stance(at time: Double) -> Stance {
        var stance = Stance()
        let raised = Ease.plateau(time, 0.4...1.0, 3.5...4.15)
        let early = Ease.plateau(time, 0.2...0.8, 3.6...4.3)
        // A small dip before the arm goes up.
        let dip = Ease.plateau(time, 0.12...0.32, 0.36...0.6)
        let waving = Ease.plateau(time, 0.95...1.2, 3.3...3.6) * Ease.wave((time - 1) * 2.1)
        let follow = Ease.plateau(time, 0.95...1.3, 3.3...3.7) * Ease.wave((time - 1.07) * 2.1)
        stance.right.upper = 14 - 6 * dip + 112 * raised + 5 * follow
        stance.right.fore = 6 - 5 * dip + 158 * raised + 26 * waving
        stance.left.upper = 14 + 5 * early + 1.5 * follow
        stance.left.fore = 6 - 20 * early
        stance.left.foreLength = 1 - 0.12 * early
        stance.hipShift = 17 * early
        stance.hipTilt = 5 * early
        stance.hipDrop = 4 + 7 * dip
        stance.lean = 3 * early
        stance.shoulderTilt = -5 * raised + 1.2 * follow
        stance.roll = 7 * early + 1.6 * follow
        stance.yaw = -8 * early
        stance.pitch = 1 + 3 * dip
        stance.rightFoot = Point(-42, 0)
        stance.expression.smile = 0.3 + 0.7 * early
        stance.expression.mouthOpen = 0.32 * Ease.plateau(time, 1.1...1.4, 2.4...2.9)
        stance.expression.browRaise = 0.7 * Ease.plateau(time, 0.6...0.9, 1.5...2.1)
        Life.breathe(&stance, time, period: duration)
        Life.blink(&stance, time, at: [0.35, 2.6, 4.1])
        return stance
    }
}
