import Geometry
import Scene

extension Resolver {
    /// An element's transform about its origin.
    mutating func localTransform(
        _ index: Int, _ declarations: Declarations, _ lengths: LengthContext
    ) -> Affine {
        guard let text = declarations[.transform] else { return .identity }
        guard let map = Affine(list: text, lengths: lengths) else {
            reports.add(
                .value, index, "transform does not understand \(text.quoted); it has no effect")
            return .identity
        }
        return about(map, declarations, index, lengths)
    }

    /// A transform about the origin that is declared for it.
    mutating func about(
        _ map: Affine, _ declarations: Declarations, _ index: Int, _ lengths: LengthContext
    ) -> Affine {
        guard let origin = declarations[.transformOrigin] else { return map }
        guard let point = transformOrigin(origin, lengths) else {
            reports.add(
                .value, index,
                "transform-origin does not understand \(origin.quoted); it has no effect")
            return map
        }
        return Affine.translation(point.x, point.y)
            .concatenating(inner: map)
            .concatenating(inner: .translation(-point.x, -point.y))
    }

    /// Keywords and percentages are parts of the viewport, as for `transform-box: view-box`.
    private func transformOrigin(_ text: Bytes, _ lengths: LengthContext) -> Point? {
        let words = text.words
        guard (1...3).contains(words.count) else { return nil }
        var x: Double?
        var y: Double?
        for (position, word) in words.prefix(2).enumerated() {
            let isVertical: Bool
            let length: Length
            switch word.lowercasedString {
            case "left": (isVertical, length) = (false, .zero)
            case "right": (isVertical, length) = (false, Length(value: 100, unit: .percent))
            case "top": (isVertical, length) = (true, .zero)
            case "bottom": (isVertical, length) = (true, Length(value: 100, unit: .percent))
            case "center":
                // In either place; the other word decides which one is left.
                isVertical =
                    x != nil || (position == 0 && words.count > 1 && isHorizontal(words[1]))
                length = Length(value: 50, unit: .percent)
            default:
                guard let written = Length(word) else { return nil }
                (isVertical, length) = (position == 1, written)
            }
            if isVertical {
                guard y == nil else { return nil }
                y = lengths.resolve(length, .vertical)
            } else {
                guard x == nil else { return nil }
                x = lengths.resolve(length, .horizontal)
            }
        }
        return Point(x ?? lengths.viewport.width / 2, y ?? lengths.viewport.height / 2)
    }

    private func isHorizontal(_ word: Bytes) -> Bool {
        ["left", "right"].contains(word.lowercasedString)
    }
}
