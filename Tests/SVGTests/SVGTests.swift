import SVG
import Scene
import Testing

@Test func readsAPath() throws {
    let drawing = try SVGReader.parse(
        Array("<svg xmlns='http://www.w3.org/2000/svg'><path d='M1 2L3 4z'/></svg>".utf8),
        name: "a.svg")
    #expect(drawing.shapes.count == 1)
    #expect(drawing.points.count == 6)
}
