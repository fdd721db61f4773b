import Geometry
import Scene

extension Resolver {
    struct Extent {
        var size: Size
        var isDrawn = true
        /// Whether the width, the height follow from what is drawn.
        var followsContent = (width: false, height: false)
    }

    /// The document's own size: its width and height, else those of its view box, else of its
    /// content.
    mutating func rootExtent() -> Extent {
        let viewBox = viewBox(of: 0)
        // Without a window, percentages of the root refer to the view box.
        let standard = Size(width: 100, height: 100)
        let window = viewBox.map { Size(width: $0.width, height: $0.height) } ?? standard
        let lengths = LengthContext(
            viewport: window, window: window, fontSize: 16, rootFontSize: 16)
        let width = rootLength(.width, lengths, .horizontal)
        let height = rootLength(.height, lengths, .vertical)
        if width == 0 || height == 0 {
            reports.add(
                .structure, 0, "a size of zero disables drawing; give width and height")
            let isUsable = Self.isUsable(window.width) && Self.isUsable(window.height)
            return Extent(size: isUsable ? window : standard, isDrawn: false)
        }
        var size = Size(width: width ?? window.width, height: height ?? window.height)
        // One side alone keeps the view box's proportions.
        if let viewBox, let width, height == nil {
            size.height = width * viewBox.height / viewBox.width
        }
        if let viewBox, let height, width == nil {
            size.width = height * viewBox.width / viewBox.height
        }
        if !Self.isUsable(size.width) || !Self.isUsable(size.height) {
            reports.add(.value, 0, "its size is beyond all measure; it is drawn 100 pixels wide")
            size = standard
        }
        let isFree = viewBox == nil
        return Extent(
            size: size, followsContent: (isFree && width == nil, isFree && height == nil))
    }

    /// The root's width or height in pixels; nil when it is not given, a part of a window that
    /// does not exist, or wrong.
    private mutating func rootLength(
        _ name: AttributeName, _ lengths: LengthContext, _ axis: Axis
    ) -> Double? {
        guard let text = document.attribute(name, of: 0), text.trimmed.string != "auto" else {
            return nil
        }
        guard let length = Length(text), length.value >= 0 else {
            reports.add(.value, 0, "\(name.rawValue) \(text.quoted) is no size; it is ignored")
            return nil
        }
        if length.unit == .percent, viewBox(of: 0) == nil { return nil }
        let value = lengths.resolve(length, axis)
        guard value == 0 || Self.isUsable(value) else {
            reports.add(
                .value, 0, "\(name.rawValue) \(text.quoted) is beyond all measure; it is ignored")
            return nil
        }
        return value
    }

    private static func isUsable(_ size: Double) -> Bool { size >= 1e-3 && size <= 1e7 }

    /// The right and bottom edges of what is drawn.
    func contentSize(or fallback: Size) -> Size {
        var bounds = Rect.empty
        for index in drawing.shapes.indices where drawing.shapes[index].isVisible {
            let outline = drawing.bounds(ofShape: index)
            guard !outline.isEmpty else { continue }
            let stroke = drawing.shapes[index].stroke
            let margin = stroke.map { $0.width / 2 * $0.pen.meanScale } ?? 0
            bounds = bounds.union(Rect(min: outline.min - margin, max: outline.max + margin))
        }
        let isUsable =
            !bounds.isEmpty && Self.isUsable(bounds.max.x) && Self.isUsable(bounds.max.y)
        return isUsable ? Size(width: bounds.max.x, height: bounds.max.y) : fallback
    }
}
