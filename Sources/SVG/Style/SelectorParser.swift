/// Parses selectors.
struct SelectorParser {
    private var scanner: ByteScanner
    private var specificity = Specificity()

    /// The selectors of a rule, separated by commas. Nil when one of them is wrong or unknown,
    /// which disables the whole rule (Selectors 4, 4.1).
    static func parse(_ text: Bytes) -> [Selector]? {
        var parser = SelectorParser(scanner: ByteScanner(text.trimmed))
        var selectors: [Selector] = []
        repeat {
            guard let selector = parser.selector() else { return nil }
            selectors.append(selector)
        } while parser.scanner.take(",")
        return parser.scanner.isAtEnd ? selectors : nil
    }

    private init(scanner: ByteScanner) { self.scanner = scanner }

    private mutating func selector() -> Selector? {
        specificity = Specificity()
        scanner.skipSpaces()
        guard let first = compound() else { return nil }
        var compounds = [first]
        var combinators: [Selector.Combinator] = []
        while let combinator = combinator() {
            guard let next = compound() else { return nil }
            compounds.append(next)
            combinators.append(combinator)
        }
        return Selector(
            compounds: compounds.reversed(), combinators: combinators.reversed(),
            specificity: specificity)
    }

    /// What stands before the next compound; nil at the selector's end.
    private mutating func combinator() -> Selector.Combinator? {
        let hadSpace = scanner.peek?.isSpace ?? false
        scanner.skipSpaces()
        guard let byte = scanner.peek, byte != .ascii(",") else { return nil }
        let combinator: Selector.Combinator
        switch byte {
        case .ascii(">"): combinator = .child
        case .ascii("+"): combinator = .nextSibling
        case .ascii("~"): combinator = .laterSibling
        default: return hadSpace ? .descendant : nil
        }
        scanner.advance()
        scanner.skipSpaces()
        return combinator
    }

    private mutating func compound() -> Selector.Compound? {
        var compound = Selector.Compound()
        var isEmpty = true
        if scanner.take("*") {
            isEmpty = false
        } else if let name = scanner.escapedIdentifier() {
            compound.type = String(decoding: name, as: UTF8.self)
            specificity.types += 1
            isEmpty = false
        }
        while true {
            if scanner.take("#") {
                guard let name = scanner.escapedIdentifier() else { return nil }
                compound.ids.append(name)
                specificity.ids += 1
            } else if scanner.take(".") {
                guard let name = scanner.escapedIdentifier() else { return nil }
                compound.classes.append(name)
                specificity.classes += 1
            } else if scanner.take("[") {
                guard let test = attributeTest() else { return nil }
                compound.attributes.append(test)
                specificity.classes += 1
            } else if scanner.take(":") {
                guard let position = position() else { return nil }
                compound.positions.append(position)
                specificity.classes += 1
            } else {
                return isEmpty ? nil : compound
            }
            isEmpty = false
        }
    }

    private mutating func position() -> Selector.Position? {
        switch scanner.identifier().lowercasedString {
        case "root": .root
        case "first-child": .firstChild
        case "last-child": .lastChild
        case "only-child": .onlyChild
        case "hover", "active", "focus", "focus-within", "focus-visible", "visited", "target":
            .never
        default: nil
        }
    }

    private mutating func attributeTest() -> Selector.AttributeTest? {
        scanner.skipSpaces()
        guard let name = scanner.escapedIdentifier() else { return nil }
        scanner.skipSpaces()
        var test = Selector.AttributeTest(
            name: String(decoding: name, as: UTF8.self), relation: .exists, value: [])
        if scanner.take("]") { return test }
        switch scanner.next() {
        case .ascii("="): test.relation = .equals
        case .ascii("~"): test.relation = .word
        case .ascii("|"): test.relation = .dashed
        case .ascii("^"): test.relation = .prefix
        case .ascii("$"): test.relation = .suffix
        case .ascii("*"): test.relation = .substring
        default: return nil
        }
        if test.relation != .equals, !scanner.take("=") { return nil }
        scanner.skipSpaces()
        guard let value = scanner.string() ?? scanner.escapedIdentifier() else { return nil }
        test.value = value
        scanner.skipSpaces()
        if scanner.take("i") || scanner.take("I") {
            test.ignoresCase = true
            scanner.skipSpaces()
        }
        return scanner.take("]") ? test : nil
    }
}

extension ByteScanner {
    /// Reads an identifier and undoes its escapes (CSS Syntax 3, 4.3.11); nil when none comes
    /// next.
    mutating func escapedIdentifier() -> [UInt8]? {
        guard let first = peek, !first.isDigit else { return nil }
        if first == .ascii("-"), let second = peek(1), second.isDigit { return nil }
        var name: [UInt8] = []
        while let byte = peek {
            if byte.isIdentifier {
                name.append(byte)
                advance()
            } else if byte == .ascii("\\"), let escaped = escape() {
                name += escaped
            } else {
                break
            }
        }
        return name.isEmpty ? nil : name
    }

    /// Reads a string in quotes; nil when none comes next or it does not end.
    mutating func string() -> [UInt8]? {
        guard let quote = peek, quote == .ascii("\"") || quote == .ascii("'") else { return nil }
        var scan = self
        scan.advance()
        var text: [UInt8] = []
        while let byte = scan.peek {
            if byte == quote {
                scan.advance()
                self = scan
                return text
            }
            if byte == .ascii("\\"), let escaped = scan.escape() {
                text += escaped
            } else {
                text.append(byte)
                scan.advance()
            }
        }
        return nil
    }

    /// Reads a backslash and what it stands for: up to six hexadecimal digits, or any character.
    private mutating func escape() -> [UInt8]? {
        guard peek == .ascii("\\"), let next = peek(1), next != .ascii("\n") else { return nil }
        advance()
        guard next.hexValue != nil else {
            advance()
            return [next]
        }
        var value: UInt32 = 0
        var count = 0
        while count < 6, let digit = peek?.hexValue {
            value = value * 16 + UInt32(digit)
            advance()
            count += 1
        }
        if peek?.isSpace ?? false { advance() }
        let scalar = Unicode.Scalar(value).flatMap { $0.value == 0 ? nil : $0 } ?? "\u{fffd}"
        return Array(String(Character(scalar)).utf8)
    }
}
