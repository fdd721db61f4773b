/// Smooth noise that is the same on every machine: random values at whole moments, eased between.
struct ValueNoise {
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    /// A value in -1...1 for a place on the axis; `channel` tells independent noises apart.
    func value(at place: Double, channel: Int) -> Double {
        let whole = place.rounded(.down)
        let fraction = Ease.smooth(place - whole)
        let first = point(Int(whole), channel)
        return first + (point(Int(whole) + 1, channel) - first) * fraction
    }

    /// SplitMix64 (Steele, Lea, Flood 2014) of seed, channel and place.
    private func point(_ place: Int, _ channel: Int) -> Double {
        var state = seed &+ UInt64(bitPattern: Int64(channel)) &* 0x9e37_79b9_7f4a_7c15
        state = state &+ UInt64(bitPattern: Int64(place)) &* 0xbf58_476d_1ce4_e5b9
        state = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        state = (state ^ (state >> 27)) &* 0x94d0_49bb_1331_11eb
        state ^= state >> 31
        return Double(state >> 11) / Double(1 << 52) - 1
    }
}
