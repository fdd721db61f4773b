import CSimdJSON

/// Goes over the outer brackets of a JSON text and hands out what stands in them value by value, so
/// that only one frame of a recording is in memory as a tree. simdjson reads the values.
struct JSONReader {
    /// What cannot be JSON, and at which byte the value at fault begins.
    struct SyntaxError: Error, Equatable {
        var offset: Int
        var message: String
    }

    private static let cutShort = "the text breaks off; it is cut short"

    private let bytes: [UInt8]
    private let tree = JSONTree()
    private(set) var position = 0

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
        guard peek() == UInt8(ascii: "\""), case .string(let name) = try value() else {
            throw unexpected("a name in quotes")
        }
        try expect(UInt8(ascii: ":"))
        return name
    }

    /// The next value whole.
    mutating func value() throws(SyntaxError) -> JSONNode {
        guard let first = peek() else { throw unexpected("a value") }
        let start = position
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): try passContainer()
        case UInt8(ascii: "\""): try passString()
        default: passScalar()
        }
        guard position > start else { throw unexpected("a value") }
        guard position - start <= FormatLimits.valueSize else {
            throw SyntaxError(
                offset: start,
                message:
                    "is a value of more than \(FormatLimits.valueSize >> 20) MiB; no frame is so "
                    + "large")
        }
        switch tree.value(of: bytes[start..<position]) {
        case .success(let node): return node
        case .failure(let failure):
            throw SyntaxError(offset: start, message: "is not JSON: \(explained(failure, start))")
        }
    }

    private mutating func passContainer() throws(SyntaxError) {
        var scan = csimdjson_scan()
        let start = position
        position += bytes[start...].withUnsafeBufferPointer {
            csimdjson_scan_value(&scan, $0.baseAddress, $0.count)
        }
        guard !scan.is_too_deep else {
            throw SyntaxError(
                offset: start, message: "more than \(CSIMDJSON_DEPTH) brackets in each other")
        }
        guard scan.depth == 0 else {
            throw SyntaxError(offset: bytes.count, message: Self.cutShort)
        }
    }

    private mutating func passString() throws(SyntaxError) {
        var index = position + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < bytes.count else {
            throw SyntaxError(offset: bytes.count, message: Self.cutShort)
        }
        position = index + 1
    }

    private mutating func passScalar() {
        let ends = Set(",:{}[]\"".utf8)
        while position < bytes.count, !isSpace(bytes[position]), !ends.contains(bytes[position]) {
            position += 1
        }
    }

    private mutating func expect(_ byte: UInt8) throws(SyntaxError) {
        guard peek() == byte else { throw unexpected(shown(byte)) }
        position += 1
    }

    private mutating func unexpected(_ expected: String) -> SyntaxError {
        guard let byte = peek() else {
            return SyntaxError(offset: position, message: Self.cutShort)
        }
        return SyntaxError(
            offset: position, message: "is not JSON: \(expected) is expected, not \(shown(byte))")
    }

    /// simdjson's words, and a likely cause: Python writes NaN and Infinity as if they were JSON.
    private func explained(_ failure: JSONTree.Failure, _ start: Int) -> String {
        let text = bytes[start..<position]
        let words = ["NaN", "nan", "Infinity"].filter { word in
            text.indices.contains { text[$0...].starts(with: word.utf8) }
        }
        guard let word = words.first else { return failure.message }
        return "it holds \(word), which is no number of it; write null"
    }
}
