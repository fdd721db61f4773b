import Geometry

/// A rectangle of user space that is fitted into a viewport.
struct ViewBox: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    /// Nil unless the size is positive.
    init?(x: Double, y: Double, width: Double, height: Double) {
        guard width > 0, height > 0 else { return nil }
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    /// Nil unless there are four finite numbers and the size is positive.
    init?(_ text: Bytes) {
        var scanner = ByteScanner(text.trimmed)
        var numbers: [Double] = []
        while !scanner.isAtEnd {
            guard let number = scanner.number(), number.isFinite, numbers.count < 4 else {
                return nil
            }
            numbers.append(number)
            scanner.skipComma()
        }
        guard numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return nil }
        (x, y, width, height) = (numbers[0], numbers[1], numbers[2], numbers[3])
    }

    /// The map from the box into a viewport of the given size at the origin (SVG 2, 8.2).
    func map(into size: Size, _ ratio: PreserveAspectRatio) -> Affine {
        var scaleX = size.width / width
        var scaleY = size.height / height
        if let align = ratio.align {
            let scale = align.isSlice ? max(scaleX, scaleY) : min(scaleX, scaleY)
            scaleX = scale
            scaleY = scale
            let spareX = size.width - width * scale
            let spareY = size.height - height * scale
            return Affine(
                a: scale, d: scale, tx: spareX * align.x - x * scale,
                ty: spareY * align.y - y * scale)
        }
        return Affine(a: scaleX, d: scaleY, tx: -x * scaleX, ty: -y * scaleY)
    }
}

/// How a view box of another shape than its viewport is fitted (SVG 2, 8.7).
struct PreserveAspectRatio: Equatable {
    struct Align: Equatable {
        /// Share of the spare room that is left before the box: 0, 0.5 or 1.
        var x: Double
        var y: Double
        /// Whether the box covers the viewport instead of lying inside of it.
        var isSlice: Bool
    }

    /// Nil for "none": the box is stretched.
    var align: Align?

    static let standard = PreserveAspectRatio(align: Align(x: 0.5, y: 0.5, isSlice: false))

    init(align: Align?) { self.align = align }

    /// Nil when the text is wrong.
    init?(_ text: Bytes) {
        var words = text.words.map(\.string)
        if words.first == "defer" { words.removeFirst() }
        guard let name = words.first, words.count <= 2 else { return nil }
        let isSlice = words.count == 2 && words[1] == "slice"
        guard words.count == 1 || isSlice || words[1] == "meet" else { return nil }
        if name == "none" {
            align = nil
            return
        }
        let shares = ["Min": 0.0, "Mid": 0.5, "Max": 1.0]
        guard name.count == 8, name.hasPrefix("x"), name.dropFirst(4).hasPrefix("Y"),
            let x = shares[String(name.dropFirst(1).prefix(3))],
            let y = shares[String(name.dropFirst(5))]
        else { return nil }
        align = Align(x: x, y: y, isSlice: isSlice)
    }
}
