import Foundation
import Geometry
import SVG
import Scene
import Testing

/// Documents that would take the machine with them are refused, soon and with a line.
@Suite(.timeLimit(.minutes(1))) struct LimitTests {
    private func many(_ count: Int, _ text: String) -> String {
        String(repeating: text, count: count)
    }

    @Test func nestingIsBounded() throws {
        let deep = failure(body: many(200_000, "<g>") + many(200_000, "</g>"))
        #expect(deep?.kind == .tooComplex)
        #expect(deep?.line == 1)
        #expect(
            try drawing(many(500, "<g>") + "<path d='M0 0'/>" + many(500, "</g>")).shapes.count == 1
        )
    }

    @Test func nestingAsDeepAsAllowedNeedsLittleStack() throws {
        let text =
            "<svg xmlns='http://www.w3.org/2000/svg'>" + many(510, "<svg>")
            + "<path d='M0 0'/>" + many(510, "</svg>") + "</svg>"
        let count = Mutex()
        let thread = Thread {
            count.value =
                (try? SVGReader.parse(Array(text.utf8), name: "a.svg"))?.shapes.count ?? -1
            count.done.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        count.done.wait()
        #expect(count.value == 1)
    }

    private final class Mutex: @unchecked Sendable {
        var value = 0
        let done = DispatchSemaphore(value: 0)
    }

    @Test func copiesCannotNestWithoutEnd() {
        let groups = (1..<1000).map { "<g id='g\($0)'><use href='#g\($0 - 1)'/></g>" }
        let document = "<defs><path id='g0' d='M0 0'/>\(groups.joined())</defs><use href='#g999'/>"
        #expect(failure(body: document)?.kind == .tooComplex)
    }

    /// The error of a document under limits that a test can reach.
    private func refusal(_ body: String, _ change: (inout Limits) -> Void) -> SVGError? {
        var options = SVGOptions()
        change(&options.limits)
        do throws(SVGError) {
            _ = try SVGReader.parse(
                Array("<svg xmlns='http://www.w3.org/2000/svg'>\(body)</svg>".utf8),
                name: "test.svg", options: options)
            return nil
        } catch {
            return error
        }
    }

    @Test func copiesCannotMultiplyWithoutEnd() {
        let groups = (1..<12).map { "<g id='g\($0)'>\(many(10, "<use href='#g\($0 - 1)'/>"))</g>" }
        let document = "<defs><g id='g0'/>\(groups.joined())</defs>\n<use href='#g11'/>"
        let error = refusal(document) { $0.elements = 10_000 }
        #expect(error?.kind == .tooComplex)
        #expect(error?.message.hasPrefix("\"use\" makes more than 10000 elements") == true)
    }

    @Test func pointsAreBounded() {
        let document = "<path id='p' d='M0 0\(many(99, "h1"))'/>" + many(9, "<use href='#p'/>")
        #expect(refusal(document) { $0.anchors = 1000 } == nil)
        #expect(refusal(document) { $0.anchors = 999 }?.kind == .tooComplex)
    }

    @Test func elementsAreBounded() {
        #expect(refusal(many(999, "<g/>")) { $0.elements = 1000 } == nil)
        #expect(refusal(many(1000, "<g/>")) { $0.elements = 1000 }?.kind == .tooComplex)
        #expect(SVGOptions().limits.elements == 1_000_000)
    }

    @Test func attributesAndNamespacesAreBounded() {
        let attributes = (0..<100_000).map { "a\($0)='1'" }.joined(separator: " ")
        #expect(failure(body: "\n<g \(attributes)/>")?.kind == .tooComplex)
        #expect(failure(body: "\n<g \(attributes)/>")?.line == 2)
        let namespaces = (0..<5000).map { "xmlns:n\($0)='u'" }.joined(separator: " ")
        #expect(failure(body: "<g \(namespaces)/>")?.kind == .tooComplex)
    }

    @Test func selectorsCannotBacktrackWithoutEnd() throws {
        let chain = many(30, "g ")
        let drawing = try drawing(
            "<style>\(many(50, chain + "#nowhere path{fill:red}"))</style>" + many(400, "<g>")
                + "<path id='p' d='M0 0'/>" + many(400, "</g>"))
        #expect(try drawing.fill("p") == .black)
        let siblings =
            "<style>\(many(2000, "* ~ * ~ * ~ b{fill:red} * ~ * > c *{fill:red}"))</style>"
        let error = refusal(siblings + many(200, "<g/>")) { $0.selectorTests = 100_000 }
        #expect(error?.kind == .tooComplex)
    }

    @Test func numbersBeyondAllMeasureStayOutOfTheDrawing() throws {
        let drawing = try drawing(
            "<circle cx='1e308' cy='1e308' r='1e308'/><rect x='1e308' width='1e308' height='9'/>"
                + "<path transform='scale(1e300)' d='M1e14 1L2 3'/>"
                + "<path transform='rotate(1e300)' d='M1 1L2 3'/>"
                + "<path stroke='red' stroke-width='1e308' transform='scale(1e300)' d='M0 0L1 1'/>"
                + "<path stroke='red' stroke-dasharray='1e308 1e308' stroke-dashoffset='1e308' d='M0 0L1 1'/>"
                + "<svg width='1e308' height='1' viewBox='0 0 1e-300 1'><path d='M1 1L2 2'/></svg>"
                + "<g font-size='1e308em'><g font-size='1e308em'><rect width='1em' height='0em'/></g></g>"
        )
        #expect(drawing.points.allSatisfy { $0.isFinite })
        for stroke in drawing.shapes.compactMap(\.stroke) {
            #expect(stroke.width.isFinite && stroke.dashOffset.isFinite)
            #expect(stroke.dashes.allSatisfy { $0.isFinite })
        }
    }

    @Test func longListsAreRead() throws {
        let drawing = try drawing(
            "<path d='M0 0\(many(200_000, "l1 1"))'/><image href='data:,\(many(12 << 20, "A"))'/>"
                + "<path stroke='red' stroke-dasharray='\(many(2000, "1 "))' d='M0 0L1 1'/>")
        #expect(try drawing.anchors().count == 200_001)
        #expect(drawing.shapes[1].stroke?.dashes == [])
    }
}
