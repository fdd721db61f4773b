/// Names of a model made fit for Swift.
enum SwiftIdentifier {
    /// Words of the language, and names that generated code needs for itself.
    private static let taken: Set<String> = [
        "Any", "Bool", "Double", "Float", "Inference", "Int", "Int16", "Int32", "Int64", "Int8",
        "Outputs", "Protocol", "Self", "String", "Type", "UInt16", "UInt32", "UInt64", "UInt8",
        "actor", "any", "as", "associatedtype", "async", "await", "borrowing", "break", "case",
        "catch", "class", "consuming", "continue", "copy", "default", "defer", "deinit", "do",
        "each", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func",
        "guard", "if", "import", "in", "indirect", "infix", "init", "inout", "internal", "is",
        "let", "macro", "mutating", "nil", "nonisolated", "open", "operator", "package", "postfix",
        "precedencegroup", "prefix", "private", "protocol", "public", "repeat", "rethrows",
        "return", "self", "sending", "some", "static", "struct", "subscript", "super", "switch",
        "throw", "throws", "true", "try", "typealias", "unowned", "var", "weak", "where", "while",
    ]

    /// The words of a name, the first in lower case and the others beginning in upper case.
    /// - Parameter fallback: What names without a letter, or beginning with a digit, begin with;
    ///   what the language has a meaning for ends with it.
    static func variable(_ name: String, fallback: String) -> String {
        let words = words(name)
        guard let first = words.first else { return fallback }
        // An acronym of several capitals keeps them unless it is the whole word.
        let isAcronym = first.allSatisfy { !$0.isLowercase }
        let start =
            isAcronym ? first.lowercased() : first.prefix(1).lowercased() + first.dropFirst()
        return legal(joined([start] + words.dropFirst().map(capitalized)), fallback: fallback)
    }

    static func type(_ name: String, fallback: String) -> String {
        legal(joined(words(name).map(capitalized)), fallback: fallback)
    }

    /// The same names, with numbers behind those that occurred before.
    static func unique(_ names: [String]) -> [String] {
        var used: Set<String> = []
        return names.map { name in
            var candidate = name
            var number = 2
            while !used.insert(candidate).inserted {
                candidate = "\(name)_\(number)"
                number += 1
            }
            return candidate
        }
    }

    /// A literal of a text.
    static func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": literal += "\\" + String(scalar)
            case " "..."~": literal.unicodeScalars.append(scalar)
            default: literal += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return literal + "\""
    }

    private static func words(_ name: String) -> [String] {
        name.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
    }

    /// Digits of two words stay apart.
    private static func joined(_ words: [String]) -> String {
        words.reduce("") { name, word in
            let isRun = name.last?.isNumber == true && word.first?.isNumber == true
            return name + (isRun ? "_" : "") + word
        }
    }

    private static func capitalized(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    private static func legal(_ name: String, fallback: String) -> String {
        guard let first = name.first else { return fallback }
        if first.isNumber { return fallback + name }
        return taken.contains(name) ? name + capitalized(fallback) : name
    }
}
