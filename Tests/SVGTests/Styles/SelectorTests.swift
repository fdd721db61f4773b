import SVG
import Scene
import Testing

/// Which elements a selector matches.
@Suite struct SelectorTests {
    private static let body = """
        <g id='outer' class='a b'><g id='inner' class='c'><path id='one' d='M0 0' class=' x  y '/>\
        <rect id='two' data-kind='left-arm' width='1' height='1'/>\
        <path id='three' d='M0 0' lang='de-AT'/></g></g><path id='four' d='M0 0'/>
        """

    private func matches(_ selector: String) throws -> [String] {
        let drawing = try drawing("<style><![CDATA[\(selector){fill:red}]]></style>\(Self.body)")
        return drawing.shapes.filter { $0.fill?.color == red }.compactMap(\.element.id)
    }

    @Test(arguments: [
        ("path", ["one", "three", "four"]), ("PATH", []), ("#two", ["two"]), (".x", ["one"]),
        (".x.y", ["one"]), (".x.z", []), ("path.y", ["one"]), ("rect.y", []),
        ("path#one.x", ["one"]), ("g path", ["one", "three"]), ("#outer path", ["one", "three"]),
        ("#outer > path", []), ("#inner > path", ["one", "three"]), ("svg > path", ["four"]),
        (".a .c > rect", ["two"]), (".c .a rect", []), ("rect + path", ["three"]),
        ("path + path", []), ("path ~ path", ["three"]), ("g + path", ["four"]),
        ("g g rect+path", ["three"]), ("svg g > g > path ~ rect ~ path", ["three"]),
        ("path:first-child", ["one"]), ("path:last-child", ["three", "four"]),
        ("[lang]", ["three"]), ("[data-kind=left-arm]", ["two"]), ("[data-kind='left']", []),
        ("[class~=y]", ["one"]), ("[class~='x y']", []), ("[lang|=de]", ["three"]),
        ("[lang|=d]", []), ("[data-kind^=left]", ["two"]), ("[data-kind$=\"arm\"]", ["two"]),
        ("[data-kind*='t-a']", ["two"]), ("[data-kind*='']", []),
        ("[data-kind=LEFT-ARM i]", ["two"]),
        ("rect, #four", ["two", "four"]), ("rect,,#four", []), ("rect, !", []),
        ("*", ["one", "two", "three", "four"]), ("g *", ["one", "two", "three"]),
        (":root > path", ["four"]), ("path:hover", []), ("path:nth-child(1)", []),
        ("path::before", []), ("#\\6f ne", ["one"]), ("#\\6fne", ["one"]), (".\\78", ["one"]),
        ("path>", []), (">path", []), ("path > > path", []),
        ("  path  ", ["one", "three", "four"]),
        ("svg path[d]:not(.x)", []),
    ])
    func matchesAsInSelectors4(selector: String, ids: [String]) throws {
        #expect(try matches(selector) == ids)
    }

    @Test func whatIsNotUnderstoodIsReported() throws {
        let drawing = try drawing(
            "<style id='s'>path:nth-child(2){fill:red} @media print{path{fill:red}}"
                + "@import url(x.css); @charset 'utf-8'; path{fill:blue}</style>"
                + "<path id='p' d='M0 0'/>")
        #expect(try drawing.fill("p") == blue)
        #expect(drawing.diagnostics.map(\.severity) == [.warning, .warning, .warning])
        #expect(drawing.diagnostics.allSatisfy { $0.kind == .style && $0.element.id == "s" })
        #expect(drawing.messages[0].contains("path:nth-child(2)"))
        #expect(drawing.messages[1].contains("@media"))
        #expect(drawing.messages[2].contains("@import"))
    }

    @Test func sheetsOfOtherKindsArePassedOver() throws {
        let drawing = try drawing(
            "<style type='text/less'>path{fill:red}</style><style media='print'>path{fill:red}"
                + "</style><style type='text/css' media='screen'>rect{fill:blue}</style>"
                + "<path id='p' d='M0 0'/><rect id='r'/>")
        #expect(try drawing.fill("p") == .black)
        #expect(try drawing.fill("r") == blue)
        #expect(drawing.diagnostics.count == 2)
    }

    @Test func copiesAreMatchedWhereTheyAreWritten() throws {
        let drawing = try drawing(
            "<style>.shown path{fill:red} defs path{stroke:blue}</style>"
                + "<defs><path id='p' d='M0 0L1 1'/></defs>"
                + "<g class='shown'><use href='#p'/></g>")
        #expect(try drawing.fill("p") == .black)
        #expect(try drawing.shape("p").stroke?.color == blue)
    }
}
