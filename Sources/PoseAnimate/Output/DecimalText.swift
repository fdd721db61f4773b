/// Numbers as JSON text with a fixed number of decimals, without trailing zeros: the same bytes on
/// every machine, and quick.
package struct DecimalText {
    private let factor: Double
    private let decimals: Int

    /// - Parameter decimals: digits after the point, 0...9.
    package init(decimals: Int) {
        self.decimals = min(max(decimals, 0), 9)
        factor = (0..<self.decimals).reduce(1) { product, _ in product * 10 }
    }

    /// Appends `value` to `output`; JSON knows no NaN and no infinity, so these become `null`.
    package func append(_ value: Double, to output: inout [UInt8]) {
        let scaled = (value * factor).rounded()
        guard scaled.isFinite, abs(scaled) < 9e15 else {
            output += (value.isFinite ? "\(value)" : "null").utf8
            return
        }
        var digits = Int64(abs(scaled))
        if scaled < 0, digits != 0 { output.append(UInt8(ascii: "-")) }
        let whole = digits / Int64(factor)
        digits %= Int64(factor)
        output += String(whole).utf8
        guard digits != 0 else { return }
        var text = [UInt8](repeating: UInt8(ascii: "0"), count: decimals)
        for place in stride(from: decimals - 1, through: 0, by: -1) {
            text[place] = UInt8(ascii: "0") + UInt8(digits % 10)
            digits /= 10
        }
        while text.last == UInt8(ascii: "0") { text.removeLast() }
        output.append(UInt8(ascii: "."))
        output += text
    }
}
