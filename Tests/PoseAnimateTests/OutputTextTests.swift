import Testing

@testable import PoseAnimate

@Suite struct OutputTextTests {
    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (1.5, "1.5"), (-2.25, "-2.25"), (0.0000004, "0"),
        (-0.0000004, "0"), (123.4567894, "123.456789"), (1e-6, "0.000001"), (100, "100"),
        (99.9999999, "100"), (.nan, "null"), (.infinity, "null"), (1e300, "1e+300"),
    ])
    func decimals(value: Double, expected: String) {
        var bytes: [UInt8] = []
        DecimalText(decimals: 6).append(value, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test func jsonKeepsOrderAndEscapes() {
        let value = JSONValue.object([
            ("b", .array([.integer(1), .number(0.5), .null, .bool(true)])),
            ("a", .string("say \"hi\"\n\\ \u{1} ä")),
        ])
        #expect(
            value.text
                == #"{"b":[1,0.5,null,true],"a":"say \"hi\"\n\\ \u0001 ä"}"#)
    }

    @Test func jsonNumbersReadBack() {
        for number in [0.1, 1.0 / 3.0, 1e-12, 1e22, -123456.789] as [Double] {
            #expect(Double(JSONValue.number(number).text) == number)
        }
        #expect(JSONValue.number(.nan).text == "null")
    }
}
