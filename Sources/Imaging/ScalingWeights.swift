import CVectorKernels

/// How each pixel of a side is summed of another side's pixels.
struct ScalingWeights: Sendable {
    private static let precision = 22
    /// The bits of a weight's lower half.
    private static let half = 11

    /// The other side's length.
    let source: Int
    private let target: Int
    private let taps: Int
    private var first: [Int32] = []
    private var low: [Int16]
    private var high: [Int16]

    init(from source: Int, to target: Int) {
        let scale = Double(source) / Double(target)
        let reach = max(scale, 1)
        let windows = (0..<target).map { index in
            let center = (Double(index) + 0.5) * scale
            let first = max(Int(center - reach + 0.5), 0)
            let last = min(Int(center + reach + 0.5), source)
            let reals = (first..<max(first, last)).map { input in
                max(1 - abs((Double(input) - center + 0.5) / reach), 0)
            }
            return (first: first, reals: reals)
        }
        let most = windows.map(\.reals.count).max() ?? 0
        self.source = source
        self.target = target
        // Two at a time.
        taps = (most + 1) / 2 * 2
        low = [Int16](repeating: 0, count: target * taps)
        high = low
        for (index, window) in windows.enumerated() {
            first.append(Int32(clamping: window.first))
            let total = window.reals.reduce(0, +)
            for (tap, real) in window.reals.enumerated() {
                let weight = Int32(real / total * Double(1 << Self.precision) + 0.5)
                low[index * taps + tap] = Int16(weight & (1 << Self.half - 1))
                high[index * taps + tap] = Int16(weight >> Self.half)
            }
        }
    }

    func withScaling(_ level: pose_vector_level, _ body: (inout pose_scaling) -> Void) {
        first.withUnsafeBufferPointer { first in
            low.withUnsafeBufferPointer { low in
                high.withUnsafeBufferPointer { high in
                    var scaling = pose_scaling(
                        count: target, taps: taps, first: first.baseAddress,
                        low: low.baseAddress, high: high.baseAddress, level: level)
                    body(&scaling)
                }
            }
        }
    }
}
