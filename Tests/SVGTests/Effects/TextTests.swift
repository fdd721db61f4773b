import Geometry
import SVG
import Scene
import Testing

/// Text as outlines. The font is whatever stands in for sans-serif: what is checked holds for any.
@Suite struct TextTests {
    private func text(_ body: String) throws -> Drawing {
        try drawing("<g font-family='sans-serif' font-size='20'>\(body)</g>")
    }

    private func bounds(_ drawing: Drawing, _ id: String) throws -> Rect {
        let index = try #require(drawing.shapes.firstIndex { $0.element.id == id })
        return drawing.bounds(ofShape: index)
    }

    @Test func lettersAreClosedContours() throws {
        let drawing = try text("<text id='t' x='10' y='50'>io</text>")
        let shape = try drawing.shape("t")
        // The stem, the dot, and the ring's two sides.
        #expect(shape.contours.count == 4)
        #expect(shape.contours.allSatisfy { $0.isClosed })
        let bounds = try bounds(drawing, "t")
        #expect(bounds.min.x > 9 && bounds.max.y > 49 && bounds.max.y < 52)
        #expect(drawing.diagnostics.isEmpty)
    }

    @Test func anchorsMoveTheWhole() throws {
        let start = try bounds(try text("<text id='t' x='50' y='50'>anchor</text>"), "t")
        let middle = try bounds(
            try text("<text id='t' x='50' y='50' text-anchor='middle'>anchor</text>"), "t")
        let end = try bounds(
            try text("<text id='t' x='50' y='50' text-anchor='end'>anchor</text>"), "t")
        #expect(abs((start.min.x + end.min.x) / 2 - middle.min.x) < 0.01)
        #expect(end.max.x < 51 && start.min.x > 49)
    }

    @Test func charactersHavePlacesOfTheirOwn() throws {
        let drawing = try text(
            "<text id='t' x='10 40 70' y='20 30' dx='0 0 0 5'>lll<tspan id='s' y='90'>l</tspan></text>"
        )
        let letters = drawing.shapes.flatMap { shape in
            shape.contours.map { contour in
                contour.anchors.reduce(Rect.empty) { bounds, anchor in
                    var bounds = bounds
                    bounds.include(drawing.points[3 * anchor])
                    return bounds
                }
            }
        }
        try #require(letters.count == 4)
        #expect(abs(letters[1].min.x - letters[0].min.x - 30) < 0.01)
        #expect(abs(letters[1].max.y - letters[0].max.y - 10) < 0.01)
        #expect(abs(letters[2].max.y - letters[1].max.y) < 0.01)
        #expect(letters[3].min.x > letters[2].max.x + 5)
        #expect(abs(letters[3].max.y - 90) < 1)
    }

    @Test func spacesMelt() throws {
        let tight = try bounds(try text("<text id='t'>a b</text>"), "t")
        let loose = try bounds(try text("<text id='t'>  a \n\t b  </text>"), "t")
        #expect(isClose(tight.min, loose.min, 1e-6) && isClose(tight.max, loose.max, 1e-6))
        let kept = try bounds(try text("<text id='t' xml:space='preserve'>a   b</text>"), "t")
        #expect(kept.width > tight.width + 5)
    }

    @Test func spacingAndLengthStretch() throws {
        let natural = try bounds(try text("<text id='t'>stretch</text>"), "t")
        let spaced = try bounds(try text("<text id='t' letter-spacing='3'>stretch</text>"), "t")
        #expect(abs(spaced.width - natural.width - 18) < 0.5)
        let long = try bounds(try text("<text id='t' textLength='90'>stretch</text>"), "t")
        #expect(abs(long.width - 90) < 4)
        let wide = try bounds(
            try text("<text id='t' textLength='90' lengthAdjust='spacingAndGlyphs'>l</text>"), "t")
        let narrow = try bounds(try text("<text id='t'>l</text>"), "t")
        #expect(wide.width > 3 * narrow.width && wide.height == narrow.height)
    }

    @Test func textRunsAlongPaths() throws {
        let drawing = try text(
            "<path id='p' d='M50,10 V90' fill='none'/>"
                + "<text id='t'><textPath href='#p' startOffset='50%'>down</textPath></text>")
        let index = try #require(drawing.shapes.firstIndex { $0.element.id == "t" })
        let bounds = drawing.bounds(ofShape: index)
        // Downwards, the letters' heads to the right.
        #expect(bounds.min.y >= 49 && bounds.height > bounds.width)
        #expect(bounds.min.x > 44 && bounds.max.x < 75)
    }

    @Test func linesDecorate() throws {
        let drawing = try text(
            "<text id='t' fill='red' text-decoration='underline'>x<tspan fill='blue' "
                + "text-decoration='line-through'>y</tspan></text>")
        let fills = drawing.shapes.map { $0.fill?.color }
        // The line under both letters is red, the one through the second one blue and on top.
        #expect(fills == [red, red, red, blue, blue])
    }

    @Test func textCutsAndIsCut() throws {
        let drawing = try text(
            "<clipPath id='c'><text id='t' font-size='80' y='80'>O</text></clipPath>"
                + "<rect width='90' height='90' clip-path='url(#c)'/>")
        let index = try #require(
            drawing.stencilShapeIndices(in: drawing.root.children).first)
        #expect(drawing.shapes[index].contours.count == 2)
    }

    @Test func aFontThatIsMissingIsNamed() throws {
        let drawing = try text("<text id='t' font-family='No Such Font'>a</text>")
        #expect(drawing.diagnostics.map(\.kind) == [.value])
        #expect(drawing.messages[0].contains("No Such Font"))
        #expect(drawing.shapes.count == 1)
    }

    @Test(arguments: [
        "<text/>", "<text>   </text>", "<text><tspan/></text>", "<text font-size='0'>a</text>",
        "<text><textPath href='#nowhere'>a</textPath></text>",
        "<text><textPath>a</textPath></text>", "<text display='none'>a</text>",
        "<text x='1e300'>a</text>", "<text font-size='1e30'>a</text>",
        "<text rotate='x' dx='a b' textLength='-5'> </text>",
    ])
    func textsWithoutLettersShowNothing(body: String) throws {
        let drawing = try drawing(body)
        #expect(drawing.points.allSatisfy { $0.isFinite })
        #expect(drawing.shapes.allSatisfy { !$0.isVisible })
    }
}
