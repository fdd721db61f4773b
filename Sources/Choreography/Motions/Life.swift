import Geometry

/// What goes on whatever the dancer does: breath, blinking, small shifts.
enum Life {
    /// A breath every four seconds lifts the shoulders; `period` makes it fit the routine's end.
    static func breathe(_ stance: inout Stance, _ time: Double, period: Double) {
        let breath = 0.5 - 0.5 * Ease.wave(time / period + 0.25)
        stance.shoulderLift += 2.2 * breath
        stance.left.upper += 1.2 * breath
        stance.right.upper += 1.2 * breath
    }

    /// Closes the eyes at the given moments: quickly shut, more slowly open again.
    static func blink(_ stance: inout Stance, _ time: Double, at moments: [Double]) {
        for moment in moments {
            let shut = Ease.plateau(
                time, (moment - 0.08)...moment, (moment + 0.06)...(moment + 0.22))
            stance.expression.blink = max(stance.expression.blink, shut)
        }
    }
}
