import Geometry

/// A jump for joy: crouch, push off, fly, land, settle.
struct Jump: Routine {
    let duration = 4.0
    private let takeOff = 1.15
    private let landing = 1.66
    private let height = 62.0

    private let crouch = Track([
        (0.35, 0), (0.85, 78), (0.95, 78), (1.15, -2), (1.75, 2), (1.95, 62), (2.45, -3), (2.9, 3),
        (3.3, 0),
    ])
    private let arms = Track([
        (0.3, 0), (0.8, -0.2), (1.45, 1), (1.65, 1), (2.3, 0.06), (2.7, -0.05), (3.2, 0),
    ])

    func stance(at time: Double) -> Stance {
        var stance = Stance()
        // In the air a body follows a parabola.
        let flight = (time - takeOff) / (landing - takeOff)
        let air = flight > 0 && flight < 1 ? 4 * height * flight * (1 - flight) : 0
        let bend = crouch.value(at: time)
        stance.hipDrop = 3 + bend - air
        let tuck = air / height
        stance.leftFoot = Point(40 + 12 * tuck, max(air - 8 * tuck, 0))
        stance.rightFoot = Point(-40 - 12 * tuck, max(air - 8 * tuck, 0))
        let up = arms.value(at: time)
        for arm in [\Stance.left, \Stance.right] {
            stance[keyPath: arm].upper = 14 + 128 * max(up, 0) + 60 * max(-up, 0)
            stance[keyPath: arm].fore = 6 + 158 * max(up, 0) + 14 * max(-up, 0)
            stance[keyPath: arm].foreLength = 1 - 0.9 * max(-up, 0)
        }
        // The trunk bends towards the viewer in a crouch, which lowers shoulders and head.
        stance.shoulderLift = -0.28 * max(bend, 0)
        stance.pitch = 2 + 0.18 * max(bend, 0) - 10 * tuck
        stance.roll = 2 * Ease.wave(time / duration)
        stance.expression.smile = 0.3 + 0.7 * Ease.plateau(time, 1.0...1.3, 3.0...3.7)
        stance.expression.mouthOpen = 0.75 * Ease.plateau(time, 1.05...1.25, 1.8...2.3)
        stance.expression.browRaise = Ease.plateau(time, 1.0...1.2, 1.8...2.2)
        Life.breathe(&stance, time, period: duration / 2)
        Life.blink(&stance, time, at: [0.6, 1.92, 3.4])
        return stance
    }
}
