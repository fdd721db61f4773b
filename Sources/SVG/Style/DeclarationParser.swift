/// One `name: value` of a style sheet or a style attribute.
struct Declaration {
    var property: Property
    var value: Bytes
    var isImportant: Bool
}

enum DeclarationParser {
    /// Parses `name: value; …`. Names without meaning here are left out, as CSS asks; so is what
    /// does not parse.
    static func parse(_ text: Bytes) -> [Declaration] {
        var result: [Declaration] = []
        var scanner = ByteScanner(text)
        while !scanner.isAtEnd {
            let part = scanner.declaration()
            guard let colon = part.firstIndex(of: .ascii(":")) else { continue }
            let name = part[..<colon].trimmed.lowercasedString
            let isCustom = name.hasPrefix("--")
            guard let property = isCustom ? .custom : Property(rawValue: name) else { continue }
            // Names of custom properties are told apart by case, so they are kept as written.
            var value = isCustom ? part.trimmed : part[(colon + 1)...].trimmed
            var isImportant = false
            if let mark = value.lastIndex(of: .ascii("!")),
                value[(mark + 1)...].trimmed.lowercasedString == "important"
            {
                isImportant = true
                value = value[..<mark].trimmed
            }
            guard !value.isEmpty else { continue }
            append(property, value, isImportant, to: &result)
        }
        return result
    }

    private static func append(
        _ property: Property, _ value: Bytes, _ isImportant: Bool, to result: inout [Declaration]
    ) {
        if property == .font {
            result += FontShorthand.declarations(value).map {
                Declaration(property: $0.property, value: $0.value, isImportant: isImportant)
            }
            return
        }
        guard property == .marker else {
            result.append(
                Declaration(property: property, value: value, isImportant: isImportant))
            return
        }
        for property in [Property.markerStart, .markerMid, .markerEnd] {
            result.append(
                Declaration(property: property, value: value, isImportant: isImportant))
        }
    }
}

extension ByteScanner {
    /// The text up to the next semicolon that is not inside of quotes or brackets.
    fileprivate mutating func declaration() -> Bytes {
        let start = position
        var depth = 0
        while let byte = next() {
            switch byte {
            case .ascii("\""), .ascii("'"): skipString(byte)
            case .ascii("("), .ascii("["), .ascii("{"): depth += 1
            case .ascii(")"), .ascii("]"), .ascii("}"): depth = max(0, depth - 1)
            case .ascii(";") where depth == 0: return bytes[start..<(position - 1)]
            default: break
            }
        }
        return bytes[start..<position]
    }

    /// Skips to behind the closing quote.
    mutating func skipString(_ quote: UInt8) {
        while let byte = next(), byte != quote {
            if byte == .ascii("\\") { advance() }
        }
    }
}
