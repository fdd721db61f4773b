/// `clip-path` as written.
enum ClipValue: Equatable {
    /// A form of CSS Shapes 1 with lengths that refer to a box.
    enum Shape: Equatable {
        /// Radii are nil for those that reach the nearest side.
        case ellipse(radii: [Length?], center: [Length])
        /// Top, right, bottom, left.
        case inset([Length])
        case polygon([Length], isEvenOdd: Bool)
        case path(Bytes)
    }

    enum Box { case fill, stroke, view }

    case none
    case element(String)
    case shape(Shape, Box)

    /// Nil when the text is none of them.
    init?(_ text: Bytes) {
        if let reference = Reference(text) {
            switch reference {
            case .none: self = .none
            case .element(let id): self = .element(id)
            }
            return
        }
        var scanner = ByteScanner(text.trimmed)
        let name = scanner.identifier().lowercasedString
        guard scanner.take("("), let body = scanner.takeBracket(),
            let shape = Shape(name, body.trimmed)
        else { return nil }
        switch scanner.rest.keyword {
        case "", "fill-box", "border-box", "content-box", "padding-box", "margin-box":
            self = .shape(shape, .fill)
        case "stroke-box": self = .shape(shape, .stroke)
        case "view-box": self = .shape(shape, .view)
        default: return nil
        }
    }
}

extension ClipValue.Shape {
    fileprivate init?(_ name: String, _ body: Bytes) {
        switch name {
        case "circle", "ellipse":
            guard let shape = Self.round(body, radiusCount: name == "circle" ? 1 : 2) else {
                return nil
            }
            self = shape
        case "inset":
            var lengths: [Length] = []
            for word in body.words {
                if word.keyword == "round" { break }
                guard let length = Length(word), lengths.count < 4 else { return nil }
                lengths.append(length)
            }
            switch lengths.count {
            case 1: lengths = Array(repeating: lengths[0], count: 4)
            case 2: lengths += lengths
            case 3: lengths.append(lengths[1])
            case 4: break
            default: return nil
            }
            self = .inset(lengths)
        case "polygon":
            var scanner = ByteScanner(body)
            var isEvenOdd = false
            let rule = scanner.take(while: \.isLetter).lowercasedString
            if rule == "evenodd" || rule == "nonzero" {
                isEvenOdd = rule == "evenodd"
                scanner.skipComma()
            } else if !rule.isEmpty {
                return nil
            }
            var lengths: [Length] = []
            while !scanner.isAtEnd {
                guard let length = scanner.length(), lengths.count < 20_000 else { return nil }
                lengths.append(length)
                scanner.skipComma()
            }
            guard lengths.count >= 6, lengths.count.isMultiple(of: 2) else { return nil }
            self = .polygon(lengths, isEvenOdd: isEvenOdd)
        case "path":
            guard body.count >= 2 else { return nil }
            self = .path(body.dropFirst().dropLast())
        default: return nil
        }
    }

    private static func round(_ body: Bytes, radiusCount: Int) -> ClipValue.Shape? {
        var radii: [Length?] = []
        var center: [Length] = []
        var isCenter = false
        let places: [String: Double] = [
            "left": 0, "top": 0, "center": 50, "right": 100, "bottom": 100,
        ]
        for word in body.words {
            if word.keyword == "at" {
                isCenter = true
            } else if isCenter {
                let place = places[word.keyword].map { Length(value: $0, unit: .percent) }
                guard let length = place ?? Length(word), center.count < 2 else { return nil }
                center.append(length)
            } else {
                guard radii.count < radiusCount else { return nil }
                if ["closest-side", "farthest-side"].contains(word.keyword) {
                    radii.append(nil)
                } else {
                    guard let length = Length(word), length.value >= 0 else { return nil }
                    radii.append(length)
                }
            }
        }
        if radii.isEmpty { radii = Array(repeating: nil, count: radiusCount) }
        guard radii.count == radiusCount, isCenter == !center.isEmpty else { return nil }
        let middle = Length(value: 50, unit: .percent)
        if center.isEmpty { center = [middle] }
        if center.count == 1 { center.append(middle) }
        return .ellipse(radii: radii, center: center)
    }
}
