import Geometry
import Glibc

/// Walking on the spot towards the viewer.
struct Walk: Routine {
    /// Two steps.
    private let cycle = 1.2
    var duration: Double { cycle * 4 }

    func stance(at time: Double) -> Stance {
        var stance = Stance()
        let phase = (time / cycle).truncatingRemainder(dividingBy: 1)
        // Each foot is in the air for 42 % of the cycle, half a cycle apart.
        stance.leftFoot = Point(26, 46 * lift(phase))
        stance.rightFoot = Point(-26, 46 * lift((phase + 0.5).truncatingRemainder(dividingBy: 1)))
        // The weight goes over the standing foot, lowest when both feet are down.
        let sway = Ease.wave(phase + 0.02)
        stance.hipShift = -13 * sway
        stance.hipTilt = -4.5 * sway
        stance.hipDrop = 7 + 4 * Ease.wave(2 * phase + 0.35)
        stance.lean = 1.6 * sway
        stance.shoulderTilt = 2.6 * sway
        // Arms swing against the legs; one that comes forward bends and looks shorter.
        let swing = Ease.wave(phase - 0.04)
        stance.left.upper = 15 + 4 * swing
        stance.left.fore = 7 - 10 * max(-swing, 0)
        stance.left.foreLength = 1 - 0.34 * max(-swing, 0)
        stance.right.upper = 15 - 4 * swing
        stance.right.fore = 7 - 10 * max(swing, 0)
        stance.right.foreLength = 1 - 0.34 * max(swing, 0)
        stance.roll = -2 * Ease.wave(phase - 0.08)
        stance.yaw = 5 * Ease.wave(time / duration)
        stance.pitch = 2 + 2.5 * Ease.wave(2 * phase + 0.25)
        stance.expression.smile = 0.5
        Life.breathe(&stance, time, period: duration / 2)
        Life.blink(&stance, time, at: [0.9, 3.2])
        return stance
    }

    private func lift(_ phase: Double) -> Double {
        guard phase < 0.42 else { return 0 }
        let half = sin(.pi * phase / 0.42)
        return half * half
    }
}
