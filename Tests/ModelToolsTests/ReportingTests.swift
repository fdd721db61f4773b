import Testing

@testable import Inference
@testable import ModelTools

@Suite struct ReportingTests {
    /// As `numpy.percentile` gives them.
    @Test func percentilesLieBetweenMeasurements() {
        let times = Distribution([40, 10, 30, 20])
        #expect(times.median == 25)
        #expect(times.percentile(10) == 13)
        #expect(times.percentile(90) == 37)
        #expect(times.percentile(0) == 10 && times.percentile(100) == 40)
        #expect(Distribution([5]).percentile(90) == 5)
        #expect(Distribution([]).median == 0)
    }

    @Test(arguments: [
        (0.0, 3, "0.000"), (0.25, 1, "0.3"), (-1.25, 2, "-1.25"), (12345.6789, 1, "12345.7"),
        (-0.0004, 3, "0.000"), (7, 0, "7"), (1e300, 2, "1e+300"), (.infinity, 2, "inf"),
    ])
    func decimals(number: Double, decimals: Int, text: String) {
        #expect(number.rounded(to: decimals) == text)
    }

    @Test func tablesAlignTheirColumns() {
        var table = TextTable(["name", "n"], numbers: ["n"])
        table.add(["a|b", "5"])
        table.add(["x\u{1B}[2J\n", "123"])
        #expect(table.lines == ["name      n", "a|b       5", "x?[2J?  123"])
        #expect(
            table.markdown == [
                "| name | n |", "|---|---:|", "| a\\|b | 5 |", "| x?[2J? | 123 |",
            ])
    }

    @Test func rangesLeaveOutWhatIsNoNumber() throws {
        func range<Element: TensorElement>(_ values: [Element]) -> ElementRange? {
            ElementRange(of: values.withUnsafeBytes { Array($0) }, type: Element.elementType)
        }
        #expect(range([1, .nan, -3] as [Float])?.bounds == -3...1)
        #expect(range([1, .nan, -3] as [Float])?.notNumberCount == 1)
        #expect(range([Float.nan])?.bounds == nil)
        #expect(range([] as [Float])?.bounds == nil)
        #expect(range([-128, 127] as [Int8])?.bounds == -128...127)
        #expect(range([0, .max] as [UInt32])?.bounds == 0...4_294_967_295)
        // 1.0 and -2.0 in bfloat16 and in float16.
        #expect(ElementRange(of: [0x80, 0x3F, 0, 0xC0], type: .bfloat16)?.bounds == -2...1)
        #expect(ElementRange(of: [0, 0x3C, 0, 0xC0], type: .float16)?.bounds == -2...1)
        #expect(ElementRange(of: [], type: .string) == nil)
    }

    @Test func quantizationIsToldShortly() {
        #expect(Quantization(scale: 0.5, zeroPoint: 128).text == "scale 0.5, zero point 128")
        let channels = Quantization(scales: [1, 2], zeroPoints: [0, 0], dimension: 3)
        #expect(channels.text == "2 scales along axis 3")
        let shape: Shape = [1, 8, 3]
        #expect(shape.text(signature: [-1, 8, 3]) == "[1?, 8, 3]")
        #expect(shape.text(signature: []) == "[1, 8, 3]")
    }
}
