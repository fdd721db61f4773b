import Geometry

/// A text's outlines as path data in the text's own units, gathered while a document is resolved.
struct TextRecord {
    struct Part {
        /// The element that the outline is painted as: the text, or an element in it.
        var element: Int
        var data: String
    }

    var parts: [Part] = []
}

extension PathBuilder {
    /// The path as SVG's path data.
    var data: String {
        var words: [String] = []
        func place(_ point: Point) -> String { "\(Self.text(point.x)),\(Self.text(point.y))" }
        for contour in contours where contour.anchorCount > 0 {
            let first = contour.firstAnchor
            words.append("M" + place(points[3 * first]))
            let count = contour.isClosed ? contour.anchorCount : contour.anchorCount - 1
            for number in 0..<max(count, 0) {
                let from = first + number
                let to = first + (number + 1) % contour.anchorCount
                let isLine =
                    points[3 * from + 2] == points[3 * from]
                    && points[3 * to + 1] == points[3 * to]
                if isLine {
                    if number < contour.anchorCount - 1 {
                        words.append("L" + place(points[3 * to]))
                    }
                } else {
                    words.append(
                        "C" + place(points[3 * from + 2]) + " " + place(points[3 * to + 1]) + " "
                            + place(points[3 * to]))
                }
            }
            if contour.isClosed { words.append("Z") }
        }
        return words.joined(separator: " ")
    }

    /// Thousandths, without zeros at the end.
    private static func text(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let thousandths = Int((max(min(value, 1e12), -1e12) * 1000).rounded())
        var text = "\(thousandths / 1000)"
        if thousandths < 0, thousandths > -1000 { text = "-0" }
        let rest = abs(thousandths % 1000)
        guard rest > 0 else { return text }
        var digits = String(1000 + rest).dropFirst()
        while digits.hasSuffix("0") { digits = digits.dropLast() }
        return text + "." + digits
    }
}
