import Storage

/// Times that were measured again and again, in nanoseconds.
package struct Distribution: Sendable {
    private let sorted: [Int]

    package init(_ nanoseconds: [Int]) { sorted = nanoseconds.sorted() }

    package var count: Int { sorted.count }
    package var median: Double { percentile(50) }
    /// The value below which `share` per cent lie; between two measurements in proportion, as
    /// NumPy has it. 0 where nothing was measured.
    package func percentile(_ share: Double) -> Double {
        guard let last = sorted.indices.last else { return 0 }
        let place = min(max(share / 100, 0), 1) * Double(last)
        let below = Int(place)
        let above = min(below + 1, last)
        let part = place - Double(below)
        return Double(sorted[below]) + part * (Double(sorted[above]) - Double(sorted[below]))
    }

    /// Median and spread in milliseconds, or in microseconds where that would be less than one.
    var text: String {
        let isShort = median < 1e6
        func time(_ share: Double) -> String {
            (percentile(share) / (isShort ? 1e3 : 1e6)).rounded(to: 3) + (isShort ? " µs" : " ms")
        }
        guard count != 1 else { return "\(time(50)) in one run" }
        return "median \(time(50)), p10 \(time(10)), p90 \(time(90)) over \(count) runs"
    }

    /// In milliseconds.
    var json: JSONValue {
        .object([
            ("runs", .integer(count)),
            ("medianMilliseconds", .number(median / 1e6)),
            ("p10Milliseconds", .number(percentile(10) / 1e6)),
            ("p90Milliseconds", .number(percentile(90) / 1e6)),
        ])
    }
}

extension Double {
    /// The number with this many decimals: "0.250". Beyond 15 digits, as Swift prints it.
    func rounded(to decimals: Int) -> String {
        let factor = (0..<max(decimals, 0)).reduce(1.0) { product, _ in product * 10 }
        let scaled = (self * factor).rounded()
        guard scaled.magnitude < 1e15 else { return "\(self)" }
        let digits = String(Int(scaled.magnitude))
        let padded = String(repeating: "0", count: max(decimals + 1 - digits.count, 0)) + digits
        let sign = scaled < 0 ? "-" : ""
        guard decimals > 0 else { return sign + padded }
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
}
