import Geometry
import Glibc

extension Affine {
    /// Parses a transform list, both as the attribute writes it and as CSS does: commas or white
    /// space between numbers and functions, with or without units.
    ///
    /// - Parameter lengths: resolves lengths of CSS translations.
    /// - Returns: nil when any part is wrong; a wrong list has no effect (SVG 2, 8.5).
    init?(list text: Bytes, lengths: LengthContext) {
        self = .identity
        var scanner = ByteScanner(text.trimmed)
        if scanner.rest.lowercasedString == "none" { return }
        while !scanner.isAtEnd {
            let name = scanner.take(while: { $0.isLetter || $0.isDigit }).lowercasedString
            scanner.skipSpaces()
            guard scanner.take("("), let body = scanner.take(upTo: ")") else { return nil }
            guard let arguments = Argument.list(body),
                let map = Affine(function: name, arguments, lengths)
            else { return nil }
            self = concatenating(inner: map)
            scanner.skipComma()
        }
    }

    private init?(function name: String, _ arguments: [Argument], _ lengths: LengthContext) {
        let count = arguments.count
        func number(_ index: Int) -> Double { arguments[index].value }
        func angle(_ index: Int) -> Double { arguments[index].degrees }
        func x(_ index: Int) -> Double { lengths.resolve(arguments[index].length, .horizontal) }
        func y(_ index: Int) -> Double { lengths.resolve(arguments[index].length, .vertical) }
        switch (name, count) {
        case ("matrix", 6):
            self.init(
                a: number(0), b: number(1), c: number(2), d: number(3), tx: number(4),
                ty: number(5))
        case ("translate", 1): self = .translation(x(0), 0)
        case ("translate", 2): self = .translation(x(0), y(1))
        case ("translatex", 1): self = .translation(x(0), 0)
        case ("translatey", 1): self = .translation(0, y(0))
        case ("scale", 1): self = .scale(number(0), number(0))
        case ("scale", 2): self = .scale(number(0), number(1))
        case ("scalex", 1): self = .scale(number(0), 1)
        case ("scaley", 1): self = .scale(1, number(0))
        case ("rotate", 1): self = .rotation(degrees: angle(0))
        case ("rotate", 3):
            self = Affine.translation(x(1), y(2))
                .concatenating(inner: .rotation(degrees: angle(0)))
                .concatenating(inner: .translation(-x(1), -y(2)))
        case ("skewx", 1): self = .skewX(degrees: angle(0))
        case ("skewy", 1): self = .skewY(degrees: angle(0))
        case ("skew", 1): self = .skewX(degrees: angle(0))
        case ("skew", 2):
            self.init(b: tan(angle(1) * .pi / 180), c: tan(angle(0) * .pi / 180))
        default: return nil
        }
    }
}

extension ArraySlice<UInt8> {
    /// The angle in degrees that is the whole text; nil when it is none.
    var degrees: Double? {
        var scanner = ByteScanner(trimmed)
        guard let argument = Argument(&scanner), scanner.isAtEnd else { return nil }
        return argument.degrees
    }
}

/// A number with whatever unit a transform function allows.
private struct Argument {
    var value: Double
    var degrees: Double
    var length: Length

    static func list(_ body: Bytes) -> [Argument]? {
        var scanner = ByteScanner(body.trimmed)
        var arguments: [Argument] = []
        while !scanner.isAtEnd {
            guard let argument = Argument(&scanner), arguments.count < 6 else { return nil }
            arguments.append(argument)
            let hadComma = scanner.skipComma()
            if hadComma && scanner.isAtEnd { return nil }
        }
        return arguments
    }

    init?(_ scanner: inout ByteScanner) {
        guard let number = scanner.number(), number.isFinite else { return nil }
        value = number
        degrees = number
        length = Length(value: number, unit: .none)
        if scanner.take("%") {
            value = number / 100
            length.unit = .percent
            return
        }
        let unit = scanner.take(while: \.isLetter).lowercasedString
        switch unit {
        case "", "deg": break
        case "rad": degrees = number * 180 / .pi
        case "grad": degrees = number * 0.9
        case "turn": degrees = number * 360
        default:
            guard let known = Length.Unit(rawValue: unit) else { return nil }
            length.unit = known
        }
    }
}
