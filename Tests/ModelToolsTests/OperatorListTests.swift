import Foundation
import Inference
import ModelTools
import Storage
import Testing

@Suite struct OperatorListTests {
    /// `pose-animate models operators --markdown > Documentation/Operators.md` brings it up to date.
    @Test func committedPageIsWhatTheInterpreterKnows() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Documentation/Operators.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(
            text == OperatorList().markdown,
            "run pose-animate models operators --markdown > Documentation/Operators.md")
    }

    @Test func everyDefinitionHasARow() {
        let registry = OperatorRegistry.builtIn.adding(
            OperatorDefinition(
                .custom("Wibble"), versions: 1...1, types: [.float32, .int8],
                shapes: { _ in .needsValues }, kernel: { _ in {} }))
        let list = OperatorList(registry)
        #expect(list.text.split(separator: "\n").count == registry.all.count + 1)
        #expect(list.text.contains("Wibble (custom)"))
        #expect(list.markdown.contains("| Wibble (custom) | 1 | float32, int8 |  |"))
        #expect(list.markdown.contains("| CONV_2D | 1 to"))
        #expect(list.json.text.contains(#""name":"CONV_2D","custom":false"#))
        #expect(DelegateCoverage.names(of: .builtin(.conv2d)).contains("vector"))
        #expect(list.json.text.contains(#""name":"Wibble","custom":true,"firstVersion":1"#))
    }
}
