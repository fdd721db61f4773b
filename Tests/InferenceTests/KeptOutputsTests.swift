import Inference
import ModelBuilding
import Testing

@Suite struct KeptOutputsTests {
    /// two = -one, three = -two, four = -one; all but `one` are outputs.
    private func model() throws -> Model {
        var builder = ModelBuilder()
        let one = builder.input("one", .float32, [2])
        let two = builder.output("two", .float32, [2])
        let three = builder.output("three", .float32, [2])
        let four = builder.output("four", .float32, [2])
        builder.node(.neg, inputs: [one], outputs: [two])
        builder.node(.neg, inputs: [two], outputs: [three])
        builder.node(.neg, inputs: [one], outputs: [four])
        builder.signature(
            "serve", inputs: [("in", one)], outputs: [("a", two), ("b", three), ("c", four)])
        return try builder.model()
    }

    private func run(_ model: Model) throws -> [[Float]] {
        let interpreter = try Interpreter(model)
        try interpreter.write([1, -2] as [Float], toInput: 0)
        try interpreter.invoke()
        return try interpreter.outputs.indices.map {
            try interpreter.read(output: $0, as: Float.self)
        }
    }

    @Test func nodesThatNobodyNeedsAreLeftOut() throws {
        let model = try model()
        let last = try model.keeping(outputs: [2])
        #expect(last.subgraphs[0].nodes.map(\.index) == [2])
        #expect(try run(last) == [[-1, 2]])
        let middle = try model.keeping(outputs: [1])
        #expect(middle.subgraphs[0].nodes.map(\.index) == [0, 1])
        #expect(try run(middle) == [[1, -2]])
        #expect(middle.signatures[0].outputs.map(\.name) == ["b"])
    }

    @Test func outputsComeInTheOrderAskedFor() throws {
        let both = try model().keeping(outputs: [2, 1])
        #expect(both.subgraphs[0].nodes.count == 3)
        #expect(try run(both) == [[-1, 2], [1, -2]])
    }

    @Test func nodesThatChangeVariablesStay() throws {
        var builder = ModelBuilder()
        let input = builder.input("input", .float32, [1, 2])
        let state = builder.tensor("state", .float32, [1, 2], isVariable: true)
        let next = builder.output("next", .float32, [1, 2])
        let other = builder.output("other", .float32, [1, 2])
        builder.node(.add, inputs: [input, state], outputs: [next])
        builder.node(.neg, inputs: [input], outputs: [other])
        let kept = try builder.model().keeping(outputs: [1])
        #expect(kept.subgraphs[0].nodes.count == 2)
    }

    @Test func outputsMustExist() throws {
        for output in [3, -1] {
            let error = #expect(throws: InferenceError.self) {
                try model().keeping(outputs: [output])
            }
            #expect(error?.kind == .badArgument)
        }
    }
}
