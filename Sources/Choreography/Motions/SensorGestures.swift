import Geometry

/// The answer to a circle: the right hand draws one over the head.
struct Ring: Routine {
    let duration = 2.4

    func stance(at time: Double) -> Stance {
        var stance = Stance()
        let up = Ease.plateau(time, 0...0.5, 1.9...2.4)
        let turn = Ease.ramp(time, from: 0.4, to: 2.0)
        stance.right.upper = 14 + 126 * up + 22 * up * Ease.wave(turn + 0.25)
        stance.right.fore = 6 + 160 * up + 48 * up * Ease.wave(turn)
        stance.right.foreLength = 1 - 0.12 * up * Ease.wave(turn + 0.25)
        stance.left.upper = 14 + 26 * up
        stance.left.fore = 6 + 60 * up
        stance.left.foreLength = 1 - 0.2 * up
        stance.hipShift = 10 * up * Ease.wave(turn)
        stance.hipDrop = 3 + 3 * up
        stance.lean = 4 * up * Ease.wave(turn)
        stance.roll = 6 * up * Ease.wave(turn)
        stance.yaw = -10 * up
        stance.expression.smile = 0.35 + 0.6 * up
        stance.expression.mouthOpen = 0.35 * Ease.plateau(time, 0.3...0.7, 1.5...2.0)
        stance.expression.browRaise = 0.6 * up
        return stance
    }
}

/// The answer to an angle: a lunge to the side, one arm up, the other along it downwards.
struct Slope: Routine {
    let duration = 2.0

    func stance(at time: Double) -> Stance {
        var stance = Stance()
        let out = Ease.plateau(time, 0.1...0.5, 1.5...2.0)
        let dip = Ease.plateau(time, 0...0.15, 0.2...0.4)
        stance.right.upper = 14 + 116 * out
        stance.right.fore = 6 + 126 * out
        stance.left.upper = 14 + 34 * out
        stance.left.fore = 6 + 42 * out
        stance.hipShift = 34 * out
        stance.hipDrop = 3 + 22 * out + 6 * dip
        stance.hipTilt = -5 * out
        stance.lean = -13 * out
        stance.shoulderTilt = -6 * out
        stance.yaw = -14 * out
        stance.leftFoot = Point(38 + 44 * out, 0)
        stance.rightFoot = Point(-38 - 26 * out, 0)
        stance.expression.smile = 0.35 + 0.4 * out
        stance.expression.mouthWidth = 0.5 * out
        return stance
    }
}

/// The answer to a W: wings flap twice, with a hop at each.
struct Wing: Routine {
    let duration = 2.4

    func stance(at time: Double) -> Stance {
        var stance = Stance()
        let up = Ease.plateau(time, 0...0.35, 2.05...2.4)
        let beat = Ease.wave(time * 1.25 - 0.25)
        let late = Ease.wave((time - 0.09) * 1.25 - 0.25)
        stance.left.upper = 14 + up * (66 + 40 * beat)
        stance.right.upper = stance.left.upper
        stance.left.fore = 6 + up * (74 + 66 * late)
        stance.right.fore = stance.left.fore
        let lift = 14 * up * max(beat, 0)
        stance.hipDrop = 3 + 9 * up * max(-beat, 0) - lift
        stance.leftFoot = Point(38, lift)
        stance.rightFoot = Point(-38, lift)
        stance.shoulderLift = 4 * up * beat
        stance.pitch = -5 * up * late
        stance.expression.smile = 0.35 + 0.65 * up
        stance.expression.mouthOpen = 0.4 * up * max(beat, 0)
        stance.expression.browRaise = 0.7 * up
        return stance
    }
}

/// The answer to shaking: a shiver from the shoulders down.
struct Shake: Routine {
    let duration = 1.8

    func stance(at time: Double) -> Stance {
        var stance = Stance()
        let on = Ease.plateau(time, 0...0.25, 1.35...1.8)
        let fast = Ease.wave(time * 5)
        let late = Ease.wave((time - 0.05) * 5)
        stance.shoulderTilt = 7 * on * fast
        stance.lean = 3 * on * late
        stance.roll = -5 * on * late
        stance.hipShift = -8 * on * late
        stance.hipDrop = 3 + 10 * on
        stance.left.upper = 14 + on * (22 + 8 * fast)
        stance.right.upper = 14 + on * (22 - 8 * fast)
        stance.left.fore = 6 - 80 * on + 10 * on * late
        stance.right.fore = 6 - 80 * on - 10 * on * late
        stance.left.foreLength = 1 - 0.25 * on
        stance.right.foreLength = 1 - 0.25 * on
        stance.expression.browRaise = 0.8 * on
        stance.expression.mouthOpen = 0.25 * on
        stance.expression.mouthWidth = 0.6 * on
        return stance
    }
}
