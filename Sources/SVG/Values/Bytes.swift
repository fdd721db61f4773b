/// UTF-8 text as it stands in a document. Parsing works on bytes: everything that SVG and CSS
/// give a meaning to is ASCII.
typealias Bytes = ArraySlice<UInt8>

extension UInt8 {
    /// SVG's and CSS's white space: space, tab, line feed, form feed, carriage return.
    var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0d && self != 0x0b) }
    var isDigit: Bool { self &- 0x30 < 10 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    /// May stand in a CSS identifier; all of UTF-8's longer sequences may.
    var isIdentifier: Bool {
        isLetter || isDigit || self == .ascii("-") || self == .ascii("_") || self >= 0x80
    }
    var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }

    static func ascii(_ scalar: Unicode.Scalar) -> UInt8 { UInt8(truncatingIfNeeded: scalar.value) }
}

extension ArraySlice<UInt8> {
    /// The text without white space around it.
    var trimmed: Bytes {
        var rest = self
        while let first = rest.first, first.isSpace { rest.removeFirst() }
        while let last = rest.last, last.isSpace { rest.removeLast() }
        return rest
    }

    var string: String { String(decoding: self, as: UTF8.self) }

    /// As in CSS, where keywords and function names ignore case.
    var lowercasedString: String {
        String(unsafeUninitializedCapacity: count) { buffer in
            var written = 0
            for byte in self {
                buffer.initializeElement(at: written, to: byte.lowercased)
                written += 1
            }
            return written
        }
    }

    /// The parts between white space.
    var words: [Bytes] { split(whereSeparator: \.isSpace) }

    /// The text shortened for a message.
    var quoted: String {
        let shown = prefix(40).string.split(whereSeparator: \.isNewline).joined(separator: " ")
        return count > 40 ? "\"\(shown)…\"" : "\"\(shown)\""
    }
}
