import Geometry
import Pixels
import Rendering
import Scene

/// A drawing put together by hand.
struct Sketch {
    private(set) var drawing = Drawing(size: Size(width: 40, height: 40))

    /// Adds a polygon or polyline as a shape of its own at the end of the root.
    @discardableResult
    mutating func add(
        _ corners: [(Double, Double)], closed: Bool = true, fill: Color? = nil,
        rule: FillRule = .nonZero, stroke: Stroke? = nil, opacity: Double = 1
    ) -> Int {
        let points = corners.flatMap { x, y in [Point](repeating: Point(x, y), count: 3) }
        return add(
            [(points, closed)], fill: fill.map { Fill(paint: .color($0), rule: rule) },
            stroke: stroke, opacity: opacity)
    }

    /// Adds a shape of contours, three points an anchor.
    @discardableResult
    mutating func add(
        _ contours: [(points: [Point], closed: Bool)], fill: Fill? = nil, stroke: Stroke? = nil,
        opacity: Double = 1
    ) -> Int {
        var listed: [Contour] = []
        for contour in contours {
            listed.append(
                Contour(
                    firstAnchor: drawing.points.count / 3, anchorCount: contour.points.count / 3,
                    isClosed: contour.closed))
            drawing.points += contour.points
        }
        let index = drawing.shapes.count
        drawing.shapes.append(
            Shape(
                element: Element(tag: "path"), contours: listed, fill: fill, stroke: stroke,
                opacity: opacity))
        drawing.root.children.append(.shape(index))
        return index
    }

    @discardableResult
    mutating func square(
        _ x: Double, _ y: Double, _ side: Double, fill: Color? = .black, stroke: Stroke? = nil,
        opacity: Double = 1
    ) -> Int {
        add(
            [(x, y), (x + side, y), (x + side, y + side), (x, y + side)], fill: fill,
            stroke: stroke, opacity: opacity)
    }

    /// Adds points that belong to no contour.
    mutating func append(_ points: [Point]) { drawing.points += points }

    mutating func arrange(_ nodes: [Node]) { drawing.root.children = nodes }
    mutating func change(_ shape: Int, _ change: (inout Shape) -> Void) {
        change(&drawing.shapes[shape])
    }
}

func group(_ opacity: Double = 1, isDisplayed: Bool = true, _ children: Node...) -> Node {
    .group(
        Group(
            element: Element(tag: "g"), opacity: opacity, isDisplayed: isDisplayed,
            children: children))
}

extension Color {
    static let red = Color(red: 1, green: 0, blue: 0)
    static let green = Color(red: 0, green: 1, blue: 0)
    static let blue = Color(red: 0, green: 0, blue: 1)
}

/// Draws a sketch as it stands, or a changed frame of it.
func render(
    _ sketch: Sketch, width: Int = 40, height: Int = 40, placement: Placement = Placement(),
    antialiasing: CairoRenderer.Antialiasing = .best,
    change: (inout SceneFrame) -> Void = { _ in }
) throws -> PixelBuffer {
    let renderer = CairoRenderer(
        drawing: sketch.drawing, list: DisplayList(sketch.drawing), placement: placement,
        antialiasing: antialiasing)
    var frame = SceneFrame(restPoseOf: sketch.drawing)
    change(&frame)
    let picture = PixelBuffer(width: width, height: height)
    try renderer.render(frame, into: picture)
    return picture
}
