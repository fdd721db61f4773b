import Inference
import ModelBuilding
import Testing

@Suite struct ModelBuilderTests {
    @Test func builtModelsAreReadAndRun() throws {
        var builder = ModelBuilder()
        let left = builder.input("left", .float32, [1, 3])
        let right = builder.constant("right", [10, 20, 30] as [Float], [1, 3])
        let sum = builder.output("sum", .float32, [1, 3])
        builder.node(.add, inputs: [left, right], outputs: [sum], options: [0: .number(Int8(3))])
        builder.signature("serve", inputs: [("a", left)], outputs: [("b", sum)])
        builder.metadata("note", [1, 2, 3])
        let model = try builder.model()
        #expect(model.remark == "built")
        #expect(model.signatures.map(\.key) == ["serve"])
        #expect(model.metadata.map(\.name) == ["note"])
        #expect(model.metadata.map { Array($0.data.bytes) } == [[1, 2, 3]])
        let interpreter = try Interpreter(model)
        try interpreter.write([-20, -17, 1] as [Float], toInput: 0)
        try interpreter.invoke()
        // The activation is RELU6.
        #expect(try interpreter.read(output: 0, as: Float.self) == [0, 3, 6])
        #expect(interpreter.input(named: "a") == 0)
    }

    @Test func nodesTellTheQuantizationOfValuesWithin() throws {
        var builder = ModelBuilder()
        let input = builder.input("input", .float32, [1])
        let output = builder.output("output", .float32, [1])
        let within = builder.tensor(
            "within", .int8, [0], quantization: .init(scale: 0.5, zeroPoint: 3))
        builder.node(
            .relu, inputs: [input], outputs: [output], intermediates: [within, input])
        let node = try #require(try builder.model().subgraphs[0].nodes.first)
        #expect(node.intermediates == [Quantization(scale: 0.5, zeroPoint: 3), nil])
        builder.node(.relu, inputs: [input], outputs: [output], intermediates: [99])
        #expect(throws: InferenceError.self) { try builder.model() }
    }

    @Test func everyCutAndFlipIsAnErrorOrAModel() throws {
        var builder = ModelBuilder()
        let input = builder.input(
            "input", .int8, [1, 4], quantization: .init(scale: 1, zeroPoint: 3))
        let output = builder.output("output", .float32, [1, 4])
        builder.node(.dequantize, version: 2, inputs: [input], outputs: [output])
        let bytes = builder.bytes()
        for count in 0..<bytes.count { _ = try? Model(bytes: Array(bytes[..<count])) }
        for index in bytes.indices {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var damaged = bytes
                damaged[index] = value
                _ = try? Model(bytes: damaged)
            }
        }
        #expect(throws: InferenceError.self) { try Model(bytes: Array(bytes[..<40])) }
    }
}
