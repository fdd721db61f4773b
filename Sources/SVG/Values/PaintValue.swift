/// `fill` and `stroke` as written.
enum PaintValue: Equatable {
    case none
    case color(ColorValue)
    /// A reference to a gradient or a pattern, and what stands in when it leads nowhere.
    case server(id: String, fallback: Fallback?)
    /// `context-fill` and `context-stroke`: the paint of the `use` that shows the element.
    case context(Context)

    enum Context { case fill, stroke }

    enum Fallback: Equatable {
        case none
        case color(ColorValue)
    }

    /// Nil when the text is no paint.
    init?(_ text: Bytes) {
        let text = text.trimmed
        switch text.keyword {
        case "none":
            self = .none
            return
        case "context-fill":
            self = .context(.fill)
            return
        case "context-stroke":
            self = .context(.stroke)
            return
        default: break
        }
        var scanner = ByteScanner(text)
        guard let id = scanner.reference() else {
            guard let color = ColorValue(text) else { return nil }
            self = .color(color)
            return
        }
        let rest = scanner.rest.trimmed
        if rest.isEmpty {
            self = .server(id: id, fallback: nil)
        } else if rest.keyword == "none" {
            self = .server(id: id, fallback: Fallback.none)
        } else {
            var color = ByteScanner(rest)
            guard let color = color.color() else { return nil }
            self = .server(id: id, fallback: .color(color))
        }
    }
}

extension ByteScanner {
    /// Reads `url(#id)`, with or without quotes; nil when none comes next. Addresses outside of
    /// the document keep their whole text, which matches no element.
    mutating func reference() -> String? {
        var scan = self
        guard scan.take(while: \.isLetter).lowercasedString == "url", scan.take("("),
            let body = scan.take(upTo: ")")
        else { return nil }
        self = scan
        var address = body.trimmed
        if let quote = address.first, quote == .ascii("\"") || quote == .ascii("'"),
            address.count >= 2, address.last == quote
        {
            address = address.dropFirst().dropLast().trimmed
        }
        return address.first == .ascii("#") ? address.dropFirst().string : address.string
    }
}
