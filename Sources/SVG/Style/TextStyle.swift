import Typesetting

/// The properties of text.
struct TextStyle: Equatable {
    enum Anchor { case start, middle, end }

    enum Baseline {
        case alphabetic, ideographic, mathematical, hanging, central, middle, textAfterEdge,
            textBeforeEdge
    }

    enum Shift: Equatable {
        case none, sub, `super`
        case length(Length)
    }

    struct Decoration: OptionSet, Equatable {
        let rawValue: Int
        static let underline = Decoration(rawValue: 1)
        static let overline = Decoration(rawValue: 2)
        static let lineThrough = Decoration(rawValue: 4)
    }

    // Inherited.
    var font = FontStyle()
    /// In user units.
    var letterSpacing = 0.0
    var wordSpacing = 0.0
    var anchor = Anchor.start
    var isRightToLeft = false
    var isVertical = false
    var dominantBaseline = Baseline.alphabetic
    /// Nil where `xml:space` decides.
    var keepsSpaces: Bool?

    // Not inherited.
    var shift = Shift.none
    /// Nil for that of the dominant baseline.
    var alignment: Baseline?
    var decoration: Decoration = []

    mutating func becomeInherited() {
        shift = .none
        alignment = nil
        decoration = []
    }

    mutating func copy(_ property: Property, from other: TextStyle) {
        switch property {
        case .fontFamily: font.families = other.font.families
        case .fontWeight: font.weight = other.font.weight
        case .fontStyle: font.slant = other.font.slant
        case .fontStretch: font.stretch = other.font.stretch
        case .fontVariant: font.hasSmallCapitals = other.font.hasSmallCapitals
        case .fontVariations: font.variations = other.font.variations
        case .fontKerning, .kerning: font.isKerned = other.font.isKerned
        case .letterSpacing: letterSpacing = other.letterSpacing
        case .wordSpacing: wordSpacing = other.wordSpacing
        case .textAnchor: anchor = other.anchor
        case .direction: isRightToLeft = other.isRightToLeft
        case .writingMode: isVertical = other.isVertical
        case .dominantBaseline: dominantBaseline = other.dominantBaseline
        case .whiteSpace: keepsSpaces = other.keepsSpaces
        case .baselineShift: shift = other.shift
        case .alignmentBaseline: alignment = other.alignment
        case .textDecoration, .textDecorationLine: decoration = other.decoration
        default: break
        }
    }

    /// Sets one property; false, with nothing changed, when the value means nothing.
    ///
    /// - Parameter lengths: its font size is the element's own.
    mutating func set(
        _ property: Property, _ value: Bytes, _ keyword: String, _ lengths: LengthContext
    ) -> Bool {
        switch property {
        case .fontFamily:
            guard let families = FontShorthand.families(value) else { return false }
            font.families = families
        case .fontWeight: return setWeight(value, keyword)
        case .fontStyle:
            switch keyword.prefix(7) {
            case "normal": font.slant = .upright
            case "italic": font.slant = .italic
            case "oblique": font.slant = .oblique
            default: return false
            }
        case .fontStretch: return setStretch(keyword, value)
        case .fontVariant:
            font.hasSmallCapitals = value.words.contains { $0.keyword == "small-caps" }
        case .fontKerning: font.isKerned = keyword != "none"
        case .kerning:
            // SVG 1.1: a length is added instead of the font's own; zero turns that off.
            font.isKerned = Length(value) == nil
        case .fontVariations:
            guard let variations = FontShorthand.variations(value) else { return false }
            font.variations = variations
        case .letterSpacing, .wordSpacing:
            var spacing = 0.0
            if keyword != "normal" {
                guard let length = Length(value), length.unit != .percent else { return false }
                spacing = lengths.resolve(length, .diagonal)
            }
            if property == .letterSpacing { letterSpacing = spacing } else { wordSpacing = spacing }
        case .textAnchor:
            switch keyword {
            case "start": anchor = .start
            case "middle": anchor = .middle
            case "end": anchor = .end
            default: return false
            }
        case .direction: isRightToLeft = keyword == "rtl"
        case .writingMode:
            isVertical = ["tb", "tb-rl", "vertical-rl", "vertical-lr"].contains(keyword)
        case .whiteSpace:
            keepsSpaces = ["pre", "pre-wrap", "pre-line", "break-spaces"].contains(keyword)
        default: return setBaseline(property, value, keyword, lengths)
        }
        return true
    }

    private mutating func setBaseline(
        _ property: Property, _ value: Bytes, _ keyword: String, _ lengths: LengthContext
    ) -> Bool {
        switch property {
        case .dominantBaseline: dominantBaseline = Baseline(keyword: keyword) ?? .alphabetic
        case .alignmentBaseline: alignment = Baseline(keyword: keyword)
        case .baselineShift:
            switch keyword {
            case "baseline": shift = .none
            case "sub": shift = .sub
            case "super": shift = .super
            default:
                guard let length = Length(value) else { return false }
                shift = .length(
                    length.unit == .percent
                        ? Length(value: length.value * lengths.fontSize / 100, unit: .px)
                        : Length(value: lengths.resolve(length, .vertical), unit: .px))
            }
        case .textDecoration, .textDecorationLine:
            decoration = []
            for word in value.words {
                switch word.keyword {
                case "underline": decoration.insert(.underline)
                case "overline": decoration.insert(.overline)
                case "line-through": decoration.insert(.lineThrough)
                default: break
                }
            }
        default: break
        }
        return true
    }

    private mutating func setWeight(_ value: Bytes, _ keyword: String) -> Bool {
        switch keyword {
        case "normal": font.weight = 400
        case "bold": font.weight = 700
        // CSS Fonts 4, 2.2.1.
        case "bolder": font.weight = font.weight < 350 ? 400 : font.weight < 550 ? 700 : 900
        case "lighter": font.weight = font.weight < 550 ? 100 : font.weight < 750 ? 400 : 700
        default:
            guard let number = value.number, (1...1000).contains(number) else { return false }
            font.weight = Int(number)
        }
        return true
    }

    private mutating func setStretch(_ keyword: String, _ value: Bytes) -> Bool {
        let names = [
            "ultra-condensed", "extra-condensed", "condensed", "semi-condensed", "normal",
            "semi-expanded", "expanded", "extra-expanded", "ultra-expanded",
        ]
        if let index = names.firstIndex(of: keyword) {
            font.stretch = index
            return true
        }
        if keyword == "narrower" || keyword == "wider" {
            font.stretch = min(max(font.stretch + (keyword == "wider" ? 1 : -1), 0), 8)
            return true
        }
        guard let length = Length(value), length.unit == .percent else { return false }
        let shares = [50, 62.5, 75, 87.5, 100, 112.5, 125, 150, 200]
        font.stretch =
            shares.indices.min {
                abs(shares[$0] - length.value) < abs(shares[$1] - length.value)
            } ?? 4
        return true
    }
}

extension TextStyle.Baseline {
    fileprivate init?(keyword: String) {
        switch keyword {
        case "alphabetic", "baseline": self = .alphabetic
        case "ideographic": self = .ideographic
        case "mathematical": self = .mathematical
        case "hanging": self = .hanging
        case "central", "center": self = .central
        case "middle": self = .middle
        case "text-after-edge", "text-bottom", "after-edge", "bottom": self = .textAfterEdge
        case "text-before-edge", "text-top", "before-edge", "top": self = .textBeforeEdge
        default: return nil
        }
    }
}
