import SVG
import Scene
import Testing

/// Fills and strokes, and what stands in for paints that are missing.
@Suite struct PaintTests {
    private static let gradients = """
        <linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='blue'/>\
        </linearGradient><radialGradient id='empty'/><pattern id='p' width='1' height='1'/>\
        <linearGradient id='ref' xlink:href='#g'/><linearGradient id='loop' href='#loop'/>
        """

    private func drawn(_ fill: String) throws -> Drawing {
        try drawing("<defs>\(Self.gradients)</defs><path id='x' d='M0 0L1 1' fill='\(fill)'/>")
    }

    @Test(arguments: ["url(#g)", "url('#g')", "url( \"#g\" )", "URL(#g)", "url(#ref)"])
    func gradientsAreFound(fill: String) throws {
        let drawing = try drawn(fill.replacing("\"", with: "&quot;").replacing("'", with: "&apos;"))
        let gradient = try #require(try drawing.shape("x").fill?.gradient)
        #expect(gradient.stops.map(\.color) == [red, blue])
        #expect(gradient.stops.map(\.offset) == [0, 1])
        #expect(drawing.diagnostics.isEmpty)
    }

    @Test func fallbacksArePainted() throws {
        #expect(try drawn("url(#empty) green").fill("x") == green)
        #expect(try drawn("url(#nowhere) green").fill("x") == green)
        #expect(try drawn("url(#nowhere) none").fill("x") == nil)
        #expect(try drawn("url(#nowhere)").fill("x") == nil)
        #expect(try drawn("url(other.svg#g) green").fill("x") == green)
        #expect(try drawn("url(#x) green").fill("x") == green)
    }

    @Test func paintsWithoutColoursPaintNothing() throws {
        for fill in ["url(#empty)", "url(#loop)", "url(#p)"] {
            #expect(try drawn(fill).fill("x") == nil, "\(fill)")
        }
        #expect(try drawn("url(#nowhere)").diagnostics.count == 1)
    }

    @Test func stopsFindTheirCurrentColor() throws {
        let drawing = try drawing(
            "<g color='blue'><linearGradient id='g'><stop stop-color='currentColor'/>"
                + "</linearGradient></g><path id='x' color='red' d='M0 0' fill='url(#g)'/>")
        #expect(try drawing.fill("x") == blue)
    }

    @Test func strokesNeedAWidth() throws {
        let drawing = try drawing(
            "<g stroke='red'><path id='a' d='M0 0L1 1'/><path id='b' d='M0 0' stroke-width='0'/>"
                + "<path id='c' d='M0 0' stroke-width='-1'/><path id='d' d='M0 0' stroke-width='x'/></g>"
        )
        #expect(try drawing.shape("a").stroke?.width == 1)
        #expect(try drawing.shape("b").stroke == nil)
        #expect(try drawing.shape("c").stroke?.width == 1)
        #expect(try drawing.shape("d").stroke?.width == 1)
        #expect(drawing.diagnostics.count == 2)
    }

    @Test(arguments: [
        ("1 2", [1.0, 2]), ("1,2 , 3", [1, 2, 3, 1, 2, 3]), ("5", [5, 5]), ("none", []),
        ("0 0", []), ("10% 1em", [10, 16]), ("1 -2", []), ("1 x", []), ("0 4", [0, 4]),
    ])
    func dashesAreAnEvenList(text: String, dashes: [Double]) throws {
        let drawing = try drawing(
            "<path id='p' stroke='red' stroke-dasharray='\(text)' d='M0 0L1 1'/>")
        let found = try #require(try drawing.shape("p").stroke).dashes
        #expect(
            found.count == dashes.count && zip(found, dashes).allSatisfy { abs($0 - $1) < 1e-9 })
    }

    @Test func wrongKeywordsKeepWhatIsInherited() throws {
        let drawing = try drawing(
            "<g stroke='red' stroke-linecap='round' stroke-miterlimit='9' fill-rule='evenodd'>"
                + "<path id='p' stroke-linecap='pointed' stroke-miterlimit='0.5' fill-rule='odd' "
                + "stroke-linejoin='arcs' fill-opacity='much' opacity='150%' d='M0 0L1 1'/></g>")
        let shape = try drawing.shape("p")
        #expect(shape.stroke?.cap == .round)
        #expect(shape.stroke?.miterLimit == 9)
        #expect(shape.fill?.rule == .evenOdd)
        #expect(shape.opacity == 1)
        #expect(drawing.diagnostics.count == 5)
    }

    @Test func theUseProvidesContextPaints() throws {
        let drawing = try drawing(
            "<defs><path id='p' d='M0 0L1 1' fill='context-stroke' stroke='context-fill'/></defs>"
                + "<use href='#p' fill='red' stroke='blue'/>")
        #expect(try drawing.fill("p") == blue)
        #expect(try drawing.shape("p").stroke?.color == red)
        let alone = try SVGTests.drawing("<path id='p' d='M0 0L1 1' fill='context-fill'/>")
        #expect(try alone.fill("p") == nil)
    }
}
