import Geometry
import Glibc

/// Numbers as short text with a fixed number of digits behind the point at most.
struct NumberText {
    private let factor: Double
    private let decimals: Int

    init(decimals: Int) {
        self.decimals = decimals
        factor = (0..<decimals).reduce(1) { product, _ in product * 10 }
    }

    func append(_ value: Double, to text: inout String) {
        let scaled = (value * factor).rounded()
        guard scaled.isFinite, abs(scaled) < 9e15 else {
            text += "0"
            return
        }
        var number = Int64(scaled)
        if number < 0 {
            text += "-"
            number = -number
        }
        let unit = Int64(factor)
        text += String(number / unit)
        var rest = number % unit
        guard rest > 0 else { return }
        var digits = String(rest)
        digits = String(repeating: "0", count: decimals - digits.count) + digits
        while rest % 10 == 0 {
            rest /= 10
            digits.removeLast()
        }
        text += "." + digits
    }

    func callAsFunction(_ value: Double) -> String {
        var text = ""
        append(value, to: &text)
        return text
    }
}

extension Point {
    /// The direction in radians, from the x axis towards the y axis.
    var angle: Double { atan2(y, x) }
}
