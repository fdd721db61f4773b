import Geometry
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

/// A pixel as it lies in a `PixelBuffer`: premultiplied.
struct Pixel: Equatable, CustomStringConvertible {
    var red: UInt8
    var green: UInt8
    var blue: UInt8
    var alpha: UInt8

    init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, _ alpha: UInt8) {
        (self.red, self.green, self.blue, self.alpha) = (red, green, blue, alpha)
    }

    static let clear = Pixel(0, 0, 0, 0)
    static let black = Pixel(0, 0, 0, 255)
    static let white = Pixel(255, 255, 255, 255)

    var description: String { "(\(red), \(green), \(blue), \(alpha))" }

    /// Whether every channel differs by `tolerance` at most.
    func isNear(_ other: Pixel, _ tolerance: Int = 1) -> Bool {
        [(red, other.red), (green, other.green), (blue, other.blue), (alpha, other.alpha)]
            .allSatisfy { abs(Int($0) - Int($1)) <= tolerance }
    }
}

extension PixelBuffer {
    subscript(x: Int, y: Int) -> Pixel {
        get {
            let start = y * stride + 4 * x
            return Pixel(bytes[start + 2], bytes[start + 1], bytes[start], bytes[start + 3])
        }
        set {
            let start = y * stride + 4 * x
            bytes[start] = newValue.blue
            bytes[start + 1] = newValue.green
            bytes[start + 2] = newValue.red
            bytes[start + 3] = newValue.alpha
        }
    }

    /// The rectangle of pixels that are not transparent, as x and y ranges.
    var painted: (x: ClosedRange<Int>, y: ClosedRange<Int>)? {
        var places: [(Int, Int)] = []
        for y in 0..<height {
            for x in 0..<width where self[x, y].alpha > 0 { places.append((x, y)) }
        }
        guard let left = places.map(\.0).min(), let right = places.map(\.0).max(),
            let top = places.map(\.1).min(), let bottom = places.map(\.1).max()
        else { return nil }
        return (left...right, top...bottom)
    }
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
