import SVG
import Scene
import Testing

/// `var()`: what custom properties stand for.
@Suite struct CustomPropertyTests {
    private func fill(_ style: String, around: String = "--tone: red; --Tone: blue") throws
        -> Color?
    {
        try drawing("<g style='\(around)'><path id='p' d='M0 0L1 1' style='\(style)'/></g>").fill(
            "p")
    }

    @Test(arguments: [
        ("fill: var(--tone)", red), ("fill:VAR( --tone )", red), ("fill: var(--Tone)", blue),
        ("fill: var(--none, blue)", blue), ("fill: var(--none, var(--tone))", red),
        ("--tone: blue; fill: var(--tone)", blue), ("--a: var(--tone); fill: var(--a)", red),
        ("--r: 255; fill: rgb(var(--r), 0, 0)", red), ("fill: var(--none)", .black),
        ("--a: var(--b); --b: var(--a); fill: var(--a)", .black),
    ])
    func referencesAreReplaced(style: String, color: Color) throws {
        #expect(try fill(style) == color)
    }

    @Test func theNearestDeclarationCounts() throws {
        let drawing = try drawing(
            "<style>:root { --tone: red } .cool { --tone: blue }</style>"
                + "<path id='a' d='M0 0' style='fill: var(--tone)'/>"
                + "<g class='cool'><path id='b' d='M0 0' fill='var(--tone)'/></g>")
        #expect(try drawing.fill("a") == red)
        #expect(try drawing.fill("b") == blue)
    }

    @Test func stopsUseThem() throws {
        let drawing = try drawing(
            "<style>svg { --tone: blue }</style><linearGradient id='g'>"
                + "<stop style='stop-color: var(--tone)'/></linearGradient>"
                + "<path id='p' d='M0 0L9 9' fill='url(#g)'/>")
        #expect(try drawing.fill("p") == blue)
    }

    @Test func whatIsMissingIsSaid() throws {
        let drawing = try drawing("<path id='p' d='M0 0L1 1' style='fill: var(--none)'/>")
        #expect(drawing.diagnostics.map(\.kind) == [.value])
    }

    /// Each holds the one before twice: a million letters after twenty.
    @Test func valuesThatDoubleAreCutOff() throws {
        let doubling = (1...30).map { "--v\($0): var(--v\($0 - 1))var(--v\($0 - 1))" }
        let style = "--v0: red; " + doubling.joined(separator: ";") + "; fill: var(--v30)"
        #expect(try fill(style) == .black)
    }
}
