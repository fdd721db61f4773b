/// The order in which people number files: frame9 before frame10.
enum NaturalOrder {
    static func precedes(_ one: String, _ other: String) -> Bool {
        var (left, right) = (Array(one.utf8)[...], Array(other.utf8)[...])
        while let first = left.first, let second = right.first {
            if isDigit(first), isDigit(second) {
                let (a, b) = (number(&left), number(&right))
                if a.count != b.count { return a.count < b.count }
                if a != b { return a.lexicographicallyPrecedes(b) }
            } else {
                if first != second { return first < second }
                left.removeFirst()
                right.removeFirst()
            }
        }
        // Equal but for zeros before numbers: any order will do that is always the same.
        return left.count == right.count ? one < other : left.count < right.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Takes a number's digits from the front, without leading zeros.
    private static func number(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = text.prefix(while: isDigit)
        text = text.dropFirst(digits.count)
        return digits.drop { $0 == 0x30 }
    }
}
