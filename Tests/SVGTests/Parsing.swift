import Geometry
import SVG
import Scene
import Testing

/// Parses the inside of a document of 100 by 100 pixels.
func drawing(
    _ body: String, root: String = "width='100' height='100'", options: SVGOptions = SVGOptions()
) throws -> Drawing {
    try document(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
            + "\(root)>\(body)</svg>", options: options)
}

/// Parses a whole document.
func document(_ text: String, options: SVGOptions = SVGOptions()) throws -> Drawing {
    try SVGReader.parse(Array(text.utf8), name: "test.svg", options: options)
}

/// The error that a document is refused with.
func failure(_ bytes: [UInt8]) -> SVGError? {
    do throws(SVGError) {
        _ = try SVGReader.parse(bytes, name: "test.svg")
        return nil
    } catch {
        return error
    }
}

func failure(_ text: String) -> SVGError? { failure(Array(text.utf8)) }

func failure(body: String) -> SVGError? {
    failure("<svg xmlns='http://www.w3.org/2000/svg'>\(body)</svg>")
}

extension Drawing {
    /// The only shape with this id.
    func shape(_ id: String) throws -> Shape {
        try #require(shapes.first { $0.element.id == id })
    }

    /// The anchors of one contour.
    func anchors(_ shape: Int = 0, contour: Int = 0) throws -> [Point] {
        try #require(shapes.indices.contains(shape))
        try #require(shapes[shape].contours.indices.contains(contour))
        return shapes[shape].contours[contour].anchors.map { points[3 * $0] }
    }

    /// Anchor, incoming and outgoing handle of every anchor of one contour.
    func segments(_ shape: Int = 0, contour: Int = 0) throws -> [[Point]] {
        try #require(shapes.indices.contains(shape))
        try #require(shapes[shape].contours.indices.contains(contour))
        return shapes[shape].contours[contour].anchors.map {
            Array(points[(3 * $0)..<(3 * $0 + 3)])
        }
    }

    /// The fill of the only shape with this id.
    func fill(_ id: String) throws -> Color? { try shape(id).fill.map(\.color) }

    var messages: [String] { diagnostics.map(\.description) }
}

extension Fill {
    var color: Color {
        if case .color(let color) = paint { color } else { .transparent }
    }

    var gradient: Gradient? { if case .gradient(let gradient) = paint { gradient } else { nil } }
}

extension Stroke {
    var color: Color {
        if case .color(let color) = paint { color } else { .transparent }
    }
}

let red = Color(red: 1, green: 0, blue: 0)
let green = Color(red: 0, green: 128.0 / 255, blue: 0)
let blue = Color(red: 0, green: 0, blue: 1)

func isClose(_ left: Point, _ right: Point, _ tolerance: Double = 1e-9) -> Bool {
    (left - right).length <= tolerance
}

func areClose(_ left: [Point], _ right: [Point], _ tolerance: Double = 1e-9) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { isClose($0, $1, tolerance) }
}

func areClose(_ left: [[Point]], _ right: [[Point]], _ tolerance: Double = 1e-9) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { areClose($0, $1, tolerance) }
}
