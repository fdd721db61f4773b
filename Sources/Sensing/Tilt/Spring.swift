/// A damped spring that is pulled to a place: it lags, overshoots and comes to rest there, as loose
/// things on a moving body do.
struct Spring {
    /// Angular frequency, and the share of critical damping.
    private let rate: Double
    private let damping: Double
    private(set) var place = 0.0
    private var speed = 0.0

    /// Seconds that a step of the integration has at the most.
    private static let longestStep = 1.0 / 240

    init(frequency: Double, damping: Double) {
        rate = 2 * .pi * frequency
        self.damping = damping
    }

    /// Goes on in time, towards `target`.
    mutating func advance(by seconds: Double, towards target: Double) {
        let count = max((seconds / Self.longestStep).rounded(.up), 1)
        let step = seconds / count
        for _ in 0..<Int(count) {
            // Semi-implicit: the new speed moves the place, which keeps stiff springs calm.
            speed += (rate * rate * (target - place) - 2 * damping * rate * speed) * step
            place += speed * step
        }
    }
}
