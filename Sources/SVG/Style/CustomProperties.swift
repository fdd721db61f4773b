/// CSS custom properties (CSS Variables 1): `--name: value`, and `var(--name, fallback)` in other
/// values.
struct CustomProperties: Equatable {
    private var values: [String: Bytes] = [:]

    /// Values longer than this are not put together: each property may hold others twice.
    private static let longest = 1 << 16
    private static let deepest = 16

    var isEmpty: Bool { values.isEmpty }

    /// Takes over what is declared for an element; the text is the declaration's, name and all.
    mutating func append(_ declaration: Bytes) {
        guard let colon = declaration.firstIndex(of: .ascii(":")) else { return }
        values[declaration[..<colon].trimmed.string] = declaration[(colon + 1)...].trimmed
    }

    /// A value with everything that it refers to; nil when something of that is missing.
    func resolved(_ value: Bytes) -> Bytes? { resolved(value, depth: 0) }

    private func resolved(_ value: Bytes, depth: Int) -> Bytes? {
        guard Self.refers(value) else { return value }
        guard depth < Self.deepest else { return nil }
        var result: [UInt8] = []
        var scanner = ByteScanner(value)
        while let byte = scanner.peek {
            var scan = scanner
            if scan.take(while: \.isLetter).lowercasedString == "var", scan.take("("),
                let body = scan.takeBracket()
            {
                let comma = body.firstIndex(of: .ascii(","))
                let name = body[..<(comma ?? body.endIndex)].trimmed.string
                let fallback = comma.map { body[($0 + 1)...].trimmed }
                guard let stand = values[name] ?? fallback,
                    let inner = resolved(stand, depth: depth + 1)
                else { return nil }
                result += inner
                scanner = scan
            } else if byte.isIdentifier {
                result += scanner.identifier()
            } else {
                result.append(byte)
                scanner.advance()
            }
            guard result.count <= Self.longest else { return nil }
        }
        return result[...]
    }

    static func refers(_ value: Bytes) -> Bool {
        var rest = value
        while let start = rest.firstIndex(where: { $0 | 0x20 == .ascii("v") }) {
            rest = rest[start...]
            if rest.prefix(4).lowercasedString == "var(" { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}

extension Declarations {
    /// Takes the custom properties out and puts their values into the others.
    ///
    /// - Parameter customs: those in force around the element; what it declares itself is added.
    /// - Returns: what refers to nothing, which is left out.
    mutating func resolve(_ customs: inout CustomProperties) -> [Declared] {
        guard
            !customs.isEmpty
                || list.contains(where: {
                    $0.property == .custom || CustomProperties.refers($0.value)
                })
        else { return [] }
        for declared in list where declared.property == .custom { customs.append(declared.value) }
        var result = Declarations()
        var failed: [Declared] = []
        for declared in list where declared.property != .custom {
            if let value = customs.resolved(declared.value) {
                result.append(declared.property, value)
            } else {
                failed.append(declared)
            }
        }
        self = result
        return failed
    }
}
