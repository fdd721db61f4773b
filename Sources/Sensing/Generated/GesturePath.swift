import Glibc

/// Where a hand goes in a gesture, as its bearer sees it: metres to the right and up, over time.
///
/// Strokes begin and end at rest and follow the minimum-jerk curve, as reaching hands do (Flash and
/// Hogan 1985).
struct GesturePath {
    private struct Stroke {
        var start: Double
        var duration: Double
        /// Position by the fraction of the stroke's way.
        var place: @Sendable (Double) -> (x: Double, y: Double)
    }

    let duration: Double
    private let strokes: [Stroke]
    /// The device's axes in the bearer's.
    private let pose: DevicePose

    private static let gravity = 9.80665

    /// - Parameter isVaried: whether size, speed and pose are drawn, in place of the standard ones.
    init(
        _ gesture: SampleGenerator.Gesture, isVaried: Bool, _ random: inout RandomNumbers
    ) {
        func draw(_ range: ClosedRange<Double>, standard: Double) -> Double {
            isVaried ? random.uniform(range) : standard
        }
        let size = draw(0.75...1.35, standard: 1)
        let slowness = draw(0.75...1.3, standard: 1)
        pose = DevicePose(
            turned: draw(-25...25, standard: 0), bowed: draw(-25...25, standard: 0),
            leaned: draw(-25...25, standard: 0))
        var strokes: [Stroke] = []
        func line(_ from: (Double, Double), _ to: (Double, Double), _ seconds: Double) {
            let (dx, dy) = ((to.0 - from.0) * size, (to.1 - from.1) * size)
            let (x, y) = (from.0 * size, from.1 * size)
            strokes.append(
                Stroke(
                    start: strokes.last.map { $0.start + $0.duration } ?? 0,
                    duration: seconds * slowness
                ) { (x + dx * $0, y + dy * $0) })
        }
        switch gesture {
        case .circle:
            let radius = 0.18 * size
            strokes.append(
                Stroke(start: 0, duration: 1.25 * slowness) { fraction in
                    (radius * sin(2 * .pi * fraction), radius * cos(2 * .pi * fraction))
                })
        case .slope:
            line((0, 0), (-0.22, -0.32), 0.45)
            line((-0.22, -0.32), (0.2, -0.32), 0.45)
        case .wing:
            let points = [(-0.2, 0.15), (-0.1, -0.15), (0, 0.05), (0.1, -0.15), (0.2, 0.15)]
            for (from, to) in zip(points, points.dropFirst()) { line(from, to, 0.3) }
        case .shake:
            let width = draw(0.04...0.09, standard: 0.06)
            for turn in 0..<10 {
                let side = turn % 2 == 0 ? 1.0 : -1.0
                line((-width * side, 0), (width * side, 0), 0.13)
            }
        case .rest: break
        }
        self.strokes = strokes
        duration = strokes.last.map { $0.start + $0.duration } ?? 0
    }

    /// What the device feels, in g.
    func acceleration(at time: Double) -> Acceleration {
        // Twice the difference of differences: strokes are smooth but at their ends.
        let step = 2e-3
        let (before, now, after) = (place(time - step), place(time), place(time + step))
        let scale = 1 / (step * step * Self.gravity)
        return pose.felt(
            right: (before.x - 2 * now.x + after.x) * scale,
            up: (before.y - 2 * now.y + after.y) * scale + 1, towards: 0)
    }

    private func place(_ time: Double) -> (x: Double, y: Double) {
        guard let first = strokes.first else { return (0, 0) }
        let stroke = strokes.last { $0.start <= time } ?? first
        let t = min(max((time - stroke.start) / stroke.duration, 0), 1)
        return stroke.place(t * t * t * (10 + t * (6 * t - 15)))
    }
}

/// How a device is held: turned from upright by angles in degrees.
struct DevicePose {
    private let x: Acceleration
    private let y: Acceleration
    private let z: Acceleration

    /// - Parameters:
    ///   - turned: to the left about what is up.
    ///   - bowed: away from the bearer about what is right.
    ///   - leaned: to the left about what points at the bearer.
    init(turned: Double, bowed: Double, leaned: Double) {
        let (a, b, c) = (turned * .pi / 180, bowed * .pi / 180, leaned * .pi / 180)
        // Columns of the rotation: what right, up and towards are on the device's axes.
        x = Acceleration(
            cos(a) * cos(c) + sin(a) * sin(b) * sin(c), -cos(a) * sin(c) + sin(a) * sin(b) * cos(c),
            sin(a) * cos(b))
        y = Acceleration(cos(b) * sin(c), cos(b) * cos(c), -sin(b))
        z = Acceleration(
            -sin(a) * cos(c) + cos(a) * sin(b) * sin(c), sin(a) * sin(c) + cos(a) * sin(b) * cos(c),
            cos(a) * cos(b))
    }

    func felt(right: Double, up: Double, towards: Double) -> Acceleration {
        x * right + y * up + z * towards
    }
}
