/// A low-pass of the first order.
package enum LowPass {
    /// The weight of a new value against the old one after a step of so many seconds, for a cut-off
    /// in Hz: 1/(1 + τ/T), τ = 1/(2πf).
    @inlinable
    package static func weight<Vector: SIMD>(
        _ cutoff: Vector, _ step: Double
    ) -> Vector where Vector.Scalar == Double {
        let turn = cutoff * (2 * .pi * step)
        return turn / (turn + 1)
    }
}
