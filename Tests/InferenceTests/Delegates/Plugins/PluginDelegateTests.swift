import CVectorKernels
import Inference
import ModelBuilding
import PluginInterface
import Synchronization
import Testing

@Suite struct PluginDelegateTests {
    private static let plugin = BuiltInPlugin([TroubledDelegate.self])

    /// 1 2 3 4 5 6, doubled, and that doubled; both are outputs.
    private func interpreter(
        _ trouble: TroubledDelegate.Trouble = .none, choice: Interpreter.DelegateChoice = .given,
        threads: Int = 1
    ) throws -> Interpreter {
        var builder = ModelBuilder()
        let input = builder.input("input", .float32, [1, 6])
        let first = builder.output("first", .float32, [1, 6])
        let second = builder.output("second", .float32, [1, 6])
        builder.node(.add, inputs: [input, input], outputs: [first])
        builder.node(.add, inputs: [first, first], outputs: [second])
        var options = Interpreter.Options()
        options.threads = threads
        options.delegate = choice
        options.delegates = [
            try PluginDelegate(
                Self.plugin.stage(.delegate, "troubled"), values: ["trouble": trouble.rawValue])
        ]
        let interpreter = try Interpreter(builder.model(), options: options)
        try interpreter.write([1, 2, 3, 4, 5, 6] as [Float], toInput: 0)
        return interpreter
    }

    @Test(arguments: [1, 3]) func computesWhatItClaims(threads: Int) throws {
        let interpreter = try interpreter(threads: threads)
        #expect(interpreter.steps.map(\.delegate) == ["troubled", "troubled"])
        #expect(interpreter.diagnostics.isEmpty)
        for _ in 0..<3 { try interpreter.invoke() }
        #expect(try interpreter.read(output: 1, as: Float.self) == [4, 8, 12, 16, 20, 24])
    }

    @Test func isChosenByItsCost() throws {
        #expect(try interpreter(choice: .auto).steps.map(\.delegate) == ["troubled", "troubled"])
        #expect(try interpreter(choice: .reference).steps.allSatisfy { $0.delegate == "reference" })
    }

    @Test(
        arguments: [
            (.unordered, "in their order"), (.outside, "nodes of the graph's 2"),
            (.nothing, "nodes of the graph's 2"), (.needed, "needed outside it"),
            (.free, "cost is 0"), (.silent, "cost is nan"), (.claiming, "it looks odd"),
            (.preparing, "there is no accelerator"), (.tiling, "has work of 1073741824 tiles"),
        ] as [(TroubledDelegate.Trouble, String)])
    func whatItDoesWrongIsToldAndOthersCompute(
        trouble: TroubledDelegate.Trouble, reason: String
    ) throws {
        let interpreter = try interpreter(trouble)
        #expect(interpreter.diagnostics.contains { $0.contains("troubled") && $0.contains(reason) })
        #expect(interpreter.steps.allSatisfy { $0.delegate == "reference" })
        try interpreter.invoke()
        #expect(try interpreter.read(output: 1, as: Float.self) == [4, 8, 12, 16, 20, 24])
    }

    @Test(arguments: [1, 3]) func aTileThatFailsEndsTheRun(threads: Int) throws {
        let interpreter = try interpreter(.running, threads: threads)
        for _ in 0..<5 {
            let error = #expect(throws: InferenceError.self) { try interpreter.invoke() }
            #expect(error?.kind == .badData)
            // The first of them, whichever thread was faster.
            #expect(error?.message.contains("tile 2 is stuck") == true)
            #expect(error?.place.contains("node 0 (ADD)") == true)
        }
    }

    @Test func diagnosticsAreToldAsTheyCome() throws {
        var options = Interpreter.Options()
        let heard = Remarks()
        options.diagnosed = { heard.add($0) }
        options.delegate = .given
        options.delegates = [
            try PluginDelegate(
                Self.plugin.stage(.delegate, "troubled"), values: ["trouble": "claiming"])
        ]
        var builder = ModelBuilder()
        let input = builder.input("input", .float32, [2])
        builder.node(
            .add, inputs: [input, input], outputs: [builder.output("sum", .float32, [2])])
        let interpreter = try Interpreter(builder.model(), options: options)
        #expect(heard.all.count == 1)
        #expect(heard.all.first?.hasSuffix(interpreter.diagnostics[0]) == true)
    }

    @Test func poolsOfTheVectorDelegateGoThroughTheInterface() throws {
        var model = DelegateAgreement(.vector, seed: 4)
        let input = model.builder.input("input", .float32, [1, 12, 10, 8])
        let output = model.builder.output("output", .float32, [1, 6, 5, 8])
        model.builder.node(
            .maxPool2d, inputs: [input], outputs: [output],
            options: [
                1: .number(Int32(2)), 2: .number(Int32(2)), 3: .number(Int32(3)),
                4: .number(Int32(2)), 5: .number(Int8(1)),
            ])
        let isComputed = try model.agreesOnReals([model.reals(12 * 10 * 8)])
        #expect(isComputed == (pose_vector_detect() != POSE_VECTOR_NONE))
    }
}

/// Takes down what is told.
private final class Remarks: Sendable {
    private let remarks = Mutex<[String]>([])

    func add(_ remark: String) { remarks.withLock { $0.append(remark) } }

    var all: [String] { remarks.withLock { $0 } }
}
