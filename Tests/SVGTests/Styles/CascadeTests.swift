import SVG
import Scene
import Testing

/// Which declaration wins (CSS Cascade).
@Suite struct CascadeTests {
    private func fill(
        _ sheet: String, _ attributes: String = "", around: (String, String) = ("", "")
    ) throws -> Color? {
        try drawing(
            "<style>\(sheet)</style>\(around.0)<path id='p' d='M0 0' \(attributes)/>\(around.1)"
        ).fill("p")
    }

    @Test func rulesBeatAttributes() throws {
        #expect(try fill("path{fill:red}", "fill='blue'") == red)
        #expect(try fill("*{fill:red}", "fill='blue'") == red)
    }

    @Test func theStyleAttributeBeatsRules() throws {
        #expect(try fill("#p{fill:red}", "style='fill:blue'") == blue)
    }

    @Test func importanceBeatsAll() throws {
        #expect(try fill("path{fill:red!important}", "style='fill:blue'") == red)
        #expect(try fill("path{fill:red ! IMPORTANT}#p{fill:blue}") == red)
        #expect(try fill("#p{fill:red!important}", "style='fill:blue!important'") == blue)
    }

    @Test func specificityBeatsOrder() throws {
        #expect(try fill("#p{fill:red}.c{fill:blue}path{fill:green}", "class='c'") == red)
        #expect(try fill(".c{fill:red}path{fill:blue}", "class='c'") == red)
        #expect(try fill("path.c{fill:red}.c{fill:blue}", "class='c'") == red)
        #expect(try fill("[d]{fill:red}path{fill:blue}") == red)
    }

    @Test func laterRulesWinAmongEquals() throws {
        #expect(try fill(".a{fill:red}.b{fill:blue}", "class='b a'") == blue)
        #expect(try fill("path{fill:red;fill:blue}") == blue)
    }

    @Test func sheetsWorkWhereverTheyStand() throws {
        let drawing = try drawing(
            "<path id='p' class='a b' d='M0 0'/><style>.a{fill:red}</style>"
                + "<defs><style><![CDATA[ .b > x, .b{stroke:blue} ]]></style></defs>")
        #expect(try drawing.fill("p") == red)
        #expect(try drawing.shape("p").stroke?.color == blue)
    }

    @Test func anEarlierValidDeclarationOutlivesALaterWrongOne() throws {
        #expect(try fill("path{fill:red;fill:nonsense}") == red)
        #expect(try fill("path{fill:nonsense}", "fill='red'") == red)
    }

    @Test func keywordsInheritAndReset() throws {
        let around = ("<g fill='red' opacity='.5'>", "</g>")
        #expect(try fill("path{fill:inherit}", "fill='blue'", around: around) == red)
        #expect(try fill("path{fill:unset}", "fill='blue'", around: around) == red)
        #expect(try fill("path{fill:initial}", "fill='blue'", around: around) == .black)
        let drawing = try drawing("<g opacity='.5'><path id='p' d='M0 0' opacity='inherit'/></g>")
        #expect(try drawing.shape("p").opacity == 0.5)
    }

    @Test func onlyInheritedPropertiesAreInherited() throws {
        let drawing = try drawing(
            "<g fill='red' fill-opacity='.5' fill-rule='evenodd' stroke='blue' stroke-width='3' "
                + "stroke-linecap='round' stroke-linejoin='bevel' stroke-miterlimit='7' "
                + "stroke-dasharray='1 2' stroke-dashoffset='4' stroke-opacity='.25' opacity='.5'>"
                + "<g><path id='p' d='M0 0L1 1'/></g></g>")
        let shape = try drawing.shape("p")
        #expect(shape.fill == Fill(paint: .color(red), opacity: 0.5, rule: .evenOdd))
        #expect(
            shape.stroke
                == Stroke(
                    paint: .color(blue), opacity: 0.25, width: 3, cap: .round, join: .bevel,
                    miterLimit: 7, dashes: [1, 2], dashOffset: 4))
        #expect(shape.opacity == 1)
    }

    @Test func oddAndEmptySheetsDoNoHarm() throws {
        for sheet in [
            "", "}", "{", "{}", "path", "path{", "path{fill", "path{fill:", "path{fill:;}", ";;",
            "@", "@media", "/*", "/* *", "path{/*", "path{fill:url(}", "a[", "a[b", "a[b=", "\\",
            ".", "#", ":", "::", ">", ",", "path,{fill:red}", "path{fill:red", "<!-- -->",
        ] {
            let drawing = try drawing(
                "<style><![CDATA[\(sheet)]]></style><path id='q' d='M0 0' style='fill:blue'/>")
            #expect(try drawing.fill("q") == blue, "\(sheet)")
        }
    }

    @Test func anUnclosedRuleStillCounts() throws {
        #expect(try fill("path{fill:red") == red)
    }

    @Test func commentsAreSkipped() throws {
        #expect(try fill("/* path{fill:blue} */ path/**/{/*x*/fill:/*;*/red/*}*/}") == red)
        #expect(try fill("", "style='fill:red;/* fill:blue */'") == red)
    }

    @Test func punctuationInsideQuotesIsText() throws {
        #expect(try fill("path{font-family:\"a;}b\";fill:red}") == red)
        #expect(try fill("", "style='font-family:&quot;;fill:blue;&quot;;fill:red'") == red)
    }
}
