import Geometry
import SVG
import Scene
import Testing

/// The tree, its names, and what stays in it though nobody sees it.
@Suite struct TreeTests {
    private func outline(_ group: Group, _ drawing: Drawing) -> String {
        let children = group.children.map { node in
            switch node {
            case .group(let group): outline(group, drawing)
            case .shape(let index): drawing.shapes[index].element.id ?? "?"
            }
        }
        return "\(group.element.tag)(\(children.joined(separator: " ")))"
    }

    @Test func groupsNestAsInTheDocument() throws {
        let drawing = try drawing(
            "<path id='a' d='M0 0'/><g><path id='b' d='M0 0'/><a><path id='c' d='M0 0'/></a></g><g/>"
                + "<path id='d' d='M0 0'/>")
        #expect(outline(drawing.root, drawing) == "svg(a g(b a(c)) g() d)")
        #expect(drawing.shapes.map(\.element.id) == ["a", "b", "c", "d"])
    }

    @Test func hiddenThingsStay() throws {
        let drawing = try drawing(
            "<g id='g' display='none'><path d='M1 1'/><g><path d='M2 2' display='inline'/></g></g>"
                + "<path d='M3 3' style='display:none'/><g visibility='hidden'><path d='M4 4'/>"
                + "<path d='M5 5' visibility='visible'/></g>"
                + "<path d='M6 6' fill='none' stroke='none'/><path d='M7 7' opacity='0'/>"
                + "<path d='M8 8' visibility='collapse'/>")
        #expect(
            drawing.shapes.map(\.isVisible) == [
                false, false, false, false, true, true, true, false,
            ])
        #expect(drawing.points.count == 3 * 8)
        guard case .group(let group)? = drawing.root.children.first else {
            Issue.record("the hidden group is gone")
            return
        }
        #expect(!group.isDisplayed)
    }

    @Test func elementsKnowNameLabelAndLine() throws {
        let drawing = try document(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"
                xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape">
              <g id="g" inkscape:label="Left arm"
                 opacity=".5">
                <path
                    id="p"
                    data-name="Hand"
                    d="M0 0
                       L1 1"/><circle data-name="a" inkscape:label="b"/>
              </g>
            </svg>
            """)
        guard case .group(let group)? = drawing.root.children.first else {
            Issue.record("no group")
            return
        }
        #expect(group.element == Element(tag: "g", id: "g", label: "Left arm", line: 3))
        #expect(drawing.shapes[0].element == Element(tag: "path", id: "p", label: "Hand", line: 5))
        #expect(drawing.shapes[1].element == Element(tag: "circle", label: "b", line: 9))
        #expect(drawing.root.element == Element(tag: "svg", line: 1))
    }

    @Test func linesAreCountedBeyondSixteenBits() throws {
        let drawing = try drawing(String(repeating: "\n", count: 70000) + "<path id='p' d='M0 0'/>")
        #expect(try drawing.shape("p").element.line == 70001)
    }

    @Test func switchesShowTheFirstChildThatSuits() throws {
        func shown(_ children: String, _ languages: [String] = ["en-GB"]) throws -> [String?] {
            try drawing(
                "<switch>\(children)</switch>", options: SVGOptions(languages: languages)
            ).shapes.map(\.element.id)
        }
        let languages = """
            <path id='de' systemLanguage='de' d='M0 0'/><path id='us' systemLanguage='en-US' d='M0 0'/>\
            <path id='en' systemLanguage='fr, en' d='M0 0'/><path id='other' d='M0 0'/>
            """
        #expect(try shown(languages) == ["en"])
        #expect(try shown(languages, ["en-us"]) == ["us"])
        #expect(try shown(languages, ["de-AT"]) == ["de"])
        #expect(try shown(languages, ["it"]) == ["other"])
        #expect(
            try shown("<path id='a' requiredExtensions='x' d='M0 0'/><path id='b' d='M0 0'/>") == [
                "b"
            ])
        #expect(
            try shown("<unknown/><title/><path id='a' requiredFeatures='x' d='M0 0'/>") == ["a"])
        #expect(try shown("<path id='a' systemLanguage='' d='M0 0'/><g/>") == [])
        #expect(try shown("<g><path id='a' d='M0 0'/><path id='b' d='M0 0'/></g>") == ["a", "b"])
    }

    @Test func whatIllustratorWrapsIsFound() throws {
        let drawing = try document(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
                <!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/">
                <!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
                <!ENTITY blue "#0000ff">
            ]>
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:x="&ns_extend;" xmlns:i="&ns_ai;"
                width="9" height="9">
              <metadata><x:foo/></metadata>
              <switch>
                <foreignObject requiredExtensions="&ns_ai;" width="1" height="1">
                  <i:pgfRef xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>
                </foreignObject>
                <g i:extraneous="self"><path id="p" fill="&blue;" d="M0 0"/></g>
              </switch>
              <i:pgf>eJx</i:pgf>
            </svg>
            """)
        #expect(try drawing.fill("p") == blue)
        #expect(drawing.diagnostics.isEmpty)
    }

    @Test func conditionsHoldOutsideOfSwitchesToo() throws {
        let drawing = try drawing(
            "<path id='a' systemLanguage='de' d='M0 0'/><path id='b' d='M0 0'/>")
        #expect(drawing.shapes.map(\.element.id) == ["b"])
    }
}
