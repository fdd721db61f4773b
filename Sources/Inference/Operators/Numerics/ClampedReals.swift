extension ClosedRange<Float> {
    static let unbounded = -Float.infinity...Float.infinity

    /// The nearest number of the range; NaN stays NaN.
    @inline(__always)
    func clamped(_ value: Float) -> Float {
        value < lowerBound ? lowerBound : value > upperBound ? upperBound : value
    }
}

/// Whole numbers of reals that may be infinite or not numbers at all.
enum NearestWhole {
    /// Rounds half away from zero; NaN gives 0, what does not fit the nearest number that does.
    @inline(__always)
    static func int32(_ value: Float) -> Int32 {
        let rounded = value.rounded(.toNearestOrAwayFromZero)
        if rounded >= 2_147_483_648 { return .max }
        if rounded >= -2_147_483_648 { return Int32(rounded) }
        return rounded.isNaN ? 0 : .min
    }
}
