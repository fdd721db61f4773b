extension ByteScanner {
    /// Reads a number: sign, digits with or without a point, exponent. "1." is taken for 1, as
    /// SVG 1.1 allows.
    ///
    /// The value is the double nearest to what is written. Nil, with nothing taken, when no number
    /// comes next; infinite when it is beyond the range of doubles.
    mutating func number() -> Double? {
        let start = position
        var scan = self
        let isNegative = scan.peek == .ascii("-")
        if isNegative || scan.peek == .ascii("+") { scan.advance() }
        var mantissa: UInt64 = 0
        var digits = 0
        var scale = 0
        var isExact = true
        while let byte = scan.peek, byte.isDigit {
            isExact = isExact && mantissa < 100_000_000_000_000_000
            if isExact { mantissa = mantissa * 10 + UInt64(byte - 0x30) }
            digits += 1
            scan.advance()
        }
        if scan.peek == .ascii(".") {
            let point = scan
            scan.advance()
            var decimals = 0
            while let byte = scan.peek, byte.isDigit {
                isExact = isExact && mantissa < 100_000_000_000_000_000
                if isExact { mantissa = mantissa * 10 + UInt64(byte - 0x30) }
                decimals += 1
                scan.advance()
            }
            if digits == 0 && decimals == 0 { scan = point }
            scale = -decimals
            digits += decimals
        }
        guard digits > 0 else { return nil }
        if let exponent = scan.exponent() { scale += exponent }
        self = scan
        // Both factors are exact doubles, so one operation rounds once, and rightly (Clinger 1990).
        if isExact, mantissa <= 1 << 53, abs(scale) <= 22 {
            let value = Double(mantissa)
            let power = powersOfTen[abs(scale)]
            let magnitude = scale < 0 ? value / power : value * power
            return isNegative ? -magnitude : magnitude
        }
        var written = bytes[start..<position]
        if written.first == .ascii("+") { written.removeFirst() }
        return Double(written.string)
    }

    /// Reads "e" and an integer. "em" and "ex" are units, not exponents.
    private mutating func exponent() -> Int? {
        guard let letter = peek, letter | 0x20 == .ascii("e") else { return nil }
        let sign = peek(1)
        let hasSign = sign == .ascii("-") || sign == .ascii("+")
        guard let digit = peek(hasSign ? 2 : 1), digit.isDigit else { return nil }
        advance(hasSign ? 2 : 1)
        var value = 0
        // Beyond 400 every double is 0 or infinite; the cap only keeps the sum small. Numbers of
        // that size are not read on the fast path.
        for byte in take(while: \.isDigit) { value = min(value * 10 + Int(byte - 0x30), 1_000_000) }
        return sign == .ascii("-") ? -value : value
    }
}

private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]

extension ArraySlice<UInt8> {
    /// The number that is the whole text, white space around it aside.
    var number: Double? {
        var scanner = ByteScanner(trimmed)
        guard let value = scanner.number(), scanner.isAtEnd, value.isFinite else { return nil }
        return value
    }
}
