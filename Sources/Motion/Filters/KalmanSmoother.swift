import Geometry

/// The most likely path of a point that keeps its velocity but for random pushes, given all that
/// was observed before and after.
///
/// A Kalman filter forth and the smoother of Rauch, Tung and Striebel back (H. E. Rauch, F. Tung,
/// C. T. Striebel, "Maximum likelihood estimates of linear dynamic systems", AIAA Journal 3(8),
/// 1965). Both coordinates have the same uncertainty, so it is computed once for both.
struct KalmanSmoother {
    /// The square of the velocity's random change, per second: length²/s³.
    var push: Double
    /// The variance of a velocity of which nothing is known.
    var unknownVelocity: Double

    private struct State {
        var position: Point
        var velocity: Point
        var spread: Spread
    }

    /// The covariance of position and velocity, which is symmetric.
    private struct Spread {
        var position: Double
        var both: Double
        var velocity: Double
    }

    /// What was believed of each moment, before and after its observation.
    private var predicted: [State] = []
    private var updated: [State] = []

    init(push: Double, unknownVelocity: Double) {
        self.push = push
        self.unknownVelocity = unknownVelocity
    }

    /// Moves positions to where they most likely were.
    ///
    /// - Parameter variances: how far each observation may be off, squared; infinite where there
    ///   is none. What comes before the first observation stays.
    mutating func smooth(_ positions: inout [Point], at times: [Double], variances: [Double]) {
        guard let first = variances.firstIndex(where: \.isFinite) else { return }
        predicted.removeAll(keepingCapacity: true)
        updated.removeAll(keepingCapacity: true)
        var state = State(
            position: positions[first], velocity: .zero,
            spread: Spread(position: variances[first], both: 0, velocity: unknownVelocity))
        predicted.append(state)
        updated.append(state)
        for index in positions.indices.dropFirst(first + 1) {
            advance(&state, by: Self.step(times[index - 1], times[index]))
            predicted.append(state)
            if variances[index].isFinite {
                Self.observe(&state, positions[index], variance: variances[index])
            }
            updated.append(state)
        }
        var last = positions.endIndex - 1
        var after = updated[last - first]
        positions[last] = after.position
        while last > first {
            last -= 1
            let step = Self.step(times[last], times[last + 1])
            after = smoothed(last - first, after, step)
            positions[last] = after.position
        }
    }

    /// Seconds between two frames; none where time does not advance.
    private static func step(_ earlier: Double, _ later: Double) -> Double {
        let step = later - earlier
        return step > 0 && step.isFinite ? step : 0
    }

    private func advance(_ state: inout State, by step: Double) {
        let spread = state.spread
        state.position += state.velocity * step
        state.spread = Spread(
            position: spread.position + step * (2 * spread.both + step * spread.velocity)
                + push * step * step * step / 3,
            both: spread.both + step * spread.velocity + push * step * step / 2,
            velocity: spread.velocity + push * step)
    }

    private static func observe(_ state: inout State, _ observed: Point, variance: Double) {
        let spread = state.spread
        let total = spread.position + variance
        guard total > 0 else { return }
        let gain = (spread.position / total, spread.both / total)
        let error = observed - state.position
        state.position += error * gain.0
        state.velocity += error * gain.1
        state.spread = Spread(
            position: spread.position * variance / total, both: spread.both * variance / total,
            velocity: spread.velocity - gain.1 * spread.both)
    }

    /// The state at a moment, given the smoothed one of the next. Spreads are not needed for that.
    private func smoothed(_ index: Int, _ after: State, _ step: Double) -> State {
        var state = updated[index]
        let next = predicted[index + 1]
        let spread = next.spread
        let determinant = spread.position * spread.velocity - spread.both * spread.both
        guard determinant > 0 else { return state }
        // The gain: the spread now times the transposed transition times the next's inverse.
        let now = state.spread
        let (a, b) = (now.position + step * now.both, now.both)
        let (c, d) = (now.both + step * now.velocity, now.velocity)
        let position = after.position - next.position
        let velocity = after.velocity - next.velocity
        let u = (position * spread.velocity - velocity * spread.both) / determinant
        let v = (velocity * spread.position - position * spread.both) / determinant
        state.position += u * a + v * b
        state.velocity += u * c + v * d
        return state
    }
}
