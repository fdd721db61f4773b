import Scene

/// A colour as written: `currentColor` is known only where it is used.
enum ColorValue: Equatable {
    case color(Color)
    case currentColor
}

extension ColorValue {
    /// Nil when the text is no colour.
    init?(_ text: Bytes) {
        var scanner = ByteScanner(text.trimmed)
        guard let color = scanner.color() else { return nil }
        scanner.skipSpaces()
        guard scanner.isAtEnd else { return nil }
        self = color
    }
}

extension ByteScanner {
    /// Reads a colour (CSS Color 4); nil when none comes next.
    mutating func color() -> ColorValue? {
        if take("#") { return hexColor().map(ColorValue.color) }
        let name = identifier().lowercasedString
        if take("(") {
            guard let body = take(upTo: ")") else { return nil }
            return Color(function: name, arguments: body).map(ColorValue.color)
        }
        if name == "currentcolor" { return .currentColor }
        if name == "transparent" { return .color(.transparent) }
        return namedColors[name].map { .color(Color(rgb: $0)) }
    }

    private mutating func hexColor() -> Color? {
        let digits = take(while: \.isIdentifier)
        var values: [Double] = []
        for digit in digits {
            guard let value = digit.hexValue, values.count < 8 else { return nil }
            values.append(Double(value))
        }
        switch values.count {
        case 3, 4:
            let parts = values.map { $0 / 15 }
            return Color(
                red: parts[0], green: parts[1], blue: parts[2],
                alpha: parts.count == 4 ? parts[3] : 1)
        case 6, 8:
            let parts = stride(from: 0, to: values.count, by: 2).map {
                (values[$0] * 16 + values[$0 + 1]) / 255
            }
            return Color(
                red: parts[0], green: parts[1], blue: parts[2],
                alpha: parts.count == 4 ? parts[3] : 1)
        default: return nil
        }
    }
}

extension Color {
    fileprivate init(rgb: UInt32) {
        self.init(
            red: Double(rgb >> 16 & 0xff) / 255, green: Double(rgb >> 8 & 0xff) / 255,
            blue: Double(rgb & 0xff) / 255)
    }

    fileprivate init?(function name: String, arguments: Bytes) {
        guard let parts = Component.list(arguments), parts.count == 3 || parts.count == 4 else {
            return nil
        }
        let alpha = parts.count == 4 ? parts[3].fraction(of: 1) : 1
        guard let alpha else { return nil }
        switch name {
        case "rgb", "rgba":
            guard let red = parts[0].fraction(of: 255), let green = parts[1].fraction(of: 255),
                let blue = parts[2].fraction(of: 255)
            else { return nil }
            self.init(red: red, green: green, blue: blue, alpha: alpha)
        case "hsl", "hsla":
            guard let hue = parts[0].degrees, let saturation = parts[1].fraction(of: 100),
                let lightness = parts[2].fraction(of: 100)
            else { return nil }
            self.init(hue: hue, saturation: saturation, lightness: lightness, alpha: alpha)
        case "hwb":
            guard let hue = parts[0].degrees, let white = parts[1].fraction(of: 100),
                let black = parts[2].fraction(of: 100)
            else { return nil }
            self.init(hue: hue, whiteness: white, blackness: black, alpha: alpha)
        default: return nil
        }
    }

    /// CSS Color 4, 7.1.
    private init(hue: Double, saturation: Double, lightness: Double, alpha: Double) {
        func channel(_ offset: Double) -> Double {
            let k = (offset + hue / 30).truncatingRemainder(dividingBy: 12)
            let amount = saturation * min(lightness, 1 - lightness)
            return lightness - amount * max(-1, min(k - 3, 9 - k, 1))
        }
        self.init(red: channel(0), green: channel(8), blue: channel(4), alpha: alpha)
    }

    /// CSS Color 4, 8.1.
    private init(hue: Double, whiteness: Double, blackness: Double, alpha: Double) {
        guard whiteness + blackness < 1 else {
            let gray = whiteness / (whiteness + blackness)
            self.init(red: gray, green: gray, blue: gray, alpha: alpha)
            return
        }
        self.init(hue: hue, saturation: 1, lightness: 0.5, alpha: alpha)
        let share = 1 - whiteness - blackness
        red = red * share + whiteness
        green = green * share + whiteness
        blue = blue * share + whiteness
    }
}

/// One argument of a colour function.
private struct Component {
    var value: Double
    var unit: String

    /// The arguments, separated by commas or white space, the alpha also by a slash.
    static func list(_ body: Bytes) -> [Component]? {
        var scanner = ByteScanner(body.trimmed)
        var parts: [Component] = []
        while !scanner.isAtEnd {
            guard parts.count < 4 else { return nil }
            if let number = scanner.number() {
                guard number.isFinite else { return nil }
                let unit = scanner.take("%") ? "%" : scanner.identifier().lowercasedString
                parts.append(Component(value: number, unit: unit))
            } else if scanner.identifier().lowercasedString == "none" {
                parts.append(Component(value: 0, unit: ""))
            } else {
                return nil
            }
            scanner.skipSpaces()
            if scanner.isAtEnd { break }
            if scanner.take("/") {
                guard parts.count == 3 else { return nil }
            } else {
                _ = scanner.take(",")
            }
            scanner.skipSpaces()
            if scanner.isAtEnd { return nil }
        }
        return parts
    }

    /// The component as a share of its range, 0...1; percentages are shares already.
    func fraction(of range: Double) -> Double? {
        switch unit {
        case "": Swift.min(Swift.max(value / range, 0), 1)
        case "%": Swift.min(Swift.max(value / 100, 0), 1)
        default: nil
        }
    }

    /// The component as an angle in 0..<360.
    var degrees: Double? {
        let turned: Double
        switch unit {
        case "", "deg": turned = value
        case "rad": turned = value * 180 / .pi
        case "grad": turned = value * 0.9
        case "turn": turned = value * 360
        default: return nil
        }
        let rest = turned.truncatingRemainder(dividingBy: 360)
        return rest < 0 ? rest + 360 : rest
    }
}
