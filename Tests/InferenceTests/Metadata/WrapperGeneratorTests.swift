import Foundation
import Inference
import ModelBuilding
import Testing

@Suite struct WrapperGeneratorTests {
    /// `AnimalSorter.swift` is what the generator wrote for this model, compiled with the tests.
    @Test func generatedSourceIsTheOneThatIsCompiled() throws {
        let source = try WrapperGenerator.source(
            of: Model(bytes: DescribedModel.bytes()), name: "animal-sorter")
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "AnimalSorter.swift")
        #expect(source == (try String(contentsOf: path, encoding: .utf8)))
    }

    @Test func compiledWrapperRuns() throws {
        let sorter = try AnimalSorter(model: Model(bytes: DescribedModel.bytes()))
        #expect(try sorter.run(image: [1, -2, 0]).inOutput == [1, -5, -1])
        #expect(AnimalSorter.InputShapes.image == [1, 3])
        #expect(AnimalSorter.InputNormalizations.image.means == [127.5, 128, 120])
        #expect(AnimalSorter.OutputQuantizations.inOutput.zeroPoint == -1)
        #expect(throws: InferenceError.self) { try sorter.run(image: [1]) }
    }

    @Test func otherModelsAreRefused() throws {
        var builder = ModelBuilder()
        let input = builder.input("serving:0", .float32, [1, 4])
        let output = builder.output(
            "Partitioned/call", .int8, [1, 4], quantization: .init(scale: 0.5, zeroPoint: -1))
        builder.node(.quantize, inputs: [input], outputs: [output])
        let error = #expect(throws: InferenceError.self) {
            try AnimalSorter(model: builder.model())
        }
        #expect(error?.kind == .badArgument)
    }

    @Test func namesAreMadeLegalAndUnique() throws {
        var builder = ModelBuilder()
        let names = ["class", "3d", "a b", "a/b", "", "über", "\"q\\\n", "ID_MASK", "x1/2"]
        let inputs = names.map { builder.input($0, .float32, [1]) }
        let output = builder.output("self", .float32, [1])
        builder.node(.addN, inputs: inputs.map { $0 }, outputs: [output])
        let source = try WrapperGenerator.source(of: builder.model(), name: "1 Outputs")
        for line in [
            "struct Network1Outputs {", "        classInput: [Float],", "        input3d: [Float],",
            "        aB: [Float],", "        aB_2: [Float],", "        input: [Float],",
            "        ber: [Float],", "        q: [Float],", "        idMASK: [Float],",
            "        x1_2: [Float]", "        var selfOutput: [Float]",
            #"        ("\"q\\\u{a}", .float32, [1]),"#, #"        ("\u{fc}ber", .float32, [1]),"#,
            #"        ("x1/2", .float32, [1])"#,
        ] {
            #expect(source.split(separator: "\n").contains { $0 == line }, "\(line)")
        }
    }

    @Test func elementsWithoutATypeAreRefused() throws {
        var builder = ModelBuilder()
        let input = builder.input("half", .float16, [1])
        let output = builder.output("whole", .float32, [1])
        builder.node(.dequantize, inputs: [input], outputs: [output])
        let error = #expect(throws: InferenceError.self) {
            try WrapperGenerator.source(of: builder.model(), name: "Half")
        }
        #expect(error?.kind == .unsupported)
    }
}
