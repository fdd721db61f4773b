/// Takes a JSON text (RFC 8259) apart value by value, so that only one frame of a recording is in
/// memory as a tree.
struct JSONReader {
    /// What cannot be JSON, and at which byte.
    struct SyntaxError: Error, Equatable {
        var offset: Int
        var message: String
    }

    private let bytes: [UInt8]
    private(set) var position = 0

    /// Brackets within each other; more are no keypoints.
    private static let depthLimit = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // Some programs put a mark of UTF-8 before their text.
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    }

    /// The byte that the next value, or whatever stands there, begins with; nil at the end.
    mutating func peek() -> UInt8? {
        while position < bytes.count, isSpace(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    /// Goes into a list or an object, whose bracket comes next.
    mutating func enter(_ bracket: UInt8) throws(SyntaxError) {
        try expect(bracket)
    }

    /// Whether another element follows; leaves the list where none does.
    mutating func hasElement(first: inout Bool, until bracket: UInt8) throws(SyntaxError) -> Bool {
        if peek() == bracket {
            position += 1
            return false
        }
        if !first { try expect(UInt8(ascii: ",")) }
        first = false
        return true
    }

    /// A member's name and the colon behind it.
    mutating func name() throws(SyntaxError) -> String {
        guard peek() == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
        let name = try string()
        try expect(UInt8(ascii: ":"))
        return name
    }

    mutating func value(depth: Int = 0) throws(SyntaxError) -> JSONNode {
        guard depth < Self.depthLimit else {
            throw SyntaxError(
                offset: position, message: "more than \(Self.depthLimit) brackets in each other")
        }
        switch peek() {
        case UInt8(ascii: "{"):
            position += 1
            var members: [(name: String, value: JSONNode)] = []
            var first = true
            while try hasElement(first: &first, until: UInt8(ascii: "}")) {
                members.append((try name(), try value(depth: depth + 1)))
            }
            return .object(members)
        case UInt8(ascii: "["):
            position += 1
            var elements: [JSONNode] = []
            var first = true
            while try hasElement(first: &first, until: UInt8(ascii: "]")) {
                elements.append(try value(depth: depth + 1))
            }
            return .array(elements)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || isDigit(byte):
            return .number(try number())
        default: throw unexpected("a value")
        }
    }

    private mutating func expect(_ byte: UInt8) throws(SyntaxError) {
        guard peek() == byte else { throw unexpected(shown(byte)) }
        position += 1
    }

    private mutating func unexpected(_ expected: String) -> SyntaxError {
        guard let byte = peek() else {
            return SyntaxError(offset: position, message: "the text breaks off; it is cut short")
        }
        let rest = bytes[position...].prefix(9)
        if ["NaN", "Infinity", "-Infinity", "nan"].contains(where: { rest.starts(with: $0.utf8) }) {
            return SyntaxError(
                offset: position,
                message: "is not JSON: NaN and Infinity are no numbers of it; write null")
        }
        return SyntaxError(
            offset: position, message: "is not JSON: \(expected) is expected, not \(shown(byte))")
    }

    private mutating func word(
        _ word: StaticString, _ node: JSONNode
    ) throws(SyntaxError) -> JSONNode {
        let matches = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
        guard matches else { throw unexpected("a value") }
        position += word.utf8CodeUnitCount
        return node
    }

    private mutating func string() throws(SyntaxError) -> String {
        let start = position + 1
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < bytes.count else {
            throw SyntaxError(offset: bytes.count, message: "the text breaks off; it is cut short")
        }
        position = index + 1
        let raw = bytes[start..<index]
        guard raw.contains(UInt8(ascii: "\\")) else { return String(decoding: raw, as: UTF8.self) }
        return try unescaped(raw)
    }

    private func unescaped(_ raw: ArraySlice<UInt8>) throws(SyntaxError) -> String {
        let simple: [UInt8: UInt8] = [
            UInt8(ascii: "n"): 0x0a, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0d,
            UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "/"): UInt8(ascii: "/"),
            UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\""): UInt8(ascii: "\""),
        ]
        // As UTF-16, in which pairs of escapes become one character by themselves.
        var units: [UInt16] = []
        var plain: [UInt8] = []
        func flush() {
            units += String(decoding: plain, as: UTF8.self).utf16
            plain.removeAll()
        }
        var rest = raw
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
                plain.append(byte)
                continue
            }
            if let character = simple[kind] {
                plain.append(character)
            } else if kind == UInt8(ascii: "u"), rest.count >= 4,
                let unit = UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16)
            {
                flush()
                units.append(unit)
                rest = rest.dropFirst(4)
            } else {
                throw SyntaxError(
                    offset: rest.startIndex, message: "is not JSON: an escape that it has not")
            }
        }
        flush()
        return String(decoding: units, as: UTF16.self)
    }

    /// Only what the grammar allows is converted: Swift reads more than JSON has.
    private mutating func number() throws(SyntaxError) -> Double {
        let start = position
        var digits = 0
        func digit(_ index: Int) -> Bool {
            index < bytes.count && isDigit(bytes[index])
        }
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let whole = position
        while digit(position) { position += 1 }
        guard position > whole else {
            position = start
            throw unexpected("a value")
        }
        digits = position - whole
        guard digits == 1 || bytes[whole] != UInt8(ascii: "0") else {
            throw SyntaxError(offset: start, message: "is not JSON: a number begins with 0")
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            let fraction = position
            while digit(position) { position += 1 }
            guard position > fraction else { throw unexpected("a digit") }
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count,
                [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position])
            {
                position += 1
            }
            let exponent = position
            while digit(position) { position += 1 }
            guard position > exponent else { throw unexpected("a digit") }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw SyntaxError(offset: start, message: "is a number larger than any can be")
        }
        return value
    }
}

private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
