/// What `font` and its parts say.
enum FontShorthand {
    /// The declarations that `font: …` stands for; none when it is wrong (CSS Fonts 4, 2.7).
    static func declarations(_ value: Bytes) -> [Declared] {
        var scanner = ByteScanner(value.trimmed)
        var result: [Declared] = []
        while !scanner.isAtEnd {
            let word = scanner.take { !$0.isSpace }
            scanner.skipSpaces()
            let name = word.keyword
            if name == "normal" { continue }
            if ["italic", "oblique"].contains(name) {
                result.append(Declared(property: .fontStyle, value: word))
            } else if name == "small-caps" {
                result.append(Declared(property: .fontVariant, value: word))
            } else if ["bold", "bolder", "lighter"].contains(name) || word.number != nil {
                result.append(Declared(property: .fontWeight, value: word))
            } else if name.hasSuffix("condensed") || name.hasSuffix("expanded") {
                result.append(Declared(property: .fontStretch, value: word))
            } else {
                let size = word.prefix { $0 != .ascii("/") }
                guard !scanner.rest.isEmpty else { return [] }
                let initial: [(Property, String)] = [
                    (.fontStyle, "normal"), (.fontWeight, "normal"), (.fontVariant, "normal"),
                    (.fontStretch, "normal"),
                ]
                return initial.map { Declared(property: $0.0, value: Array($0.1.utf8)[...]) }
                    + result + [
                        Declared(property: .fontSize, value: size),
                        Declared(property: .fontFamily, value: scanner.rest),
                    ]
            }
        }
        return []
    }

    /// The names of a `font-family`; nil when there are none.
    static func families(_ value: Bytes) -> [String]? {
        let families = value.split(separator: .ascii(",")).map { part -> String in
            var name = part.trimmed
            if let quote = name.first, quote == .ascii("\"") || quote == .ascii("'"),
                name.count >= 2, name.last == quote
            {
                name = name.dropFirst().dropLast()
            }
            return name.words.map(\.string).joined(separator: " ")
        }.filter { !$0.isEmpty }
        return families.isEmpty ? nil : families
    }

    /// `"wght" 700, "wdth" 80`; nil when it is wrong.
    static func variations(_ value: Bytes) -> [String: Double]? {
        if value.keyword == "normal" { return [:] }
        var result: [String: Double] = [:]
        for part in value.split(separator: .ascii(",")) {
            let words = part.words
            guard words.count == 2, words[0].count == 6, let number = words[1].number else {
                return nil
            }
            result[words[0].dropFirst().dropLast().string] = number
        }
        return result
    }
}
