import SVG
import Scene
import Testing

/// Every way to write a colour.
@Suite struct ColorTests {
    private func color(_ text: String) throws -> Color? {
        try drawing("<path id='p' d='M0 0' fill='\(text)'/>").fill("p")
    }

    private static let understood: [(String, Double, Double, Double, Double)] = [
        ("red", 255, 0, 0, 1.0), ("RED", 255, 0, 0, 1), ("#f00", 255, 0, 0, 1),
        ("#ff0000", 255, 0, 0, 1), ("#FF000080", 255, 0, 0, 128.0 / 255),
        ("#f008", 255, 0, 0, 136.0 / 255),
        ("rgb(1,2,3)", 1, 2, 3, 1), ("rgb( 1 , 2 , 3 )", 1, 2, 3, 1), ("rgb(1 2 3)", 1, 2, 3, 1),
        ("rgb(100%, 0%, 50%)", 255, 0, 127.5, 1), ("rgba(1,2,3,0.5)", 1, 2, 3, 0.5),
        ("rgb(1 2 3 / 50%)", 1, 2, 3, 0.5), ("rgb(1,2,3,.25)", 1, 2, 3, 0.25),
        ("rgb(300,-5,1.5)", 255, 0, 1.5, 1), ("rgba(1,2,3,7)", 1, 2, 3, 1),
        ("hsl(0,100%,50%)", 255, 0, 0, 1), ("hsl(120deg 100% 25%)", 0, 127.5, 0, 1),
        ("hsl(240,100%,50%)", 0, 0, 255, 1), ("hsl(-120,100%,50%)", 0, 0, 255, 1),
        ("hsl(0.5turn,100%,50%)", 0, 255, 255, 1), ("hsla(0,0%,100%,.5)", 255, 255, 255, 0.5),
        ("hsl(200grad 100% 50% / 10%)", 0, 255, 255, 0.1), ("hwb(0 0% 0%)", 255, 0, 0, 1),
        ("hwb(120 50% 25%)", 127.5, 191.25, 127.5, 1), ("hwb(0 60% 60%)", 127.5, 127.5, 127.5, 1),
        ("transparent", 0, 0, 0, 0), ("rebeccapurple", 102, 51, 153, 1),
        ("lightgoldenrodyellow", 250, 250, 210, 1), ("  blue ", 0, 0, 255, 1),
    ]

    @Test(arguments: understood)
    func isUnderstood(text: String, red: Double, green: Double, blue: Double, alpha: Double) throws
    {
        let color = try #require(try color(text))
        #expect(abs(color.red - red / 255) < 1e-9)
        #expect(abs(color.green - green / 255) < 1e-9)
        #expect(abs(color.blue - blue / 255) < 1e-9)
        #expect(abs(color.alpha - alpha) < 1e-9)
    }

    @Test(arguments: [
        "#", "#12", "#12345", "#1234567", "#ggg", "rgb(1,2)", "rgb(1,2,3,4,5)", "rgb(1,2,", "rgb",
        "notacolor", "rgb(1px,2,3)", "red blue", "hsl(1,2,3", "#f00;", "rgb(1,,2)", "rgb(nan,1,2)",
    ])
    func nonsenseFallsBackAndIsReported(text: String) throws {
        let drawing = try drawing(
            "<g fill='blue'><path id='p' d='M0 0' fill='\(text)'/></g>")
        #expect(try drawing.fill("p") == blue)
        #expect(drawing.diagnostics.map(\.kind) == [.value])
    }

    @Test func currentColorIsTheElementsOwn() throws {
        let drawing = try drawing(
            "<g color='red' fill='currentColor'><path id='a' d='M0 0'/>"
                + "<path id='b' color='blue' d='M0 0' stroke='currentcolor'/></g>")
        #expect(try drawing.fill("a") == red)
        #expect(try drawing.fill("b") == blue)
        #expect(try drawing.shape("b").stroke?.color == blue)
    }

    @Test func noneIsNoPaint() throws {
        #expect(try color("none") == nil)
    }
}
