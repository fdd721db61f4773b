/// One part of a `filter` as written.
enum FilterValue: Equatable {
    case element(String)
    /// A function and what stands between its brackets.
    case function(String, Bytes)

    /// Nil when the text is no list of filters.
    static func list(_ text: Bytes) -> [FilterValue]? {
        if text.keyword == "none" { return [] }
        var scanner = ByteScanner(text.trimmed)
        var list: [FilterValue] = []
        while !scanner.isAtEnd {
            if let id = scanner.reference() {
                list.append(.element(id))
            } else {
                let name = scanner.identifier().lowercasedString
                guard !name.isEmpty, scanner.take("("), let body = scanner.takeBracket() else {
                    return nil
                }
                list.append(.function(name, body.trimmed))
            }
            scanner.skipSpaces()
        }
        return list.isEmpty ? nil : list
    }
}

extension ByteScanner {
    /// The text up to the bracket that closes the one before; nil when there is none.
    mutating func takeBracket() -> Bytes? {
        let start = position
        var depth = 1
        while let byte = next() {
            if byte == .ascii("(") { depth += 1 }
            if byte == .ascii(")") { depth -= 1 }
            if depth == 0 { return bytes[start..<(position - 1)] }
        }
        return nil
    }
}
