/// Parses style sheets (CSS Syntax 3), as far as still pictures need them.
struct StyleSheetParser {
    private var scanner: ByteScanner
    /// What was passed over, in order: at-rules and selectors that are not understood.
    private(set) var ignored: [String] = []

    init(_ text: Bytes) {
        scanner = ByteScanner(text.withoutComments)
    }

    /// Adds the rules to `sheet`.
    mutating func parse(into sheet: inout StyleSheet) {
        while true {
            skipBetweenRules()
            guard let byte = scanner.peek else { return }
            if byte == .ascii("@") {
                atRule()
                continue
            }
            let prelude = scanner.prelude()
            guard scanner.take("{") else {
                // A rule without a block, or an end of one that never began.
                if !prelude.trimmed.isEmpty { ignored.append("rule \(prelude.trimmed.quoted)") }
                scanner.advance()
                continue
            }
            let block = scanner.block()
            guard let selectors = SelectorParser.parse(prelude) else {
                ignored.append("selector \(prelude.trimmed.quoted)")
                continue
            }
            let declarations = DeclarationParser.parse(block)
            guard !declarations.isEmpty else { continue }
            for selector in selectors { sheet.append(selector, declarations) }
        }
    }

    /// White space, and the marks that hide style sheets from very old browsers.
    private mutating func skipBetweenRules() {
        while true {
            scanner.skipSpaces()
            if scanner.rest.starts(with: "<!--".utf8) {
                scanner.advance(4)
            } else if scanner.rest.starts(with: "-->".utf8) {
                scanner.advance(3)
            } else {
                return
            }
        }
    }

    private mutating func atRule() {
        scanner.advance()
        let name = scanner.identifier().lowercasedString
        _ = scanner.prelude()
        if scanner.take("{") {
            _ = scanner.block()
        } else {
            scanner.advance()
        }
        // These two change nothing in a document of one encoding and one vocabulary.
        if name != "charset" && name != "namespace" { ignored.append("@\(name)") }
    }
}

extension ByteScanner {
    /// The text up to a brace or a semicolon that stands outside of quotes and brackets.
    fileprivate mutating func prelude() -> Bytes {
        let start = position
        var depth = 0
        while let byte = peek {
            switch byte {
            case .ascii("{"), .ascii("}"), .ascii(";"):
                if depth == 0 { return bytes[start..<position] }
            case .ascii("("), .ascii("["): depth += 1
            case .ascii(")"), .ascii("]"): depth = max(0, depth - 1)
            default: break
            }
            advance()
            if byte == .ascii("\"") || byte == .ascii("'") { skipString(byte) }
        }
        return bytes[start..<position]
    }

    /// The inside of a block whose opening brace was just taken; takes the closing one, too.
    fileprivate mutating func block() -> Bytes {
        let start = position
        var depth = 1
        while let byte = next() {
            switch byte {
            case .ascii("\""), .ascii("'"): skipString(byte)
            case .ascii("{"): depth += 1
            case .ascii("}"):
                depth -= 1
                if depth == 0 { return bytes[start..<(position - 1)] }
            default: break
            }
        }
        return bytes[start..<position]
    }
}

extension ArraySlice<UInt8> {
    /// The text with its comments replaced by spaces; what stands in quotes is left alone.
    var withoutComments: Bytes {
        guard let slash = firstIndex(of: .ascii("/")), slash + 1 < endIndex else { return self }
        var scanner = ByteScanner(self)
        var result: [UInt8] = []
        result.reserveCapacity(count)
        while let byte = scanner.peek {
            let start = scanner.position
            scanner.advance()
            if byte == .ascii("\"") || byte == .ascii("'") {
                scanner.skipString(byte)
                result += self[start..<scanner.position]
            } else if byte == .ascii("/"), scanner.take("*") {
                scanner.skipComment()
                result.append(.ascii(" "))
            } else {
                result.append(byte)
            }
        }
        return result[...]
    }
}

extension ByteScanner {
    fileprivate mutating func skipComment() {
        while let byte = next() {
            if byte == .ascii("*"), take("/") { return }
        }
    }
}
