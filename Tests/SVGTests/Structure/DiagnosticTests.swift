import Geometry
import SVG
import Scene
import Testing

/// Nothing that is not drawn is passed over in silence.
@Suite struct DiagnosticTests {
    @Test(arguments: [
        "foreignObject", "animate", "set", "animateTransform", "script", "blink",
        "flowRoot",
    ])
    func elementsThatAreNotDrawnAreNamed(tag: String) throws {
        let drawing = try drawing("\n<\(tag) id='x'><tspan>a</tspan></\(tag)>")
        #expect(drawing.diagnostics.count == 1)
        #expect(drawing.diagnostics[0].element == Element(tag: tag, id: "x", line: 2))
        #expect(drawing.diagnostics[0].severity == (tag == "script" ? .note : .warning))
    }

    @Test(arguments: [
        "title", "desc", "metadata", "defs", "style", "clipPath", "mask", "filter", "marker",
        "linearGradient", "radialGradient", "pattern", "symbol", "view",
    ])
    func elementsThatNeverAreDrawnAreNot(tag: String) throws {
        #expect(try drawing("<\(tag)/>").diagnostics.isEmpty)
    }

    @Test(arguments: [
        "stroke-linejoin='arcs'", "vector-effect='non-rotation'", "style='animation:spin 2s'",
    ])
    func propertiesWithoutEffectAreNamed(attribute: String) throws {
        let drawing = try drawing("<path id='p' d='M0 0L1 1' \(attribute)/>")
        #expect(!drawing.diagnostics.isEmpty)
        #expect(drawing.diagnostics.allSatisfy { $0.kind == .unsupported && $0.element.id == "p" })
        #expect(drawing.shapes[0].isVisible)
    }

    @Test(arguments: [
        "clip-path='url(#c)'", "mask='url(#m)'", "filter='url(#f)'", "marker-start='url(#m)'",
        "style='marker:url(#m)'",
    ])
    func referencesThatLeadNowhereAreNamed(attribute: String) throws {
        let drawing = try drawing("<path id='p' d='M0 0L1 1' \(attribute)/>")
        #expect(!drawing.diagnostics.isEmpty)
        #expect(drawing.diagnostics.allSatisfy { $0.kind == .reference && $0.element.id == "p" })
    }

    @Test(arguments: [
        "clip-path='none'", "filter='none'", "style='mix-blend-mode:normal;isolation:isolate'",
        "paint-order='normal'", "style='enable-background:new 0 0 1 1;-inkscape-x:y'",
        "xml:space='preserve'", "marker-end='none'", "shape-rendering='crispEdges'",
    ])
    func harmlessPropertiesAreNot(attribute: String) throws {
        #expect(try drawing("<path d='M0 0L1 1' \(attribute)/>").diagnostics.isEmpty)
    }

    @Test func hiddenPartsAreNotReported() throws {
        #expect(
            try drawing("<g display='none'><text>a</text><path d='M0 0' filter='url(#f)'/></g>")
                .diagnostics.isEmpty)
    }

    @Test func foreignElementsAreIgnored() throws {
        let drawing = try drawing(
            "<x:path xmlns:x='urn:x' d='M0 0'/><path xmlns='urn:x' d='M0 0'/>"
                + "<g><i:pgf xmlns:i='urn:i'><path d='M0 0'/></i:pgf></g>")
        #expect(drawing.shapes.isEmpty)
        #expect(drawing.diagnostics.isEmpty)
    }

    @Test func diagnosticsStandInDocumentOrder() throws {
        let drawing = try drawing("<set/>\n<path d='x'/>\n<image/>")
        #expect(drawing.diagnostics.map(\.element.line) == [1, 2, 3])
    }

    @Test func theirNumberIsBounded() throws {
        let drawing = try drawing(String(repeating: "<image/>", count: 10_500))
        #expect(drawing.diagnostics.count == 10_001)
        #expect(drawing.diagnostics.last?.message == "500 further messages are left out")
    }

    @Test func messagesAreOneLineAndShort() throws {
        let drawing = try drawing(
            "<path fill='a&#10;b' d='\(String(repeating: "x&#10;", count: 500))'/>")
        #expect(drawing.messages.count == 2)
        #expect(drawing.messages.allSatisfy { !$0.contains("\n") && $0.count < 200 })
    }
}
