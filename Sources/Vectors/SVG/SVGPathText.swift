import Geometry
import Scene

/// Outlines as path data, always with the same commands, so that one turns into another.
enum SVGPathText {
    /// - Parameters:
    ///   - values: x and y of three points an anchor: anchor, incoming handle, outgoing handle.
    ///   - map: applied to every point.
    static func path(
        _ values: [Double], _ contours: [Contour], _ number: NumberText, under map: Affine?
    ) -> String {
        var text = ""
        text.reserveCapacity(values.count * 6)
        var start = 0
        func append(_ index: Int, _ separator: String) {
            var point = Point(values[2 * index], values[2 * index + 1])
            if let map { point = map.apply(point) }
            text += separator
            number.append(point.x, to: &text)
            text += " "
            number.append(point.y, to: &text)
        }
        for contour in contours where contour.anchorCount > 0 {
            defer { start += 3 * contour.anchorCount }
            guard contour.anchorCount > 1 || contour.isClosed else { continue }
            append(start, "M")
            for anchor in 1..<max(contour.anchorCount, 1) {
                let place = start + 3 * anchor
                append(place - 1, "C")
                append(place + 1, " ")
                append(place, " ")
            }
            guard contour.isClosed else { continue }
            append(start + 3 * contour.anchorCount - 1, "C")
            append(start + 1, " ")
            append(start, " ")
            text += "Z"
        }
        return text.isEmpty ? "M0 0" : text
    }
}
