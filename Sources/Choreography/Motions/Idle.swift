import Geometry

/// Stands, breathes, shifts its weight; ends as it begins, so that it can go on for ever.
struct Idle: Routine {
    let duration = 8.0

    func stance(at time: Double) -> Stance {
        var stance = Stance()
        let shift = Ease.wave(time / duration)
        stance.hipShift = 7 * shift
        stance.hipTilt = 2 * shift
        stance.hipDrop = 3
        stance.lean = 1.2 * shift
        stance.yaw = 6 * Ease.wave(time / duration + 0.2)
        stance.roll = 2.5 * Ease.wave(time / duration - 0.1)
        stance.pitch = 1.5 * Ease.wave(2 * time / duration)
        stance.left.fore = 4 + 3 * shift
        stance.right.fore = 4 - 3 * shift
        stance.expression.smile = 0.35
        Life.breathe(&stance, time, period: duration / 2)
        Life.blink(&stance, time, at: [1.1, 3.9, 6.6])
        return stance
    }
}
