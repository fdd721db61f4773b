/// Frames a second as the fraction that streams write: 29.97 is 30000/1001.
public struct FrameRate: Sendable, Equatable {
    public let numerator: Int
    public let denominator: Int

    /// - Parameter rate: more than 0, up to 1000.
    public init(_ rate: Double) {
        let nearest = rate.rounded()
        let broadcast = (rate * 1001 / 1000).rounded()
        if abs(rate - nearest) < 1e-6, nearest >= 1 {
            (numerator, denominator) = (Int(nearest), 1)
        } else if abs(rate - broadcast * 1000 / 1001) < 2e-4 * rate, broadcast >= 1 {
            // Television's rates, which are written with two or three digits.
            (numerator, denominator) = (Int(broadcast) * 1000, 1001)
        } else {
            // A denominator that every container can keep.
            let scaled = max(Int((rate * 10_000).rounded()), 1)
            let divisor = Self.greatestDivisor(scaled, 10_000)
            (numerator, denominator) = (scaled / divisor, 10_000 / divisor)
        }
    }

    private static func greatestDivisor(_ one: Int, _ other: Int) -> Int {
        other == 0 ? one : greatestDivisor(other, one % other)
    }

    /// Seconds from the first frame to frame `index`.
    func seconds(ofFrame index: Int) -> Double {
        Double(index) * Double(denominator) / Double(numerator)
    }
}
