import Geometry
import SVG
import Scene
import Testing

/// Units, resolved at 96 pixels to the inch.
@Suite struct LengthTests {
    private func width(_ length: String, root: String = "width='200' height='100'") throws -> Double
    {
        let drawing = try drawing("<rect width='\(length)' height='1'/>", root: root)
        return drawing.bounds(ofShape: 0).width
    }

    @Test(arguments: [
        ("5", 5), ("5px", 5), ("1in", 96), ("2.54cm", 96), ("25.4mm", 96), ("72pt", 96),
        ("6pc", 96), ("101.6q", 96), ("101.6Q", 96), ("2em", 32), ("2rem", 32), ("2ex", 16),
        ("2ch", 16), ("50%", 100), ("10vw", 20), ("10vh", 10), ("10vmin", 10), ("10vmax", 20),
        (" 7 ", 7), ("1e1", 10), ("1e1em", 160), ("+3", 3), ("4PX", 4), (".5em", 8),
    ])
    func unitsAreResolved(text: String, pixels: Double) throws {
        #expect(abs(try width(text) - pixels) < 1e-9)
    }

    @Test(arguments: ["5furlong", "five", "5 px", "", "5;", "1e400", "nan"])
    func nonsenseIsReported(text: String) throws {
        let drawing = try drawing("<rect width='\(text)' height='1'/>")
        #expect(!drawing.shapes[0].isVisible)
        #expect(drawing.diagnostics.map(\.kind) == [.value])
    }

    @Test func fontSizesAreInherited() throws {
        let drawing = try drawing(
            "<g font-size='10'><g font-size='2em'><rect width='1em' height='1rem'/></g></g>")
        #expect(drawing.bounds(ofShape: 0).width == 20)
        #expect(drawing.bounds(ofShape: 0).height == 16)
    }

    @Test func lengthsAreInheritedNotMultiples() throws {
        let drawing = try drawing(
            "<g font-size='10' stroke='red' stroke-width='1em'>"
                + "<path font-size='50' d='M0 0L9 9'/></g>")
        #expect(drawing.shapes[0].stroke?.width == 10)
    }

    @Test func percentagesReferToTheViewBox() throws {
        let root = "width='400' height='400' viewBox='0 0 200 100' preserveAspectRatio='none'"
        #expect(try width("50%", root: root) == 200)
        let drawing = try drawing("<circle cx='50%' cy='50%' r='10%'/>", root: root)
        // Of the diagonal over √2: √((200² + 100²) / 2) = 158.11…
        let radius = 0.1 * (25000.0).squareRoot() * 2
        #expect(abs(drawing.bounds(ofShape: 0).width - 2 * radius) < 1e-6)
    }
}
