import Fixtures
import Foundation
import Inference
import PluginIsolation
import PoseAnimate
import Testing

/// Operators and delegates that are kept apart by the built program.
@Suite struct IsolatedModelTests {
    private let folder = try? TemporaryFolder()
    private static let isolation = Isolation(program: FixturePlugin.program)

    private static let values: [Float] = [-1, 0, 1, 0.5, 0.25, -2]
    private static let line: [Float] = [1, -0.5, 0.75]

    @Test func operatorsGiveTheSame() throws {
        let plugin = try FixturePlugin.build("models", in: #require(folder))
        var outputs: [[[Float]]] = []
        for isolation in [nil, Self.isolation] {
            let interpreter = try interpreter(
                "plugin-operators", loaded(plugin, isolation), delegate: nil)
            // The shape of what `Stretch` gives is known while running.
            for count in [11, 2] as [Int32] {
                try interpreter.write(Self.values, toInput: 0)
                try interpreter.write([count], toInput: 1)
                try interpreter.invoke()
                outputs.append([
                    try interpreter.read(output: 0, as: Float.self),
                    try interpreter.read(output: 1, as: Float.self),
                ])
            }
        }
        #expect(outputs[0].map(\.count) == [8, 11])
        #expect(outputs[1].map(\.count) == [8, 2])
        #expect(outputs[0] == outputs[2])
        #expect(outputs[1] == outputs[3])
    }

    @Test func delegateGivesTheSameAndKeepsVariables() throws {
        let plugin = try FixturePlugin.build("models", in: #require(folder))
        var outputs: [[[Float]]] = []
        for (isolation, threads) in [(nil, 1), (Self.isolation, 1), (Self.isolation, 3)] {
            let interpreter = try interpreter(
                "plugin-delegate", loaded(plugin, isolation), delegate: "near", threads: threads)
            #expect(interpreter.diagnostics == [])
            #expect(interpreter.steps.map(\.delegate) == ["near", "near", "near"])
            #expect(interpreter.steps.map(\.nodes) == [[0], [1, 2], [3]])
            var runs: [[Float]] = []
            for _ in 0..<3 {
                try interpreter.write(Self.line, toInput: 0)
                try interpreter.invoke()
                runs.append(try interpreter.read(output: 0, as: Float.self))
                runs.append(try interpreter.read(output: 1, as: Float.self))
            }
            interpreter.resetVariables()
            try interpreter.invoke()
            #expect(try interpreter.read(output: 1, as: Float.self) == runs[0])
            outputs.append(runs)
        }
        let tally = outputs[0]
        #expect(tally[1] == tally[0])
        #expect(tally[5] == tally[0].map { $0 + $0 + $0 })
        #expect(outputs[1] == outputs[0])
        #expect(outputs[2] == outputs[0])
    }

    @Test func nothingIsStartedThatNoModelNeeds() throws {
        let plugin = try FixturePlugin.build("models", in: #require(folder))
        let library = try loaded(plugin, Self.isolation)
        #expect(library.delegateNames == ["near"])
        #expect(library.operators.all.contains { $0.name == .custom("Twist") })
        #expect(try processes(of: plugin) == [])
        let interpreter = try interpreter("plugin-operators", library, delegate: nil)
        // `Tally` is in no node, and `Stretch` is asked for its shape.
        #expect(try processes(of: plugin).count == 2)
        #expect(interpreter.outputs.count == 2)
    }

    @Test func whatIsLetGoIsLetGoThereToo() throws {
        let plugin = try FixturePlugin.build("models", in: #require(folder))
        let library = try loaded(plugin, Self.isolation)
        let delegate = try library.makeDelegate(StageOptions(name: "near"))
        var options = Interpreter.Options()
        options.operators = library.operators
        options.delegate = .given
        options.delegates = [delegate]
        let model = try Model(contentsOf: fixture("models/plugin-delegate.tflite"))
        // The delegate's is the first; the operator `Tally` has one for its shape.
        let process = try #require(try processes(of: plugin).first)
        var seen: [Int] = []
        for _ in 0..<3 {
            let interpreter = try Interpreter(model, options: options)
            try interpreter.write(Self.line, toInput: 0)
            try interpreter.invoke()
            seen.append(withExtendedLifetime(interpreter) { sharedMemories(of: process) })
        }
        // Those of the constants, and of what three claims read and write.
        #expect(seen == [4, 4, 4])
        #expect(sharedMemories(of: process) == 0)
    }

    @Test func delegatesThatAreShownOneGraphDoNotDisturbEachOther() throws {
        let plugin = try FixturePlugin.build("models", in: #require(folder))
        let library = try loaded(plugin, Self.isolation)
        let near = StageOptions(name: "near")
        var options = Interpreter.Options()
        options.operators = library.operators
        options.delegate = .given
        let model = try Model(contentsOf: fixture("models/plugin-delegate.tflite"))
        var outputs: [[Float]] = []
        for count in [1, 3] {
            options.delegates = try (0..<count).map { _ in try library.makeDelegate(near) }
            let interpreter = try Interpreter(model, options: options)
            #expect(interpreter.diagnostics == [])
            #expect(interpreter.steps.map(\.delegate) == ["near", "near", "near"])
            try interpreter.write(Self.line, toInput: 0)
            try interpreter.invoke()
            outputs.append(try interpreter.read(output: 0, as: Float.self))
        }
        #expect(outputs[1] == outputs[0])
    }

    @Test func operatorThatCrashesIsNamed() throws {
        let plugin = try FixturePlugin.build(
            "models", in: #require(folder), "-DWHERE=IN_RUN", "-DWHAT=CRASH")
        let interpreter = try interpreter(
            "plugin-operators", loaded(plugin, Self.isolation), delegate: nil)
        try interpreter.write(Self.values, toInput: 0)
        try interpreter.write([Int32(3)], toInput: 1)
        let error = try #require(#expect(throws: InferenceError.self) { try interpreter.invoke() })
        #expect(error.kind == .fault)
        #expect(error.place == "node 1 (Twist)")
        #expect(
            error.message
                == "\(plugin): operator `twist`: crashed (segmentation fault) while it computed "
                + "nodes; leave it away, and tell who made it")
        #expect(throws: error) { try interpreter.invoke() }
    }

    @Test(arguments: ["IN_CLAIM", "IN_PREPARE"])
    func delegateThatCrashesLeavesItsNodesToOthers(_ place: String) throws {
        let plugin = try FixturePlugin.build(
            "models", in: #require(folder), "-DWHERE=\(place)", "-DWHAT=CRASH")
        let interpreter = try interpreter(
            "plugin-delegate", loaded(plugin, Self.isolation), delegate: "near")
        #expect(interpreter.steps.allSatisfy { $0.delegate == "reference" })
        #expect(interpreter.diagnostics.first?.contains("crashed (segmentation fault)") == true)
        #expect(interpreter.diagnostics.first?.hasSuffix("computed otherwise") == true)
        try interpreter.write(Self.line, toInput: 0)
        try interpreter.invoke()
    }

    private func loaded(_ plugin: String, _ isolation: Isolation?) throws -> StageLibrary {
        var library = StageLibrary(isolation: isolation)
        try library.load(plugin)
        return library
    }

    private func interpreter(
        _ model: String, _ library: StageLibrary, delegate: String?, threads: Int = 1
    ) throws -> Interpreter {
        var options = Interpreter.Options()
        options.operators = library.operators
        options.threads = threads
        options.delegate = delegate == nil ? .reference : .given
        options.delegates =
            try delegate.map { [try library.makeDelegate(StageOptions(name: $0))] } ?? []
        return try Interpreter(
            Model(contentsOf: fixture("models/\(model).tflite")), options: options)
    }

    /// The processes that keep a plug-in.
    private func processes(of plugin: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
            guard Int(name) != nil,
                let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
            else { return false }
            let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return words.contains(Isolation.subcommand) && words.contains(plugin)
        }
    }

    /// How many a process has mapped.
    private func sharedMemories(of process: String) -> Int {
        var text = Data()
        // The system gives a page at a time.
        let file = FileHandle(forReadingAtPath: "/proc/\(process)/maps")
        while let more = try? file?.read(upToCount: 1 << 16), !more.isEmpty { text += more }
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
            .filter { $0.contains("memfd:pose-animate") }.count
    }
}
