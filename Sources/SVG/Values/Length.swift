import Geometry

/// A length as written, to be resolved where its units are known.
struct Length: Equatable {
    enum Unit: String {
        case none = ""
        case px, pt, pc, mm, cm, `in`, q, em, ex, rem, ch, vw, vh, vmin, vmax
        case percent = "%"
    }

    var value: Double
    var unit: Unit

    static let zero = Length(value: 0, unit: .none)

    init(value: Double, unit: Unit) {
        self.value = value
        self.unit = unit
    }

    /// Nil when the text is not one length.
    init?(_ text: Bytes) {
        var scanner = ByteScanner(text.trimmed)
        guard let length = scanner.length(), scanner.isAtEnd else { return nil }
        self = length
    }
}

extension ByteScanner {
    /// Reads a number and the unit right behind it; nil when either is not there or not known.
    mutating func length() -> Length? {
        guard let value = number(), value.isFinite else { return nil }
        let suffix = take("%") ? "%" : take(while: \.isLetter).lowercasedString
        guard let unit = Length.Unit(rawValue: suffix) else { return nil }
        return Length(value: value, unit: unit)
    }
}

/// What a percentage is a part of (SVG 2, 8.9).
enum Axis { case horizontal, vertical, diagonal }

/// What relative units refer to.
struct LengthContext {
    /// Size of the nearest viewport in its user units.
    var viewport: Size
    /// Size of the document's own viewport, for `vw` and `vh`.
    var window: Size
    var fontSize: Double
    var rootFontSize: Double

    /// The length in user units; absolute units are CSS's, 96 to the inch.
    func resolve(_ length: Length, _ axis: Axis) -> Double {
        let value = length.value
        return switch length.unit {
        case .none, .px: value
        case .pt: value * 96 / 72
        case .pc: value * 16
        case .mm: value * 96 / 25.4
        case .cm: value * 96 / 2.54
        case .q: value * 96 / 101.6
        case .in: value * 96
        case .em: value * fontSize
        // Half an em stands in for the x-height and the zero's width: there are no fonts here.
        case .ex, .ch: value * fontSize / 2
        case .rem: value * rootFontSize
        case .vw: value * window.width / 100
        case .vh: value * window.height / 100
        case .vmin: value * min(window.width, window.height) / 100
        case .vmax: value * max(window.width, window.height) / 100
        case .percent: value * extent(axis) / 100
        }
    }

    private func extent(_ axis: Axis) -> Double {
        switch axis {
        case .horizontal: viewport.width
        case .vertical: viewport.height
        case .diagonal:
            ((viewport.width * viewport.width + viewport.height * viewport.height) / 2)
                .squareRoot()
        }
    }
}
