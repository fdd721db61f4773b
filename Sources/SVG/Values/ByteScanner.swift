/// Reads through text from front to back.
struct ByteScanner {
    let bytes: Bytes
    private(set) var position: Int

    init(_ bytes: Bytes) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    var isAtEnd: Bool { position >= bytes.endIndex }
    var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }
    var rest: Bytes { bytes[position...] }

    func peek(_ offset: Int) -> UInt8? {
        let index = position + offset
        return index < bytes.endIndex ? bytes[index] : nil
    }

    mutating func advance(_ count: Int = 1) { position = min(position + count, bytes.endIndex) }

    mutating func next() -> UInt8? {
        guard let byte = peek else { return nil }
        position += 1
        return byte
    }

    /// Takes `scalar` when it comes next.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == .ascii(scalar) else { return false }
        position += 1
        return true
    }

    mutating func skipSpaces() {
        while position < bytes.endIndex, bytes[position].isSpace { position += 1 }
    }

    /// Skips white space with at most one comma in it, and says whether there was a comma.
    @discardableResult
    mutating func skipComma() -> Bool {
        skipSpaces()
        guard take(",") else { return false }
        skipSpaces()
        return true
    }

    /// The run of bytes that satisfy `predicate`.
    mutating func take(while predicate: (UInt8) -> Bool) -> Bytes {
        let start = position
        while position < bytes.endIndex, predicate(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    /// A run of letters, digits, hyphens and underscores; empty when none comes next.
    mutating func identifier() -> Bytes { take(while: \.isIdentifier) }

    /// The text up to `scalar`, which is skipped; nil and nothing taken when it does not come.
    mutating func take(upTo scalar: Unicode.Scalar) -> Bytes? {
        guard let end = rest.firstIndex(of: .ascii(scalar)) else { return nil }
        defer { position = end + 1 }
        return bytes[position..<end]
    }
}
