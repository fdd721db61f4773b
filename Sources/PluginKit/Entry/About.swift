import CPoseAnimatePlugin

/// What a stage says of itself before one is made.
public struct About: Sendable {
    /// What the stage's output depends on besides its options.
    public enum Temporal: Sendable, Equatable {
        /// The frame that is given.
        case stateless
        /// That and up to so many frames before and behind it; of filters only.
        case window(Int)
        /// All frames before it.
        case sequential
    }

    /// What users write: small letters, digits, hyphens and dots.
    public var id: String
    /// One line.
    public var summary: String
    public var temporal: Temporal
    public var options: [Option]
    /// For a deformer: whether it changes what the deformer before it has written.
    public var refines: Bool
    /// For a source: whether it reads something that the user names.
    public var needsLocation: Bool

    public init(
        _ id: String, _ summary: String, temporal: Temporal = .stateless, options: [Option] = [],
        refines: Bool = false, needsLocation: Bool = false
    ) {
        self.id = id
        self.summary = summary
        self.temporal = temporal
        self.options = options
        self.refines = refines
        self.needsLocation = needsLocation
    }
}

/// An option of a stage. The engine checks what users write, and fills in what they leave out.
public struct Option: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case number(ClosedRange<Double>, Double)
        case integer(ClosedRange<Int>, Int)
        case flag(Bool)
        case choice([String], String)
        case text(String?)
        case file
    }

    public let name: String
    /// One line.
    public let help: String
    package let kind: Kind

    /// A real number.
    public static func number(
        _ name: String, in range: ClosedRange<Double>, standard: Double, _ help: String
    ) -> Option { Option(name: name, help: help, kind: .number(range, standard)) }

    /// A whole number.
    public static func integer(
        _ name: String, in range: ClosedRange<Int>, standard: Int, _ help: String
    ) -> Option { Option(name: name, help: help, kind: .integer(range, standard)) }

    /// True or false.
    public static func flag(_ name: String, standard: Bool = false, _ help: String) -> Option {
        Option(name: name, help: help, kind: .flag(standard))
    }

    /// One of some words.
    public static func choice(
        _ name: String, of words: [String], standard: String, _ help: String
    ) -> Option { Option(name: name, help: help, kind: .choice(words, standard)) }

    /// Any text.
    public static func text(_ name: String, standard: String? = nil, _ help: String) -> Option {
        Option(name: name, help: help, kind: .text(standard))
    }

    /// A path; there is none when it is not given.
    public static func file(_ name: String, _ help: String) -> Option {
        Option(name: name, help: help, kind: .file)
    }
}

extension Option {
    /// The default for people.
    public var standardText: String {
        switch kind {
        case .number(_, let standard): Self.text(standard)
        case .integer(_, let standard): "\(standard)"
        case .flag(let standard): "\(standard)"
        case .choice(_, let standard): standard
        case .text(let standard): standard ?? ""
        case .file: ""
        }
    }

    /// The range of a number or the words of a choice, for people: "0 to 1".
    public var rangeText: String? {
        switch kind {
        case .number(let range, _):
            "\(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))"
        case .integer(let range, _): "\(range.lowerBound) to \(range.upperBound)"
        case .choice(let words, _): words.joined(separator: ", ")
        default: nil
        }
    }

    /// What may be given, for people: "a number from 0 to 1".
    public var expectation: String {
        switch kind {
        case .number: "a number from \(rangeText ?? "")"
        case .integer: "a whole number from \(rangeText ?? "")"
        case .flag: "true or false"
        case .choice: "one of \(rangeText ?? "")"
        case .text: "text"
        case .file: "a path"
        }
    }

    private static func text(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
