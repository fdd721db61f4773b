import Glibc

/// Ways to get from 0 to 1 as bodies do: slowly off, quickly through, slowly to rest.
enum Ease {
    /// The minimum-jerk curve (Flash and Hogan 1985), held at its ends.
    static func smooth(_ fraction: Double) -> Double {
        let t = min(max(fraction, 0), 1)
        return t * t * t * (10 + t * (6 * t - 15))
    }

    /// 0 before `start`, 1 after `end`.
    static func ramp(_ time: Double, from start: Double, to end: Double) -> Double {
        smooth((time - start) / (end - start))
    }

    /// Up between the first two moments, down between the last two.
    static func plateau(
        _ time: Double, _ up: ClosedRange<Double>, _ down: ClosedRange<Double>
    ) -> Double {
        ramp(time, from: up.lowerBound, to: up.upperBound)
            - ramp(time, from: down.lowerBound, to: down.upperBound)
    }

    /// A sine of `cycles` turns.
    static func wave(_ cycles: Double) -> Double { sin(2 * .pi * cycles) }
}

/// A value given at some moments, eased between them and held beyond.
struct Track {
    private let keys: [(time: Double, value: Double)]

    init(_ keys: [(Double, Double)]) { self.keys = keys.map { (time: $0.0, value: $0.1) } }

    func value(at time: Double) -> Double {
        guard let next = keys.firstIndex(where: { $0.time > time }) else {
            return keys.last?.value ?? 0
        }
        guard next > 0 else { return keys[0].value }
        let (from, to) = (keys[next - 1], keys[next])
        return from.value + (to.value - from.value) * Ease.ramp(time, from: from.time, to: to.time)
    }
}
