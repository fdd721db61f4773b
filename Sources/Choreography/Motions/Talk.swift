import Geometry

/// Telling something with both hands, in two phrases with a pause.
struct Talk: Routine {
    let duration = 6.0

    /// Syllables: when the mouth opens, how far, and how wide or round it is.
    private static let syllables: [(time: Double, open: Double, width: Double)] = [
        (0.45, 0.55, 0.2), (0.67, 0.35, 0.6), (0.86, 0.7, -0.2), (1.12, 0.4, -0.9),
        (1.36, 0.6, 0.4), (1.58, 0.3, 0.8), (1.80, 0.75, 0), (2.10, 0.45, -0.7), (2.34, 0.35, 0.3),
        (3.20, 0.6, 0.5), (3.42, 0.4, -0.8), (3.64, 0.7, 0.1), (3.90, 0.3, 0.9), (4.10, 0.55, -0.4),
        (4.36, 0.8, 0), (4.66, 0.45, 0.6), (4.90, 0.5, -0.9), (5.16, 0.3, 0.3),
    ]

    func stance(at time: Double) -> Stance {
        var stance = Stance()
        speak(&stance, time)
        // The right hand explains first, then both.
        let first = Ease.plateau(time, 0.3...0.8, 2.3...2.8)
        let second = Ease.plateau(time, 3.0...3.5, 5.0...5.6)
        let beat = Ease.plateau(time, 0.8...1.0, 2.2...2.5) * Ease.wave(time * 1.7)
        let beats = Ease.plateau(time, 3.5...3.7, 4.9...5.2) * Ease.wave(time * 1.9 + 0.2)
        stance.right.upper = 14 + 8 * first + 12 * second + 4 * beat
        stance.right.fore = 6 + 132 * first + 124 * second + 16 * beat + 14 * beats
        stance.right.foreLength = 1 - 0.34 * first - 0.3 * second
        stance.left.upper = 14 + 3 * first + 12 * second
        stance.left.fore = 6 + 124 * second + 14 * beats
        stance.left.foreLength = 1 - 0.3 * second
        stance.hipShift = -9 * first + 10 * Ease.plateau(time, 2.6...3.2, 5.2...5.8)
        stance.hipTilt = -3 * first + 3 * second
        stance.hipDrop = 3
        stance.lean = -1.5 * first + 2 * second
        stance.shoulderTilt = 3 * first + 1.5 * beats
        stance.yaw = -13 * first + 10 * second
        stance.pitch = 1 + 4 * beat + 4.5 * beats + 6 * Ease.plateau(time, 2.5...2.65, 2.7...2.95)
        stance.roll = -4 * first + 4.5 * second
        Life.breathe(&stance, time, period: duration / 2)
        Life.blink(&stance, time, at: [0.2, 1.45, 2.6, 3.85, 5.4])
        return stance
    }

    private func speak(_ stance: inout Stance, _ time: Double) {
        for syllable in Self.syllables {
            let share = Ease.plateau(
                time, (syllable.time - 0.11)...syllable.time,
                (syllable.time + 0.02)...(syllable.time + 0.15))
            stance.expression.mouthOpen += syllable.open * share
            stance.expression.mouthWidth += syllable.width * share
        }
        stance.expression.mouthOpen = min(stance.expression.mouthOpen, 1)
        stance.expression.smile = 0.35 + 0.4 * Ease.plateau(time, 5.1...5.5, 5.7...6)
        stance.expression.browRaise =
            0.8 * Ease.plateau(time, 0.7...0.9, 1.1...1.5)
            + Ease.plateau(time, 3.9...4.2, 4.5...4.9)
    }
}
